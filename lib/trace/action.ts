import type { TraceCall } from './model'

/** What a run does, in coarse steps. */
export const phases = [
  'start',
  'device',
  'configure',
  'exchange',
  'file',
  'net',
  'output',
  'proc',
  'close',
  'exit',
] as const

export type Phase = (typeof phases)[number]

export type ResourceKind =
  | 'device'
  | 'sysfs'
  | 'procfs'
  | 'file'
  | 'directory'
  | 'socket'
  | 'pipe'
  | 'anonymous'
  | 'stdio'
  | 'process'
  | 'none'

/** What a system call acts on. */
export type Resource = {
  readonly kind: ResourceKind
  /**
   * As the program asked for it, without what differs between runs (inodes, ports, pids, temporary names):
   * `/dev/spidev0.0`, `TCP:127.0.0.1:80`, `stdout`, `fd?`.
   */
  readonly name: string
  /** `char 153:0`, where the trace has it (-yy); '' else. */
  readonly device: string
  /** Where the trace (-y) shows another name than the one asked for: the end of a symlink, what stands behind stdout. */
  readonly target?: string
}

/** A process of a trace, with all its threads. What is not `readonly` changes while the trace is read. */
export type TraceProcess = {
  /** Unlike a pid, never given twice: 1, 2, … in the order in which the trace names them. */
  readonly id: number
  /** Thread id of its first thread, or a stand-in (model.ts): that of the first process may be told later. */
  pid: number
  /** Id and pid of who made it; 0 when the trace does not say. */
  parentId: number
  parentPid: number
  /** Name of what it runs: last part of the path of its last execve, or its `comm`; '' when unknown. */
  name: string
  /** What was executed, with its arguments, at most 300 characters; '' when unknown. */
  command: string
  firstLine: number
  lastLine: number
  /** Exit status `0`, `1`, … or the signal that killed it; '' while it lives or when the trace does not say. */
  exit: string
}

/** A system call as people say it: a verb on a resource, and how it ended. */
export type Action = {
  readonly call: TraceCall
  /** The process: thread id of its first thread, as in the trace's calls. */
  readonly process: number
  /** The same as `TraceProcess.id`: a pid may be given again, this is not. */
  readonly processId: number
  /** `open`, `read`, `write`, `flock`, `SPI_IOC_MESSAGE(1)`, `exit(1)`. */
  readonly verb: string
  readonly resource: Resource
  /** Number of the open file or socket that it acts on, the same from its opening to its close; 0 for none. */
  readonly handle: number
  readonly phase: Phase
  /** Name of the hard error, also of one in an out-parameter (SO_ERROR, POLLERR, `exit 1`, SIGKILL of a child); '' for none. */
  readonly error: string
  /** Plumbing of the runtime: counted, not drawn. */
  readonly isNoise: boolean
  /** What was written or read, as text, at most 256 characters; '' for none. */
  readonly payload: string
}

/** Takes the actions of a trace, in the order in which they began (as far as they end within a bounded number of lines). */
export type ActionSink = {
  action(action: Action): void
  /** A process came to be: made by another, or first seen. */
  started?(process: TraceProcess): void
  /** The last thread of a process is gone, or the trace is at its end. */
  ended?(process: TraceProcess): void
}
