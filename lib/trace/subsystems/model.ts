/** Architectures with a table of system calls; x32 has only the numbers of its own, the rest is x86-64's. */
export const architectures = ['x86-64', 'x32', 'i386', 'arm', 'arm64'] as const

export type Architecture = (typeof architectures)[number]

/** The entry of a number that was given away and does nothing. */
export const notImplemented = 'sys_ni_syscall'

/** A system call of an architecture: where its number leads. File and line are '' and 0 where nothing is compiled in. */
export type CallRow = {
  readonly arch: Architecture
  readonly number: number
  /** As the table has it: `common`, `64`, `i386`, `private`. */
  readonly abi: string
  readonly name: string
  /** `sys_newstat`; `notImplemented` for a number that does nothing. */
  readonly entry: string
  readonly file: string
  readonly line: number
}

/** Requests of ioctl that a header claims: their type byte and the range of their numbers. */
export type IoctlRange = {
  readonly type: number
  readonly from: number
  readonly to: number
  /** As ioctl-number.rst names it. */
  readonly header: string
  /** The same in the source tree; '' where it is not there (any more). */
  readonly file: string
  readonly isConflict: boolean
}

/** Device numbers that devices.txt gives to a node, or to a series of nodes of which `node` is the first. */
export type DeviceRange = {
  readonly kind: 'char' | 'block'
  readonly major: number
  readonly minorFrom: number
  readonly minorTo: number
  /** `/dev/null`. */
  readonly node: string
}

/** Of which source tables were made: enough to make them again, and to see whether two are of the same kernel. */
export type TablesProvenance = {
  /** `6.1.192`. */
  readonly kernel: string
  /** Where the tree is from, in the words of whoever made the tables: `linux-source-6.1 6.1.192-2 (Debian)`; '' for unsaid. */
  readonly source: string
  /** The day of the tree's own Makefile (UTC), `2026-11-16`: the same tree gives the same bytes. */
  readonly date: string
  /** What was read, with SHA-256. */
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[]
}

/** All that is made from a source tree. */
export type GeneratedTables = {
  readonly provenance: TablesProvenance
  readonly calls: readonly CallRow[]
  readonly ioctls: readonly IoctlRange[]
  readonly devices: readonly DeviceRange[]
  /** Sections of MAINTAINERS of every file that the tables or our reviewed ones name, as far as it is in the tree. */
  readonly sections: ReadonlyMap<string, readonly string[]>
  /** Names of our rules and socket families that the tree does not bear out: the file is gone, or says otherwise. */
  readonly unconfirmed: readonly string[]
}
