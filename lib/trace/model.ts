/**
 * How a system call ended: returned; with an error; interrupted by a signal, to be made again (`? ERESTART…`), which is no
 * failure; or never seen to return.
 */
export type Outcome = 'returned' | 'error' | 'interrupted' | 'unknown'

/** Stands in place of a number for the process that wrote the first lines of a trace, until the trace tells its number. */
export const firstProcess = 0

/** Stands for whoever made calls of which the trace does not tell whose they are: perhaps several. */
export const unknownProcess = -1

/** Stands for the processes beyond the number that is told apart. */
export const otherProcesses = -2

/** The number of a process or thread; undefined where the trace does not tell it. */
export const numberOf = (pid: number): number | undefined => (pid > 0 ? pid : undefined)

/** One system call of a trace. */
export type TraceCall = {
  /** Lines of the original, from 1: where it began, and where it ended. */
  readonly line: number
  readonly endLine: number
  /** Thread id, or one of the stand-ins above. */
  readonly pid: number
  /** Seconds: since the epoch, of the day, or since the line before, as the trace has it. */
  readonly at: number | undefined
  readonly name: string
  /** As they stand in the trace, without the parentheses. */
  readonly args: string
  /** What stands behind `=`, without the duration. */
  readonly result: string
  readonly outcome: Outcome
  /** `ENOENT`, `ERESTARTSYS`, `E?` for one that the trace does not name; '' for none. */
  readonly errno: string
  /** Time in the kernel, in seconds, where the trace has it. */
  readonly seconds: number | undefined
  /** The call, or its result, was tampered with by the tracer. */
  readonly isInjected: boolean
}

/** What else a trace tells of a thread. */
export type TraceNote = {
  readonly line: number
  readonly pid: number
  /** `again`: a number that had ended was given to another. */
  readonly kind: 'signal' | 'exit' | 'attached' | 'detached' | 'superseded' | 'command' | 'named' | 'again'
  /** Signal's name with its fields, exit status, name of the command (`comm`), number of the first process (`named`), … */
  readonly text: string
}

/** A row of a table that the tracer summed itself (`strace -c`, `perf stat`, `perf trace -s`, maps of bpftrace). */
export type TraceCount = {
  readonly line: number
  /** Which of several tables of a file: its title, a process, '' for the only one. */
  readonly table: string
  /** System call, event or key, as it stands there. */
  readonly name: string
  readonly calls: number | undefined
  readonly errors: number | undefined
  readonly seconds: number | undefined
  /** How often it failed with which error, where the table tells. */
  readonly errnos?: Readonly<Record<string, number>>
}

/** A function that a profile or a function tracer saw. */
export type TraceSymbol = {
  readonly line: number
  readonly pid: number
  /** Name of the command, '' where the trace has none. */
  readonly command: string
  readonly name: string
  /** Who called it, '' where the trace does not say. */
  readonly caller: string
  readonly isKernel: boolean
  /**
   * How often it was seen: samples, or calls. 0 for a pair of caller and function that stands in a call tree beside the
   * function's own figures (perf report): counts of a name can be summed up.
   */
  readonly count: number
  /** Samples in which it ran itself, and nothing that it called; of a function tracer, its calls. */
  readonly self: number
  readonly seconds: number | undefined
}

/** An event of the kernel, such as `sched_switch`. Those of system calls are here too, beside the call that is joined of them. */
export type TraceEvent = {
  readonly line: number
  readonly pid: number
  readonly at: number | undefined
  readonly name: string
  readonly text: string
}

/** Takes what a reader finds, in the order of the lines in which things ended. */
export type TraceSink = {
  call(call: TraceCall): void
  note?(note: TraceNote): void
  count?(count: TraceCount): void
  symbol?(symbol: TraceSymbol): void
  event?(event: TraceEvent): void
  /** A line that is no part of the trace: the program's own output, or damage. */
  unknown?(line: number, text: string): void
  /** Takes the same trace before, where threads wrote files without exact times: what order they have tells nothing. */
  scout?(): TraceSink
  /** The file is at its end: in the next one, the same number is another process. */
  fileEnd?(): void
}

/** Takes a trace line by line and gives what it finds to its sink. */
export type TraceReader = {
  line(text: string): void
  /**
   * Passes over a plain call that was counted without it (summary/scan.ts): its thread and line. pid and at are -1 for a
   * line without them; without `seconds`, a gap behind it cannot be seen.
   */
  pass?(
    pid: number,
    at: number,
    isOfDay: boolean,
    seconds: number | undefined,
  ): { readonly thread: number; readonly line: number }
  /** What is still open goes to the sink; then what limits the trace. */
  end(): TraceFlag[]
}

