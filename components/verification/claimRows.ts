import type { Tone } from '@/components/view/table/tone'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import { kindOf } from '@/lib/stpa/kinds'
import type { Analysis, Item, Link } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import { ageOf, countsText } from '@/lib/stpa/verification/evidence'
import {
  combinedState,
  type EvidenceResult,
  type Verification,
  type VerificationState,
  type VerificationUnit,
  verificationOf,
  verificationStates,
} from '@/lib/stpa/verification/verification'
import { type RolledUp, rolledUp, verificationView } from '@/lib/stpa/verification/view'
import { rolledReason, unitReason, verificationReason } from './reasons'

/** A claim, one of its cases, or evidence: a row that opens to what it rests on. */
export type ClaimRow = {
  /** The way from the top: an item stands in several places. */
  readonly id: string
  readonly item: Item
  /** Of a claim or a case; undefined for evidence, which has an outcome. */
  readonly state: VerificationState | undefined
  readonly label: string
  readonly tone: Tone
  readonly why: string
  /** What counts, and what was set aside, each once. */
  readonly evidence: readonly Item[]
  /** Days from the oldest evidence that counts to the revision of the analysis. */
  readonly age: number | null
  /** Kernel versions of the evidence that counts. */
  readonly kernel: string
  readonly isParent: boolean
  readonly children: () => readonly ClaimRow[]
  /** Links to take as they stand now, where what the evidence is about was changed since. */
  readonly confirmable: readonly Pick<Link, 'from' | 'name' | 'to'>[]
}

const known = new WeakMap<Analysis, readonly ClaimRow[]>()

/** Goals, hazards, constraints, requirements and assumptions of use, in reading order; once per value. */
export function claimRows(analysis: Analysis): readonly ClaimRow[] {
  const cached = known.get(analysis)
  if (cached) return cached
  const { goals, hazards, claims } = verificationView(analysis)
  const constraints = ['systemConstraint', 'controllerConstraint'].flatMap((kind) => itemsOf(analysis, kind))
  const rows = [
    ...[...goals, ...hazards].map((rolled) => rolledRow(analysis, rolled, '')),
    ...constraints.filter(isActive).map((item) => constraintRow(analysis, item, '')),
    ...claims.filter(({ item }) => !isConstraint(item)).map((claim) => claimRow(analysis, claim, '')),
  ]
  known.set(analysis, rows)
  return rows
}

const isConstraint = ({ kind }: Item): boolean => kind === 'systemConstraint' || kind === 'controllerConstraint'

const looks = new Map(verificationStates.map(({ value, label, tone }) => [value, { label, tone }]))

type Seen = { readonly results: readonly EvidenceResult[] }

/** What a row says of the evidence behind it. */
function evidenceOf(analysis: Analysis, { results }: Seen): Pick<ClaimRow, 'evidence' | 'age' | 'kernel'> {
  const counted = new Set(results.flatMap(({ aside, evidence }) => (aside === '' ? evidence : [])))
  const ages = [...counted].flatMap((evidence) => ageOf(analysis, evidence) ?? [])
  const kernels = new Set([...counted].map((evidence) => textOf(evidence, 'kernelVersion')).filter(Boolean))
  return {
    evidence: [...new Set([...counted, ...results.map(({ evidence }) => evidence)])],
    age: ages.length > 0 ? ages.reduce((oldest, age) => Math.max(oldest, age), 0) : null,
    kernel: [...kernels].join(', '),
  }
}

function resultsOf({ units, parts }: Verification): EvidenceResult[] {
  return [...units.flatMap(({ results }) => results), ...parts.flatMap(resultsOf)]
}

const look = (state: VerificationState) => ({
  state,
  label: looks.get(state)?.label ?? state,
  tone: looks.get(state)?.tone ?? ('warn' as const),
})

function rolledRow(analysis: Analysis, rolled: RolledUp, path: string): ClaimRow {
  const { item, state, requirements, assumptionsOfUse, bare } = rolled
  const id = `${path}/${item.uid}`
  const claims = [...requirements, ...assumptionsOfUse]
  return {
    ...{ id, item, ...look(state), why: rolledReason(rolled), confirmable: [] },
    ...evidenceOf(analysis, { results: claims.flatMap(resultsOf) }),
    isParent: claims.length + bare.length > 0,
    children: () => [
      ...claims.map((claim) => claimRow(analysis, claim, id)),
      ...bare.map((constraint) => constraintRow(analysis, constraint, id)),
    ],
  }
}

