import type { Reading } from '../reading'

/** The beginning of a file (at most 64,000 characters, decoded), its lines behind the prefix of a log, and its name. */
export type EvidenceHead = { readonly name: string; readonly text: string; readonly lines: readonly string[] }

/** A format of evidence: how it is told from the others, and how it is read. */
export type EvidenceFormat = {
  /** camelCase, as in JSON and on the command line. */
  readonly name: string
  readonly title: string
  recognise(head: EvidenceHead): boolean
  /** Gives all that stands in the text to the reading. @throws StpaError unreadable, with file and line */
  read(text: string, reading: Reading): void
}
