import type { TraceCall } from './model'

/** What a run does, in coarse steps (tracing.md 4.4). */
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
  /** Without what differs between runs (inodes, ports, pids, temporary names): `/dev/spidev0.0`, `TCP:127.0.0.1:80`, `stdout`, `fd?`. */
  readonly name: string
  /** `char 153:0`, where the trace has it (-yy); '' else. */
  readonly device: string
}

/** A system call as people say it: a verb on a resource, and how it ended. */
export type Action = {
  readonly call: TraceCall
  /** The process: thread id of its first thread, as in the trace's calls. */
  readonly process: number
  /** `open`, `read`, `write`, `flock`, `SPI_IOC_MESSAGE(1)`, `exit(1)`. */
  readonly verb: string
  readonly resource: Resource
  readonly phase: Phase
  /** Name of the hard error, also of one in an out-parameter (SO_ERROR, POLLERR); '' for none. */
  readonly error: string
  /** Plumbing of the runtime: counted, not drawn. */
  readonly isNoise: boolean
  /** What was written or read, as text, at most 256 characters; '' for none. */
  readonly payload: string
}

export type ActionSink = (action: Action) => void
