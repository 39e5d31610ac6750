/** A rule that says who is behind a name. */
export type PathRule = {
  /** Unique, as reports name it: `spidev`, `my-rules.csv:3`. */
  readonly name: string
  /** RE2, found anywhere in the name, or in the device number (`char 153:0`). */
  readonly pattern: string
  /** A file of the kernel's source tree, or ''. */
  readonly file: string
  /** Its sections of MAINTAINERS; undefined for what the tables say of the file. */
  readonly sections?: readonly string[]
  /** A sentence: why. */
  readonly basis: string
  /** Only when nothing else is known: it names a class, not a driver. */
  readonly isLast?: boolean
}

/** One of our own, with words in its file by which a generator sees that the rule holds in a source tree. */
export type ReviewedRule = PathRule & { readonly evidence: string }
