import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linkedFrom } from '@/lib/stpa/graph'
import { type Analysis, type Item, linkId } from '@/lib/stpa/model'
import type { EvidenceCard } from '@/lib/trace/api'

/** Evidence of the analysis that is this file: by the hash of what is kept, or of the file as it was given. */
export function evidenceItems(analysis: Analysis, { hash, original }: Pick<EvidenceCard, 'hash' | 'original'>): Item[] {
  return itemsOf(analysis, 'evidence').filter((item) => {
    const own = textOf(item, 'hash')
    return own !== '' && (own === hash || own === original)
  })
}

export const runsIn = (analysis: Analysis, evidence: readonly Item[]): Item[] =>
  evidence.flatMap(({ uid }) => linkedFrom(analysis, uid, 'in', 'run'))

/** A binding that was seen in a run, or in the evidence itself, and how. */
export type Observed = { readonly binding: Item; readonly seenIn: Item; readonly how: string }

export function observedIn(analysis: Analysis, evidence: readonly Item[]): Observed[] {
  return [...runsIn(analysis, evidence), ...evidence].flatMap((seenIn) =>
    linkedFrom(analysis, seenIn.uid, 'observedIn', 'binding').map((binding) => {
      const link = analysis.links.get(linkId({ from: binding.uid, name: 'observedIn', to: seenIn.uid }))
      return { binding, seenIn, how: link?.rationale ?? '' }
    }),
  )
}
