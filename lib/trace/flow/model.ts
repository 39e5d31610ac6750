import type { Phase, Resource } from '../action'

/** Time in the kernel of the calls of a node, in seconds. */
export type Times = { readonly least: number; readonly most: number; readonly sum: number }

/** Lines of the trace: where the first and the last call began, and where the last one ended. */
export type Lines = { readonly first: number; readonly last: number; readonly end: number }

/**
 * A box of a flow. `step`: calls with one verb on one resource and one outcome. `episode`: a file that was opened, used
 * and closed with nothing else between. `loop`: what was done again and again. `merged`: what a person put together.
 */
export type FlowNode = {
  /** The same for the same trace and lists; made of what the node does and how often that was done before it. */
  readonly id: string
  readonly kind: 'step' | 'episode' | 'loop' | 'merged'
  readonly phase: Phase
  /** What it does, without its outcome: `flock /dev/spidev0.0`, `/sys/class/gpio/gpio4/value {write}`. */
  readonly text: string
  readonly verb: string
  readonly resource: Resource
  /** What was written to standard output or error, without numbers and time stamps; '' else. */
  readonly says: string
  /** The same of the first 32 signs, which every trace shows: by this, runs are compared. */
  readonly saysFirst: string
  /** Hard error; for an exit its status or signal, `exit 1`, `SIGSEGV`; '' for none. */
  readonly error: string
  /** How often in a row; inside of a loop the least and the most of its rounds. */
  readonly count: number
  readonly most: number
  readonly calls: number
  readonly lines: Lines
  /** undefined when the trace has no times (-T). */
  readonly seconds: Times | undefined
  /** Steps of an episode, of one round of a loop, or what was merged. */
  readonly children: readonly FlowNode[]
}

/** A run of nodes of one phase. */
export type PhaseBox = {
  readonly phase: Phase
  /** Indexes into the nodes. */
  readonly first: number
  readonly last: number
  readonly lines: Lines
}

/** Plumbing: counted, not drawn. */
export type Background = {
  readonly name: string
  readonly calls: number
  readonly errors: number
  readonly lines: Lines
}

/** What a flow of this size leaves out. */
export type FlowCut = { readonly calls: number; readonly lines: Lines }

/** A process as people name it: `mdt 9655`, `mdt` where the trace does not tell its number, `unknown process`. */
export const processTitle = ({ name, pid }: { readonly name: string; readonly pid: number | null }): string =>
  [name.slice(0, 40) || 'process', pid ?? (name === '' ? 'without a number' : '')].join(' ').trim()

/** What one process of a run did. */
export type ProcessFlow = {
  /** `TraceProcess.id` of the process and of its maker; 0 for none. */
  readonly id: number
  readonly parentId: number
  /** null where the trace does not tell a number. */
  readonly pid: number | null
  readonly parentPid: number | null
  readonly name: string
  readonly command: string
  readonly firstLine: number
  readonly lastLine: number
  /** Exit status or signal; '' when the trace does not say. */
  readonly exit: string
  readonly nodes: readonly FlowNode[]
  readonly phases: readonly PhaseBox[]
  readonly background: readonly Background[]
  /** Steps that are neither drawn nor compared, because there were too many; undefined for none. */
  readonly cut: FlowCut | undefined
  /** It said so many different things that outputs are not told apart by what they say. */
  readonly isOutputMerged: boolean
}
