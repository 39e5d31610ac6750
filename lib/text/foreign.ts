/** The beginning of a file: its first bytes, and its first lines (at most 200) where it is a text. */
type Beginning = { readonly bytes: Uint8Array; readonly lines: readonly string[] }

/** A kind of file that people have beside what is read here, and what to do to have a file that is read. */
export type Foreign = {
  readonly name: string
  readonly wayOut: string
  readonly recognise: (beginning: Beginning) => boolean
}

const straceAgain = 'Trace the calls of the kernel: strace -f -ttt -T -yy -s 256 -o FILE COMMAND'
const perfScript = 'perf script -i perf.data > FILE (or perf report --stdio -i perf.data > FILE)'

/** Does the file begin with these bytes (a text: its characters; `.` stands for any)? */
const magic =
  (bytes: string | readonly number[], at = 0) =>
  ({ bytes: all }: Beginning): boolean =>
    [...bytes].every((sign, index) => all[at + index] === (typeof sign === 'string' ? sign.charCodeAt(0) : sign))

const anyOf =
  (...tests: readonly Foreign['recognise'][]) =>
  (beginning: Beginning): boolean =>
    tests.some((test) => test(beginning))

const both =
  (one: Foreign['recognise'], other: Foreign['recognise']) =>
  (beginning: Beginning): boolean =>
    one(beginning) && other(beginning)

/** Is there such a line? Patterns are anchored, or bounded: lines may be long. */
const line =
  (form: RegExp) =>
  ({ lines }: Beginning): boolean =>
    lines.some((text) => form.test(text.slice(0, 400)))

/** Are so many of 100 lines that are not blank of this form, and at least one? */
const share = (percent: number, form: RegExp) => {
  return ({ lines }: Beginning): boolean => {
    const told = lines.filter((text) => text.trim() !== '')
    const count = told.filter((text) => form.test(text.slice(0, 400))).length
    return count > 0 && 100 * count >= percent * told.length
  }
}

/** Functions of the C library that are no system calls, as ltrace has them; families by their beginning. */
const libraryNames = new Set(
  (
    '__libc_start_main __libc_start_call_main malloc calloc realloc reallocarray free fopen fopen64 fclose fread fwrite ' +
    'fgets fputs fputc putchar puts fflush feof ferror fseek ftell getenv setenv setlocale bindtextdomain textdomain ' +
    'gettext dcgettext atexit __cxa_atexit __cxa_finalize atoi atol atof atoll getopt getopt_long opendir closedir readdir ' +
    'readdir64 __errno_location sigemptyset sigaddset qsort bsearch dlopen dlsym abort isatty usleep sleep localtime ' +
    'localtime_r error setjmp _setjmp __stack_chk_fail __fpending memcpy memmove memset memcmp memchr memrchr mempcpy'
  ).split(' '),
)
const isOfLibrary = (name: string): boolean =>
  libraryNames.has(name.replace(/_chk$/, '')) ||
  /^(?:str[a-z]{2}|pthread_|sem_|__ctype_|_{0,2}[a-z]{0,3}printf)/.test(name)

const leader =
  '(?:\\[pid {1,10}\\d{1,10}\\] |\\d{1,10} {1,10})?(?:[\\d:.]{1,20} {1,10})?(?:\\[0x[0-9a-f]{1,16}\\] {1,10})?'
const ltraceOnly = new RegExp(
  `^${leader}(?:\\+\\+\\+ exited \\(status \\d{1,5}\\) \\+\\+\\+|--- Called exec\\(\\) ---|SYS_[a-z_]\\w{0,40}\\(|[\\w.+/-]{1,200}->[\\w:~]{1,200}\\()`,
)
const ltraceEnd = /(?:\) {1,200}= <void>|<no return \.\.\.>)(?: <[\d.]{1,20}>)?$/
const callForm = new RegExp(`^${leader}(?:<\\.\\.\\. )?(\\w{1,60})(?:\\(| resumed>)`)

const calledIn = (text: string): string | undefined => callForm.exec(text.slice(0, 400))?.[1]

/** Marks that only ltrace writes, or calls of which three of ten are functions of the C library. */
function isLtrace({ lines }: Beginning): boolean {
  const called = lines.flatMap((text) => calledIn(text) ?? [])
  const isMarked = lines.some(
    (text) => ltraceOnly.test(text.slice(0, 400)) || (calledIn(text) !== undefined && ltraceEnd.test(text.slice(-300))),
  )
  const ofLibrary = called.filter(isOfLibrary).length
  return isMarked || (ofLibrary > 0 && 10 * ofLibrary >= 3 * called.length)
}

