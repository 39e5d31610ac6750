import type { Place } from './errors'

/** An opaque identity that never changes: 1 to 64 characters of A-Z a-z 0-9 _ - */
export type Uid = string

/** Field name → value. Sparse: a field at its empty value is absent. */
export type Fields = Readonly<Record<string, unknown>>

/**
 * Where an item came from: an imported file (name, hash of the original, line), or another analysis.
 * `imported` holds a digest per field and link name as they were at the last import: the base of the three-way update.
 * `key` is what the file calls it, where that was taken here: references of files mean it, not the key with a suffix.
 */
export type Origin = {
  readonly file?: string
  readonly hash?: string
  readonly line?: number
  readonly key?: string
  readonly analysis?: string
  readonly uid?: Uid
  readonly revision?: number
  readonly imported?: Readonly<Record<string, string>>
}

export type Item = {
  readonly uid: Uid
  readonly kind: string
  readonly key: string
  /** Earlier keys, and the uids and keys of items merged into this one. */
  readonly aliases: readonly string[]
  readonly parent: Uid | null
  /** Among siblings of the same kind and parent; any finite number. */
  readonly order: number
  readonly fields: Fields
  readonly origin: Origin | null
}

/** Fingerprints of both ends (see `fingerprint`) when a person last confirmed the link. */
export type Confirmation = { readonly from: string; readonly to: string }

export type Link = {
  readonly from: Uid
  readonly name: string
  readonly to: Uid
  readonly order: number
  readonly rationale: string
  readonly confirmed: Confirmation | null
}

/** Pixels of the diagram, origin at its top left. Without width and height the box takes its natural size. */
export type Geometry = { readonly x: number; readonly y: number; readonly width?: number; readonly height?: number }

export type Position = Geometry & { readonly structure: Uid; readonly item: Uid }

/** The whole analysis is one immutable value. Keys of `links` and `positions` come from linkId and positionId. */
export type Analysis = {
  readonly id: string
  readonly revision: number
  /** ISO date of the revision; '' for a value that was never stored. */
  readonly revisedAt: string
  readonly items: ReadonlyMap<Uid, Item>
  readonly links: ReadonlyMap<string, Link>
  readonly positions: ReadonlyMap<string, Position>
  /** Last number given by each key template (`kind` or `kind/element key`): keys are never reused. */
  readonly counters: Readonly<Record<string, number>>
}

export const linkId = (link: Pick<Link, 'from' | 'name' | 'to'>): string => `${link.from} ${link.name} ${link.to}`
export const positionId = (position: Pick<Position, 'structure' | 'item'>): string =>
  `${position.structure} ${position.item}`

/** The JSON form: what the server sends and the client patches. */
export type AnalysisSnapshot = {
  readonly id: string
  readonly revision: number
  readonly revisedAt: string
  readonly items: readonly Item[]
  readonly links: readonly Link[]
  readonly positions: readonly Position[]
  readonly counters: Readonly<Record<string, number>>
}

export function emptyAnalysis(id: string): Analysis {
  return { id, revision: 0, revisedAt: '', items: new Map(), links: new Map(), positions: new Map(), counters: {} }
}

export function toSnapshot(analysis: Analysis): AnalysisSnapshot {
  return {
    ...analysis,
    items: [...analysis.items.values()],
    links: [...analysis.links.values()],
    positions: [...analysis.positions.values()],
  }
}

export function fromSnapshot(snapshot: AnalysisSnapshot): Analysis {
  return {
    ...snapshot,
    items: new Map(snapshot.items.map((item) => [item.uid, item])),
    links: new Map(snapshot.links.map((link) => [linkId(link), link])),
    positions: new Map(snapshot.positions.map((position) => [positionId(position), position])),
  }
}

/** One line of an import's or export's report. */
export type ReportLine = {
  readonly outcome: 'created' | 'repaired' | 'skipped' | 'lost'
  readonly message: string
  /** How much of the input it stands for; one thing when absent, nothing of it when 0. */
  readonly count?: number
  readonly place?: Place
  readonly key?: string
  /** The rule of the checks that this line breaks: `stpa check` reports it as a finding (M-01b, a reference to nothing). */
  readonly rule?: string
}

/** What an import or export did: every line of the input is in one of the four, nothing is silently dropped. */
export type Report = {
  readonly created: readonly ReportLine[]
  readonly repaired: readonly ReportLine[]
  readonly skipped: readonly ReportLine[]
  readonly lost: readonly ReportLine[]
}
