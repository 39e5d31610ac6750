import type { ImportChange } from '../api'
import type { Place } from '../errors'
import type { Item, ReportLine, Uid } from '../model'
import type { Operation } from '../operations/types'
import type { ImportedItem } from './types'

export type Unresolved = { from: Uid; name: string; key: string; kinds: readonly string[]; place: Place }

export type Integration = {
  readonly operations: Operation[]
  readonly report: ReportLine[]
  readonly changes: ImportChange[]
  readonly unresolved: Unresolved[]
  readonly places: Map<Uid, Place>
}

export type Settings = { readonly takeTheirs?: readonly string[] }

/** An imported item beside the one that it stands for; `here` is undefined for a new one. */
export type Pairing = {
  readonly there: ImportedItem
  readonly here: Item | undefined
  readonly uid: Uid
  /** The key that it has, or gets. */
  readonly key: string
  /** It was imported from this source before. */
  readonly isKnown: boolean
}

export function change(
  kind: ImportChange['change'],
  { there, uid, key }: Pairing,
  detail: Partial<ImportChange> = {},
): ImportChange {
  return { change: kind, uid, kind: there.kind, key, text: String(there.fields.text ?? ''), ...detail }
}
