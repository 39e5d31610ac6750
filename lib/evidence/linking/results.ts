import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import type { EvidenceRecord } from '../model'
import { KeyIndex, type Match, PlaceIndex, WordIndex } from './matching'

/** What a result and a verification case have in common, the strongest first. */
export type MatchBasis = 'key' | 'place' | 'words'

const bases: readonly MatchBasis[] = ['key', 'place', 'words']

/** Results that may be those of a verification case: a proposal, for a person to judge. */
export type ResultProposal = {
  readonly testCase: Item
  /** Positions in the list of results, ascending. */
  readonly records: readonly number[]
  readonly basis: MatchBasis
  /** Why it is proposed, in words. */
  readonly reason: string
  /** Same key, or the same place that no other case names; the same words are never certain. */
  readonly isCertain: boolean
}

/**
 * Results proposed for the verification cases of an analysis: by the key of the case (or of the one claim that it alone
 * verifies) in the name of the result, else by place, else by the same words. A case has results on one basis, a result
 * stands on its strongest one. Linear in the results.
 */
export function proposeResults(analysis: Analysis, records: readonly EvidenceRecord[]): ResultProposal[] {
  const cases = itemsOf(analysis, 'testCase').filter(isActive)
  const hits = hitsOf(analysis, cases, records)
  const strongest = new Map<Item, MatchBasis>()
  for (const basis of bases)
    for (const { basis: own, testCase } of hits)
      if (own === basis && !strongest.has(testCase)) strongest.set(testCase, basis)
  const kept = hits.filter(({ testCase, basis }) => strongest.get(testCase) === basis)
  const sharing = new Map<number, Set<Item>>()
  for (const { record, testCase } of kept) sharing.set(record, (sharing.get(record) ?? new Set()).add(testCase))
  const byCase = new Map<Item, RecordHit[]>(cases.map((testCase) => [testCase, []]))
  for (const hit of kept) byCase.get(hit.testCase)?.push(hit)
  return [...byCase].flatMap(([testCase, own]) => (own.length > 0 ? [proposalOf(testCase, own, sharing)] : []))
}

type RecordHit = Match & { readonly record: number; readonly basis: MatchBasis }

function proposalOf(
  testCase: Item,
  hits: readonly RecordHit[],
  sharing: ReadonlyMap<number, ReadonlySet<Item>>,
): ResultProposal {
  const records = hits.map(({ record }) => record)
  const basis = hits[0]?.basis ?? 'words'
  const others = new Set(records.flatMap((record) => [...(sharing.get(record) ?? [])]))
  others.delete(testCase)
  const also = others.size > 0 ? `; proposed for ${[...others].map(({ key }) => key).join(', ')}, too` : ''
  const reasons = [...new Set(hits.map(({ reason }) => reason))]
  const reason = `${reasons.slice(0, 3).join('; ')}${reasons.length > 3 ? ' …' : ''}${also}`
  return { testCase, records, basis, reason, isCertain: basis === 'key' || (basis === 'place' && others.size === 0) }
}

function hitsOf(analysis: Analysis, cases: readonly Item[], records: readonly EvidenceRecord[]): RecordHit[] {
  const keys = new KeyIndex(keyed(analysis, cases))
  const places = new PlaceIndex(cases.map((testCase) => ({ testCase, place: textOf(testCase, 'place') })))
  const words = new WordIndex(cases.map((testCase) => ({ testCase, text: textOf(testCase) })))
  return records.flatMap((record, index): RecordHit[] => {
    const name = nameOf(record)
    const byKey = keys.find(name)
    if (byKey.length > 0) return byKey.map((hit) => ({ ...hit, record: index, basis: 'key' }))
    const byPlace = places.find([record.target, record.place, record.case, name])
    if (byPlace.length > 0) return byPlace.map((hit) => ({ ...hit, record: index, basis: 'place' }))
    return words.find(record.case).map((hit) => ({ ...hit, record: index, basis: 'words' }))
  })
}

/** Suite and case, as results are named. */
export const nameOf = ({ suite, case: test }: Pick<EvidenceRecord, 'suite' | 'case'>): string =>
  [suite, test].filter((part) => part !== '').join(' > ')

/** Keys that stand for a case: its own, its earlier ones, and those of claims that it alone verifies. */
function keyed(analysis: Analysis, cases: readonly Item[]) {
  const verifying = new Map<Item, Item[]>()
  for (const testCase of cases)
    for (const claim of linked(analysis, testCase.uid, 'verifies'))
      verifying.set(claim, [...(verifying.get(claim) ?? []), testCase])
  const own = cases.flatMap((testCase) => [testCase.key, ...testCase.aliases].map((key) => ({ key, testCase, of: '' })))
  const claimed = [...verifying].flatMap(([{ key }, [testCase, ...others]]) =>
    testCase && others.length === 0 ? [{ key, testCase, of: `, which ${testCase.key} alone verifies` }] : [],
  )
  return [...own, ...claimed]
}