/** `PID    COMM               FD ERR PATH`: names of columns alone, with a command and its number, and nothing counted. */
function isHeadOfEvents(text: string): boolean {
  const words = text.length > 200 ? [] : text.trim().split(/ +/)
  const has = (...names: readonly string[]) => names.some((name) => words.includes(name))
  const areHeads = words.every((word) => /^(?:[A-Z][A-Z\d_]{0,11}(?:\([a-z]{1,3}\))?|-)$/.test(word))
  return words.length > 3 && areHeads && has('COMM', 'PCOMM') && has('PID', 'TGID', 'TID') && !has('COUNT')
}

/** `t/valve.t .. ok`: between the TAP of tests (-v) stand verdicts of prove itself, which look like results. */
const ofProve = line(/^[\w./-]{1,200}\.t \.{2,60}(?: |$)/)
export function isOfProve(beginning: Beginning): boolean {
  return ofProve(beginning)
}

/** Packed files: nothing is unpacked twice, and only gzip is unpacked here. */
const packed: readonly Foreign[] = [
  { name: 'a gzip file inside another one', wayOut: 'Unpack it once: gunzip', recognise: magic([0x1f, 0x8b]) },
  { name: 'a zip archive', wayOut: 'Unpack it: unzip', recognise: magic('PK\x03\x04') },
  { name: 'an xz file', wayOut: 'Unpack it: unxz', recognise: magic([0xfd, 0x37, 0x7a, 0x58, 0x5a]) },
  { name: 'a zstd file', wayOut: 'Unpack it: unzstd', recognise: magic([0x28, 0xb5, 0x2f, 0xfd]) },
  {
    name: 'a bzip2 file',
    wayOut: 'Unpack it: bunzip2',
    recognise: both(magic('BZh'), magic([0x31, 0x41, 0x59, 0x26, 0x53, 0x59], 4)),
  },
  { name: 'a tar archive', wayOut: 'Unpack it: tar -xf', recognise: magic('ustar', 257) },
  { name: 'a text in UTF-32', wayOut: 'Convert it: iconv -f UTF-32 -t UTF-8', recognise: magic([0xff, 0xfe, 0, 0]) },
]

/** What tracers write for themselves: their own tool makes a text of it. */
const recorded: readonly Foreign[] = [
  {
    name: 'perf.data, which perf record writes',
    wayOut: `Make a text of it: ${perfScript}`,
    recognise: anyOf(magic('PERFILE2'), magic('2ELIFREP')),
  },
  {
    name: 'trace.dat, which trace-cmd record writes',
    wayOut: 'Make a text of it: trace-cmd report -i trace.dat > FILE',
    recognise: magic('\x17\x08\x44tracing'),
  },
  {
    name: 'pcapng or .scap, which sysdig, Falco and Wireshark write',
    wayOut: straceAgain,
    recognise: magic([0x0a, 0x0d, 0x0d, 0x0a]),
  },
  {
    name: 'a capture of network packets (pcap)',
    wayOut: straceAgain,
    recognise: anyOf(
      ...[0xd4c3b2a1, 0xa1b2c3d4, 0x4d3cb2a1, 0xa1b23c4d].map((word) =>
        magic([word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]),
      ),
    ),
  },
  {
    name: 'a trace of LTTng (CTF)',
    wayOut: `Record the same events with: perf trace -o FILE COMMAND. Or ${lowerFirst(straceAgain)}`,
    recognise: anyOf(
      magic([0xc1, 0x1f, 0xfc, 0xc1]),
      magic([0xc1, 0xfc, 0x1f, 0xc1]),
      magic([0x57, 0x1d, 0xd1, 0x75]),
      magic([0x75, 0xd1, 0x1d, 0x57]),
      line(/^\/\* CTF \d/),
    ),
  },
  {
    name: 'data of uftrace',
    wayOut: `uftrace sees functions of the program, not of the kernel. ${straceAgain}`,
    recognise: magic('Ftrace!\0'),
  },
  {
    name: 'a journal of systemd',
    wayOut: 'Make a text of it: journalctl -o short-iso --file=FILE > LOG',
    recognise: magic('LPKSHHRH'),
  },
  {
    name: 'a core dump',
    wayOut: straceAgain,
    recognise: both(isElf, anyOf(magic([4, 0], 16), magic([0, 4], 16))),
  },
  { name: 'a program or library (ELF)', wayOut: straceAgain, recognise: isElf },
]

