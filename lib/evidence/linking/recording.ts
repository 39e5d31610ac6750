import { fingerprint } from '@/lib/stpa/fingerprint'
import { graphOf } from '@/lib/stpa/graph'
import { type Analysis, type Fields, type Item, linkId, type Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { confirmEvidence } from '@/lib/stpa/verification/verification'
import { cut } from '@/lib/text/storable'

/** A file of evidence that is to be tied to items of an analysis. */
export type Recording = {
  readonly analysis: Analysis
  readonly newUid: () => Uid
  /** The evidence as its importer knows it: text, type, file, hash, format, tool, kernel version, date … */
  readonly fields: Fields
  /** Evidence of the analysis that is this file already, by its hash. */
  readonly existing: readonly Item[]
}

type EvidenceLink = 'resultOf' | 'supports' | 'observes'

/** Ends of an evidence's links of one name. */
export const targetsOf = (analysis: Analysis, evidence: Uid, name: EvidenceLink): Uid[] =>
  (graphOf(analysis).outgoing.get(evidence) ?? []).flatMap((link) => (link.name === name ? link.to : []))

export const isLinked = (analysis: Analysis, from: Uid, name: EvidenceLink, to: Uid): boolean =>
  analysis.links.has(linkId({ from, name, to }))

/** Why a link says what it says; '' where it is not there. */
export const rationaleOf = (analysis: Analysis, from: Uid, name: EvidenceLink, to: Uid): string =>
  analysis.links.get(linkId({ from, name, to }))?.rationale ?? ''

/** The target was changed since the link was confirmed: what was shown of it may be another thing now. */
export function isChangedSince(analysis: Analysis, from: Uid, name: EvidenceLink, to: Uid): boolean {
  const [link, target] = [analysis.links.get(linkId({ from, name, to })), analysis.items.get(to)]
  return link?.confirmed != null && target !== undefined && link.confirmed.to !== fingerprint(target)
}

/** Links what is not linked, and takes a link as it stands now where its target was changed. */
export function linkOnce(analysis: Analysis, from: Uid, name: 'resultOf' | 'supports', to: Uid): Operation[] {
  if (!isLinked(analysis, from, name, to)) return [{ op: 'link', from, name, to }]
  return isChangedSince(analysis, from, name, to) ? [...confirmEvidence(analysis, { from, name, to })] : []
}

/** New values of an item's fields; those that are so already are left out. Undefined empties a field. */
export function updated(item: Item, set: Fields): Operation[] {
  const names = Object.keys(set).filter((name) => (item.fields[name] ?? '') !== (set[name] ?? ''))
  if (names.length === 0) return []
  const of = (fields: Fields) => Object.fromEntries(names.map((name) => [name, fields[name] ?? null]))
  return [{ op: 'update', uid: item.uid, set: of(set), was: of(item.fields) }]
}

/** `kernel.config: Stopped checker`, as long as a text may be. */
export const namedText = (fields: Fields, what: string): string => {
  const file = typeof fields.text === 'string' ? fields.text : ''
  return cut(`${cut(file, 200)}: ${what}`, 400)
}