/** A constraint is shown by what follows from it, and by cases of its own. */
function constraintRow(analysis: Analysis, item: Item, path: string): ClaimRow {
  const rolled = rolledUp(analysis, item)
  const own = verificationOf(analysis, item)
  const row = rolledRow(analysis, rolled, path)
  if (!own || own.units.length + own.parts.length === 0) return row
  const follows = rolled.requirements.length > 0 || rolled.state === 'failed'
  const state = follows ? combinedState([own.state, rolled.state]) : own.state
  const results = [...resultsOf(own), ...rolled.requirements.flatMap(resultsOf)]
  const why = [verificationReason(own), follows ? rolledReason(rolled) : ''].filter(Boolean).join('; ')
  const ownChildren = claimRow(analysis, own, path).children
  return {
    ...{ ...row, ...look(state), why, ...evidenceOf(analysis, { results }), isParent: true },
    confirmable: confirmableOf(own),
    children: () => [...ownChildren(), ...row.children()],
  }
}

function claimRow(analysis: Analysis, claim: Verification, path: string): ClaimRow {
  const { item, state, units, parts } = claim
  const id = `${path}/${item.uid}`
  return {
    ...{ id, item, ...look(state), why: verificationReason(claim), confirmable: confirmableOf(claim) },
    ...evidenceOf(analysis, { results: resultsOf(claim) }),
    isParent: units.length + parts.length > 0,
    children: () => [
      ...units.flatMap((unit) => unitRows(analysis, claim, unit, id)),
      ...parts.map((part) => claimRow(analysis, part, id)),
    ],
  }
}

/** A case with its evidence below it; evidence that is about the claim itself stands in the place of a case. */
function unitRows(analysis: Analysis, claim: Verification, unit: VerificationUnit, path: string): ClaimRow[] {
  const { testCase, results, state } = unit
  const target = testCase ?? claim.item
  const name = testCase ? 'resultOf' : 'supports'
  const below = (within: string) =>
    results.map((result) => evidenceRow(analysis, result, { from: result.evidence.uid, name, to: target.uid }, within))
  if (!testCase) return below(path)
  const id = `${path}/${testCase.uid}`
  return [
    {
      ...{ id, item: testCase, ...look(state), why: unitReason(unit) },
      ...evidenceOf(analysis, unit),
      ...{ isParent: results.length > 0, children: () => below(id), confirmable: changedLinks(claim, unit) },
    },
  ]
}

const outcomes = {
  passed: { label: 'Passed', tone: 'good' },
  partly: { label: 'In part', tone: 'warn' },
  failed: { label: 'Failed', tone: 'bad' },
  inconclusive: { label: 'Shows neither', tone: 'warn' },
} as const

function evidenceRow(
  analysis: Analysis,
  result: EvidenceResult,
  link: Pick<Link, 'from' | 'name' | 'to'>,
  path: string,
): ClaimRow {
  const { evidence, outcome, doubts, aside } = result
  const counts = countsText(evidence)
  const why = [aside === '' ? '' : `set aside: ${aside}`, ...doubts, counts].filter(Boolean).join('; ')
  return {
    ...{ id: `${path}/${evidence.uid}`, item: evidence, state: undefined, why, evidence: [] },
    label: outcomes[outcome].label,
    tone: aside === '' ? outcomes[outcome].tone : 'quiet',
    age: ageOf(analysis, evidence) ?? null,
    kernel: textOf(evidence, 'kernelVersion'),
    ...{ isParent: false, children: () => [], confirmable: isChanged(result) ? [link] : [] },
  }
}

/** As verification.ts words the doubt. */
const isChanged = ({ doubts }: EvidenceResult): boolean => doubts.some((doubt) => doubt.endsWith(' was changed since'))

const changedLinks = ({ item }: Verification, { testCase, results }: VerificationUnit) =>
  results.filter(isChanged).map(({ evidence }) => ({
    ...{ from: evidence.uid, name: testCase ? 'resultOf' : 'supports', to: testCase?.uid ?? item.uid },
  }))

const confirmableOf = (claim: Verification) => claim.units.flatMap((unit) => changedLinks(claim, unit))

/** How many claims there are of each state. */
export function countStates(rows: readonly ClaimRow[]): Record<VerificationState, number> {
  const counts = { verified: 0, partly: 0, failed: 0, stale: 0, notVerified: 0 }
  for (const { state } of rows) if (state) counts[state]++
  return counts
}

/** Kinds that are listed, in the order of the list, with how many there are. */
export function kindsOf(rows: readonly ClaimRow[]): { name: string; title: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { item } of rows) counts.set(item.kind, (counts.get(item.kind) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, title: kindOf(name).plural, count }))
}

/** `level`: how many rows it stands in. */
export type PlacedRow = ClaimRow & { readonly level: number }

/** Rows with what stands in those that are open. */
export function opened(rows: readonly ClaimRow[], open: ReadonlySet<string>): PlacedRow[] {
  const placed: PlacedRow[] = []
  const stack = rows.map((row) => ({ row, level: 0 })).reverse()
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { row, level } = next
    placed.push({ ...row, level })
    if (!open.has(row.id)) continue
    for (const child of [...row.children()].reverse()) stack.push({ row: child, level: level + 1 })
  }
  return placed
}