function isElf(beginning: Beginning): boolean {
  return magic('\x7fELF')(beginning)
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** Texts of other tools, some of which look like what is read here. */
const written: readonly Foreign[] = [
  {
    name: 'a log of ltrace: calls of libraries, not of the kernel',
    wayOut: straceAgain,
    recognise: isLtrace,
  },
  {
    name: 'a table of ltrace -c: functions of libraries, not calls of the kernel',
    wayOut: 'Count the calls of the kernel: strace -f -c -o FILE COMMAND',
    recognise: line(/^\s*% time\s+seconds\s+usecs\/call\s+calls\s+function\s*$/),
  },
  {
    name: 'a log of auditd',
    wayOut: straceAgain,
    recognise: line(/^(?:node=\S{1,100} )?type=[A-Z_0-9[\]]{1,60} msg=audit\(|\baudit: type=\d{4} audit\(/),
  },
  {
    name: 'a text of sysdig',
    wayOut: straceAgain,
    recognise: share(50, /^\d+ \d\d:\d\d:\d\d\.\d{9} \d+ .{1,60} \(\d+(?:[.:]\d+)?\) [<>] \w/),
  },
  {
    name: 'a text of babeltrace (LTTng)',
    wayOut: `Record the same events with: perf trace -o FILE COMMAND. Or ${lowerFirst(straceAgain)}`,
    recognise: share(50, /^\[[\d:. -]{8,40}\] \(\+[\d?.]{1,30}\) .{0,100}\w+: \{/),
  },
  {
    name: 'what SystemTap printed',
    wayOut: straceAgain,
    recognise: line(/^Pass [1-5]: |^#! ?\/usr\/bin\/(?:env )?stap\b|^probe (?:syscall|kernel|begin)\b/),
  },
  {
    name: 'a text of uftrace: functions of the program, not of the kernel',
    wayOut: straceAgain,
    recognise: anyOf(
      line(/^# {1,20}(?:[A-Z]{1,20} {1,20}){0,3}TID {1,20}(?:[A-Z ]{0,40} )?FUNCTION\s{0,20}$/),
      share(60, /^ {0,20}(?:[\d.]{1,12} [um ]?s)? {1,20}\[ {0,10}\d{1,10}\] \|/),
    ),
  },
  {
    name: 'a table of a bcc tool that has a line for each event (opensnoop, execsnoop, biosnoop, trace, …)',
    wayOut: `Counts are read (syscount, funccount, argdist -C). ${straceAgain}`,
    recognise: ({ lines }) => lines.some(isHeadOfEvents),
  },
  {
    name: 'stacks of a bcc tool (stackcount, offcputime, profile) as people read them',
    wayOut: 'Print them folded: offcputime -f, profile -f',
    recognise: anyOf(
      line(/^Sampling at \d{1,6} Hertz of .{1,80} by .{1,40} stack/),
      line(/^Tracing off-CPU time \(us\) of /),
      both(line(/^Tracing \d{1,9} functions for "/), share(20, /^ {2}[\w.+]{1,100}(?: \[\w{1,60}\])?$/)),
    ),
  },
  {
    name: 'a trace for the browser (Chrome, Perfetto, perf script --json)',
    wayOut: 'Export the text: perf script, or cat /sys/kernel/tracing/trace',
    recognise: line(
      /^\s{0,40}\{?\s{0,40}"(?:traceEvents|linux-perf-json-version)"\s{0,9}:|^<!DOCTYPE html>.{0,200}trace/i,
    ),
  },
  {
    name: 'a trace of another system (dtruss, ktrace)',
    wayOut: `Only Linux is known here. ${straceAgain}`,
    recognise: anyOf(
      line(/^(?:\s*PID\/THRD\s+)?(?:RELATIVE\s+|ELAPSD\s+|CPU\s+)*SYSCALL\(args\)\s+= return\s*$/),
      share(60, /^ *\d+ +\S{1,40} +(?:CALL|RET|NAMI|GIO|STRU) /),
    ),
  },
  {
    name: 'what prove shows of several tests',
    wayOut: 'Keep what each test printed: prove --archive FOLDER …, or run one alone: perl t/NAME.t > FILE',
    recognise: isOfProve,
  },
]

/** One table of what is refused by name. */
export const foreignFiles: readonly Foreign[] = [...packed, ...recorded, ...written]

/** What a file is that nothing here reads, by its beginning; undefined when that is not known. */
export const foreignOf = (beginning: Beginning): Foreign | undefined =>
  foreignFiles.find(({ recognise }) => recognise(beginning))

/** Whether bytes alone tell it: such a file is no text, whatever a user calls it. */
export const foreignBytes = (bytes: Uint8Array): Foreign | undefined => foreignOf({ bytes, lines: [] })

/** `FILE is perf.data, …: no reader here takes it. Make a text of it: …` */
export const foreignMessage = (file: string, { name, wayOut }: Foreign): string =>
  `${file} is ${name}; that is not read here. ${wayOut}.`
