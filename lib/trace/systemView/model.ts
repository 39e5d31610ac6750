import type { ResourceKind } from '../action'
import type { Usage } from '../usage/usage'

/** What one trace used of the kernel (TraceDigest.usage), under the name of its run. */
export type UsedBy = { readonly title: string; readonly usage: Usage }

export type SystemColumn = 'command' | 'subsystem' | 'resource'

export type SystemNode = {
  /** `command mdt`, `subsystem SPI SUBSYSTEM`, `resource /dev/spidev0.0`. */
  readonly id: string
  readonly column: SystemColumn
  readonly name: string
  /** Of a resource what it is; '' else. */
  readonly kind: ResourceKind | ''
  /**
   * Calls over all runs. Of a command the sum over its subsystems, which only says what comes first: a call may be served
   * by two, its own entry and the driver behind it.
   */
  readonly calls: number
  /** Calls that ended with a hard error; 0 for a command, for which of them met one is not kept. */
  readonly errors: number
  /** Of a resource its errors by name, the most frequent first: `EAGAIN`. */
  readonly errorNames: readonly string[]
  /** Indexes of the runs. */
  readonly runs: readonly number[]
}

export type SystemArrow = {
  readonly from: string
  readonly to: string
  readonly calls: number
  readonly runs: readonly number[]
}

/** Commands of a workload, the subsystems of the kernel that served them, and what these drive. */
export type SystemView = {
  readonly titles: readonly string[]
  /** Those with most calls first, commands before subsystems before resources. */
  readonly nodes: readonly SystemNode[]
  readonly arrows: readonly SystemArrow[]
  /** What the filters and the bounds leave out, by column. */
  readonly left: Readonly<Record<SystemColumn, number>>
}

export type SystemViewOptions = {
  /** What stands in the first column: the programs that ran, or the runs as they are called. */
  readonly by: 'command' | 'run'
  /** Resources of these kinds alone. */
  readonly kinds: readonly ResourceKind[]
  /** Subsystems that serve a resource; without it, those too that only the system calls themselves enter. */
  readonly isDriversOnly: boolean
  /** Subsystems and resources with as many calls at least. */
  readonly leastCalls: number
  /** Only subsystems and resources with this in their names, and what leads to them. */
  readonly words: string
  /** Boxes of one column that are kept, those with most calls. */
  readonly most: number
}

export const usualSystemView: SystemViewOptions = {
  by: 'command',
  kinds: ['device', 'sysfs', 'procfs', 'socket'],
  isDriversOnly: true,
  leastCalls: 1,
  words: '',
  most: 60,
}