/** A format of traces: how it is told from the others, and how it is read. */
export type TraceFormat = {
  /** camelCase, as in JSON and on the command line. */
  readonly name: string
  readonly title: string
  /** Is a text that begins with these lines (at most 200, without BOM and colours) of this format? */
  recognise(head: readonly string[]): boolean
  read(sink: TraceSink, options?: ReadingOptions): TraceReader
}

export type SystemCallName = (number: number, mode?: string) => string | undefined

/** What a reader cannot know from the trace alone. */
export type ReadingOptions = {
  /**
   * Name of a system call that stands as a number, on the machine that was traced: they differ between architectures.
   * `mode`: what strace said of the process (`32 bit`, `x32`); '' for nothing.
   */
  readonly systemCall?: SystemCallName
}

/** Something that limits what a trace can say, with the first line that shows it. */
export type TraceFlag = {
  readonly code: FlagCode
  readonly count: number
  readonly line: number
}

export type FlagCode = keyof typeof flagMeanings

/** What each flag means for whoever uses the trace as evidence (see also ELISA, workload-tracing.rst). */
export const flagMeanings = {
  notFollowed:
    'Threads or processes were created, but only one was traced: -f was missing (or this is one file of strace -ff), and most calls may be missing too.',
  followUnknown:
    'Threads or processes were created; a table does not tell whether they were followed (strace -f), so most calls may be missing.',
  cutStart: 'The trace does not begin with execve: it was attached late, filtered, or its beginning was cut off.',
  cutEnd: 'A process has no end in the trace: it was cut off, or the process was left running.',
  processUnknown:
    'Lines do not say whose they are, and those before them do not tell: their calls stand under an unknown process.',
  numberedCalls:
    'System calls stand as numbers, which mean another call on each architecture: say which it was (--arch), or no table has them.',
  endedInCall:
    'Calls were in progress when their process or thread ended: whether they took effect is not in the trace. Usual for threads of a process that exits, or that another one replaces by execve.',
  neverResumed: 'Calls began and were never seen to end, in a process that did not exit.',
  orphanResumed: 'Calls end whose beginning is not in the trace.',
  gaps: 'More than a second in which no call was in progress: the program computed or was stopped, or lines are missing.',
  detached: 'The tracer left a process while it ran.',
  unknownLines: 'Lines that are no part of a trace, such as the output of the program itself.',
  injected: 'Calls were tampered with: this is evidence of fault injection, not of normal operation.',
  lostEvents: 'The tracer lost events: what is missing here may still have happened.',
  ioUring: 'io_uring is used: what is read and written through it does not appear as system calls.',
  cutLine:
    'The last line has no line end: it may be a part of one. How its call ended, and what it counts, is not known.',
  longLines: 'Lines longer than can be kept were cut.',
  threadOrder:
    'Files of threads (strace -ff) without the exact time of their calls (-tt, -ttt): what threads did between one another is not known, and a descriptor of theirs is none that is known (fd?) where that decides it.',
  clockBackwards: 'Time goes backwards: traces of several machines, or of a clock that was set.',
  totalsWrong: 'A table whose rows do not sum up to its total.',
  tableCut: 'A table without its last row, the total: its end was cut off.',
  noThreads:
    'Events of system calls do not say whose they are (perf script without pid or tid): no calls are made of them.',
  noUnits:
    'Numbers of which the file does not say what they count (samples, or microseconds): no figures are made of them.',
  noPaths: 'Paths are addresses: this tracer does not read them, so files and devices cannot be told apart.',
  notCounted: 'Counters without a value: this machine does not support them, or they were never scheduled.',
  badNumbers:
    'Numbers that are damaged, larger than can be kept, or may mean two things (1.234): their values are unknown, and no sum holds them.',
  manyNames:
    'More threads or functions than are told apart: what further threads run is not known, nor whether further functions are of the kernel.',
  roundedSamples: 'Shares of a number of samples that is rounded (71K): the samples of each function are estimates.',
  sharesUnknown:
    'Counters that do not say for which part of the time they ran (perf before 4.1): their values may be estimates.',
  estimated: 'Counters that ran for part of the time only: their values are estimates.',
} as const
