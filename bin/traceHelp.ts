/** Options of all commands that read calls. */
const callHelp = `  --arch A           x86-64, i386, arm64 or arm: which calls numbers are (without it, they stay numbers), and which
                     tables answer (without it, those of x86-64)
  --kernel V         version of the kernel that was traced: says when the tables are of another one
  --tables DIR       tables of another kernel, from stpa tables generate
  --rules FILE       own rules from names to drivers: JSON, YAML or CSV with pattern, file, sections, basis
  --noise FILE       own lists of plumbing, as JSON
  --format-of NAME   the format of the traces, where it is not recognised
  -o, --output FILE  write there instead of to standard output
`

/** Help of `stpa trace` and of its commands. */
export const traceHelp: Readonly<Record<string, string>> = {
  trace: `stpa trace: what a workload really did

  stpa trace summary FILE…              system calls, errors, times, processes
  stpa trace subsystems FILE…           which subsystems of the kernel and which devices were used
  stpa trace flow FILE…                 the flow of each process: phases, steps, loops, errors
  stpa trace compare A B …              where runs part, and on what error
  stpa trace coverage ANALYSIS FILE…    which control actions, feedback and scenarios of an analysis were seen
  stpa trace inject ANALYSIS --scenario KEY   a script that injects the fault of a loss scenario

FILE: strace in every form (also .gz, and the set of files of -ff), perf trace, perf stat, perf report, perf script with
any -F, ftrace (function_graph with any options, also without its head; timerlat, osnoise, hwlat, irqsoff), trace-cmd
report, bpftrace, bcc (syscount, funccount, argdist, histograms, folded stacks); - is standard input. In UTF-8, UTF-16 or
Latin-1. The format is recognised by the first lines, or named with --format-of; files of other tools (perf.data,
trace.dat, ltrace, auditd, …) are refused by name, with the command that makes what is read. Any size: a trace is read as
it comes. What limits a trace as evidence goes to standard error, with file and line. Best: strace -f -ttt -T -yy -s 256 -o FILE COMMAND. stpa trace COMMAND --help tells more.
`,
  'trace summary': `stpa trace summary FILE… [--format FORMAT] [--format-of NAME] [-o FILE]

  --format FORMAT    text (default), json, or strace-c: the table that strace -c prints, made of the calls
  --format-of NAME   the format of the traces, where it is not recognised
  --arch A           x86-64, i386, arm64 or arm: which system calls numbers are; without it, they stay numbers
  -o, --output FILE  write there instead of to standard output

calls: entered. returned: came back, with an error or not. errors: returned one. interrupted: by a signal, to be made
again, which is no error. seconds: time in the kernel, where the trace has it (-T). A process without a number is one
that the trace does not name; "unknown" stands for all calls of which it does not tell whose they are.
`,
  'trace subsystems': `stpa trace subsystems FILE… [--format FORMAT] [--arch A] [--kernel V] [--rules FILE] …

Each call counts for the subsystem of its own entry, and for the driver or file system behind what it acts on.

  --format FORMAT    text (default), json, csv, or svg and png: commands, subsystems and devices, drawn
${callHelp}`,
  'trace flow': `stpa trace flow FILE… [--process P] [--format FORMAT] …

What a process did: phases, steps, loops with their counts, errors; plumbing of the runtime is left out.

  --process P        pid, name or #ID, as json has it (default: the first process; for json all)
  --format FORMAT    mermaid (default), dot, svg, png or json
${callHelp}`,
  'trace compare': `stpa trace compare A B … [--process P] [--format FORMAT] …

Folds the runs into one: the same step with different outcomes is a decision. The first is what the others are compared
with.

  --process P        pid, name or #ID, in each of them (default: the first process)
  --format FORMAT    text (default), json, mermaid, dot, svg or png
${callHelp}`,
  'trace coverage': `stpa trace coverage ANALYSIS FILE… [--format FORMAT] [--fail-on LEVEL] [--workload COMMAND] …

Holds runs against the trace bindings of an analysis: what was exercised, with an error, in part or not at all; what the
runs used that the control structure lacks; what a person may judge about unsafe control actions.

  --format FORMAT    text (default), json, or junit for CI
  --fail-on LEVEL    exit with 1 when something that is bound was not exercised: notExercised; never (default)
  --normal REASON    calls that the tracer tampered with are normal operation all the same, for this reason
  --workload COMMAND the command that ran, for bindings that are about one command (default: the name of the file)
${callHelp}`,
  'trace inject': `stpa trace inject ANALYSIS --scenario KEY [--command COMMAND] [--resource NAME] [--when N] [-o FILE]

A shell script that runs the command under strace and injects the fault that the scenario's bindings name; what should
be seen goes to standard error. Import the trace of that run: it is evidence of fault injection for this scenario.

  --scenario KEY     the loss scenario
  --command COMMAND  what is run (default: what its runs ran)
  --resource NAME    the file or device, where the binding has a pattern
  --when N           which occurrence of the call (default: 1)
  --all              also the scripts for the kernel's own knobs, into the folder -o DIR
  --format FORMAT    sh (default) or json
  -o, --output FILE  write there instead of to standard output
`,
}
