import type { Architecture } from './model'
import type { Category } from './reviewed/categories'

/** Who answers for a system call. Files and sections are of the tables' kernel, which is `kernel`. */
export type CallSubsystem = {
  readonly kernel: string
  readonly arch: Architecture
  /** As the table has it; for a call that is not in the table, as it was asked for. */
  readonly name: string
  readonly number: number | undefined
  /** `sys_newstat`; '' where the table has no such call. */
  readonly entry: string
  /** '' and 0 where nothing is compiled in. */
  readonly file: string
  readonly line: number
  /** Sections of MAINTAINERS that claim the file, the most particular first; [] for none but THE REST. */
  readonly sections: readonly string[]
  /** Who does the work behind an entry that only passes it on: show both. */
  readonly delegate: Delegate | undefined
  readonly category: Category
  /** `PR_SET_NAME`: what one number does of many things; '' for a call of one purpose. */
  readonly operation: string
  /** The call that `socketcall` or `ipc` stands for here; '' for any other. */
  readonly actual: string
  /** The work is done by what the descriptor stands for: its resource tells more. */
  readonly isByResource: boolean
  /** Sentences: why this category, and what limits the answer. */
  readonly basis: string
}

export type Delegate = { readonly file: string; readonly sections: readonly string[]; readonly basis: string }

/** Who answers for a resource. */
export type ResourceSubsystem = {
  readonly kernel: string
  /** '' where only a user's rule names sections. */
  readonly file: string
  readonly sections: readonly string[]
  /** `device char 153:0`, `path spidev`, `ioctl 0x6b`, or a user's rule by its name. */
  readonly rule: string
  readonly basis: string
}
