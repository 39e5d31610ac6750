/** Help of `stpa kernel` and of its commands. */
export const kernelHelp: Readonly<Record<string, string>> = {
  kernel: `stpa kernel: call graphs of the kernel

  stpa kernel import SOURCE -o G            read a ks-nav database once, keep it compact
  stpa kernel tree G --symbol S             which subsystems or functions a function reaches, or is reached from
  stpa kernel interface G --subsystem A     what is entered from, and left to, the other subsystems
  stpa kernel paths G --from S --to S       shortest and other paths between two functions
  stpa kernel entries G                     where the kernel is entered: system calls, file operations, interrupts
  stpa kernel reach G                       which subsystems a system call can reach, which system calls reach one
  stpa kernel cycles G                      subsystems that all reach each other
  stpa kernel diff G1 G2                    what changed from one kernel to the other
  stpa kernel maintainers FILE PATH…        which sections of MAINTAINERS claim a path or a function
  stpa kernel build --vmlinux FILE …        a ks-nav database of a kernel binary, with binutils

G: what "stpa kernel import" wrote, or a ks-nav database in SQLite (also .gz). stpa kernel COMMAND --help tells more.
`,
  'kernel import': `stpa kernel import SOURCE -o G [--instance N] [--maintainers FILE] [--operations CSV]

Reads a ks-nav database and writes its graph in a compact form that opens at once. SOURCE: a SQLite file (also .gz),
postgresql://… or mysql://…, or what nav and graph-tools print (DOT, nav's JSON forms, .subs): a part of a kernel then.

  --instance N        instance_id, where the database has several (default: the only one, else 1; the others are named)
  --maintainers FILE  MAINTAINERS: its sections as tags, instead of those of the database
  --operations CSV    operation tables (object,offset,section,function,address,file), for --possible of other commands
  -o, --output FILE   write the graph there

SOURCE may be a graph that was imported before: to add one of these to it.
`,
  'kernel tree': `stpa kernel tree G --symbol S [--mode MODE] [--depth N] [--format FORMAT] …

  -s, --symbol S           the function to begin at; "NAME (FILE)" where several files have one of that name
  --mode MODE              all (functions), subsystems (default), labels (subsystems, with the calls that carry each
                           arrow) or targeted (labels, only arrows that touch a target)
  --depth N                at most N calls (all) or changes of subsystem (the others) from S, along the nearest path
  --exclude-before RE      functions that are not shown (RE2, found anywhere in the name; may be repeated)
  --exclude-after RE       functions that are shown but not entered (may be repeated)
  --target-subsystem T     for targeted: a subsystem, whole name (may be repeated; default: the one of S)
  --callers                who reaches S, instead of whom it reaches
  --join-clones            f.cold, f.part.0, … shown as f
  --by-file                the subsystem of a function by its own file, not by its name
  --whose FILE=SUBSYSTEM   give a file, or a function, to another subsystem (may be repeated)
  --possible RE            indirect calls may lead to the functions of operation tables that match, e.g. watchdog_fops or
                           _ops\\+0x8$ (RE2 over TABLE+0xOFFSET; may be repeated); drawn dashed
  --nav-compatible         what "nav -j graphOnly" prints, byte for byte: its visiting order, its defects
  --instance N             instance_id, for a database
  --format FORMAT          dot (default), json, svg or png
  -o, --output FILE        write there instead of to standard output

Without --depth there is no limit.
`,
  'kernel interface': `stpa kernel interface G --subsystem A [--with B] [--format FORMAT]

Functions of A that others enter, and functions of others that A calls, with the number of calls.

  --subsystem A      whole name, as in MAINTAINERS
  --with B           only the interface with B
  --format FORMAT    text (default), json or csv
  --instance N       instance_id, for a database
  -o, --output FILE  write there instead of to standard output
`,
  'kernel paths': `stpa kernel paths G --from S|--from-subsystem A --to S|--to-subsystem B [--longer N] [--most N] [--format FORMAT]

  --from S, --to S   two functions
  --from-subsystem A, --to-subsystem B
                     any function of a subsystem instead
  --longer N         also paths of up to N more calls than the shortest (default 0)
  --most N           at most N paths (default 20)
  --format FORMAT    text (default) or json
  --instance N       instance_id, for a database
  -o, --output FILE  write there instead of to standard output
`,
  'kernel entries': `stpa kernel entries G [--kind KIND] [--subsystem A] [--format FORMAT]

Where the kernel is entered from outside, and what says so: a name, or the entry of an operation table.

  --kind KIND        syscall, ioctl, fileOperation or interrupt
  --subsystem A      only those of this subsystem
  --format FORMAT    text (default), json or csv
  --instance N       instance_id, for a database
  -o, --output FILE  write there instead of to standard output
`,
  'kernel reach': `stpa kernel reach G [--from S]… [--to S | --to-subsystem T] [--possible RE]… [--format FORMAT]

Which subsystems each system call (or each S) can reach, with the number of functions; with --to, which of them can reach
that. Direct calls only, unless --possible names operation tables.

  --from S           begin at S instead of at every system call (may be repeated)
  --to S             only those that can reach this function
  --to-subsystem T   only those that can reach this subsystem
  --possible RE      also through these operation tables (see stpa kernel tree --help)
  --format FORMAT    text (default), json or csv
  --instance N       instance_id, for a database
  -o, --output FILE  write there instead of to standard output
`,
  'kernel cycles': `stpa kernel cycles G [--symbol S] [--depth N] [--exclude-before RE]… [--format FORMAT]

Subsystems that all reach each other (strongly connected), largest group first: among all, or in what S reaches.

  -s, --symbol S       only what this function reaches
  --depth N            within N changes of subsystem
  --exclude-before RE  functions that are not followed (default: tracing, stack protection, printing)
  --exclude-after RE   functions that are not entered
  --format FORMAT      text (default) or json
  --instance N         instance_id, for a database
  -o, --output FILE    write there instead of to standard output
`,
  'kernel diff': `stpa kernel diff G1 G2 [--format FORMAT]

Functions, subsystems and interfaces that appeared, went or changed from G1 to G2: changed are functions that call others
and subsystems that others belong to. A static name's number (probe_1) does not count: it follows the order of linking.

  --format FORMAT    text (default) or json
  -o, --output FILE  write there instead of to standard output
`,
  'kernel maintainers': `stpa kernel maintainers FILE PATH… [--graph G --symbol S…] [--format FORMAT]

Which sections of a MAINTAINERS file claim each path, as scripts/get_maintainer.pl matches F:, X: and N:.

  --graph G          a graph that says in which file a function stands
  -s, --symbol S     also the file of this function (may be repeated)
  --instance N       instance_id, for a database
  --format FORMAT    text (default) or json
`,
  'kernel build': `stpa kernel build --vmlinux FILE --maintainers FILE [--config FILE] [--modules DIR] [--operations CSV] -o FILE.db

Makes a ks-nav database of an ELF file with symbols and DWARF, by readelf, objdump and addr2line. Calls and jumps to
another function are certain; calls through a register or memory are recorded as unresolved; addresses that are only
taken are no calls. nav can read the result too.

  --vmlinux FILE      an uncompressed kernel with symbols (x86-64 or arm64)
  --maintainers FILE  MAINTAINERS of its source (also .gz)
  --config FILE       its configuration
  --modules DIR       modules (*.ko with DWARF) below DIR, linked to the kernel by ld
  --operations CSV    write the operation tables there: variables whose words are addresses of functions
  -o, --output FILE   write the database there; there must be none
`,
}
