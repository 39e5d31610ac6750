import type { Place } from '../errors'
import type { Analysis, Confirmation, Fields, Geometry, Origin, Report, ReportLine, Uid } from '../model'

/** One input, decoded. `hash` is the SHA-256 of the original bytes, in hex. */
export type SourceText = { readonly name: string; readonly text: string; readonly hash: string }

/** An item as read from a file. `ref` is its name within this import; `key` is free text, used once within its kind. */
export type ImportedItem = {
  readonly ref: string
  readonly kind: string
  readonly key: string
  /** What the file calls it, where another item of the file had that key first. */
  readonly identifier?: string
  /** Ref of the element within which the file names it: another element may have an item of the same name. */
  readonly controller?: string
  /** The item that it is for sure: a person or its name in a drawing said so. */
  readonly is?: Uid
  readonly fields: Fields
  readonly place: Place
  readonly parentRef?: string
  readonly uid?: Uid
  readonly aliases?: readonly string[]
  readonly order?: number
  readonly origin?: Origin
}

/** A link as read from a file: its end is another imported item, or a key still to be found among `kinds`. */
export type ImportedLink = {
  readonly from: string
  readonly name: string
  readonly to: { readonly ref: string } | { readonly key: string; readonly kinds: readonly string[] }
  readonly place: Place
  readonly order?: number
  readonly rationale?: string
  readonly confirmed?: Confirmation
}

/** The id of an analysis that nothing names: two that have it need not be one. */
export const defaultId = 'analysis'

export type ImportedPosition = Geometry & { readonly structureRef: string; readonly itemRef: string }

/** What a format's reader gives: nothing decided yet about an analysis that is there already. */
export type Imported = {
  readonly format: string
  readonly items: readonly ImportedItem[]
  readonly links: readonly ImportedLink[]
  readonly positions: readonly ImportedPosition[]
  readonly counters: Readonly<Record<string, number>>
  /** Repairs, skips and losses met while reading; `created` is added when it is integrated. */
  readonly report: readonly ReportLine[]
  /** Styles of a drawing that its legend does not know, as keys of a legend. */
  readonly styles?: readonly string[]
  readonly title?: string
  /** Id of the analysis, where the format keeps one. */
  readonly id?: string
}

export type ExportOptions = {
  /** For formats that draw one control structure. */
  readonly structure?: Uid
}

export type Exported = { readonly text: string; readonly report: Report }

/** One format: a reader, a writer, or both. Registered in formats/index.ts: one folder and one line. */
export type Format = {
  readonly name: string
  readonly title: string
  readonly extension: string
  readonly mediaType: string
  /** 0 (no) to 1 (sure): does this text look like this format? Cheap: looks at the first 64 kB only. */
  readonly recognise: (source: SourceText) => number
  readonly read?: (source: SourceText, options: { legend?: Readonly<Record<string, string>> }) => Imported
  readonly write?: (analysis: Analysis, options: ExportOptions) => Exported
}
