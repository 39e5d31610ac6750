import type { Item } from '@/lib/stpa/model'
import { countsText } from '@/lib/stpa/verification/evidence'
import type {
  EvidenceResult,
  Verification,
  VerificationState,
  VerificationUnit,
} from '@/lib/stpa/verification/verification'
import type { RolledUp } from '@/lib/stpa/verification/view'

/** So many keys are named; how many more there are is said. */
const mostNamed = 4

function keysOf(items: readonly Item[]): string {
  const keys = [...new Set(items.map(({ key }) => key))]
  const more = keys.length - mostNamed
  return `${keys.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const are = (items: readonly Item[], one: string, many: string): string =>
  items.length === 0 ? '' : `${keysOf(items)} ${items.length === 1 ? one : many}`

const joined = (parts: readonly string[]): string => [...new Set(parts.filter((part) => part !== ''))].join('; ')

const counted = ({ results }: VerificationUnit): EvidenceResult[] => results.filter(({ aside }) => aside === '')

/** Why a claim has its state, in words; '' when it is verified. */
export function verificationReason({ state, units, parts }: Verification): string {
  if (state === 'verified') return ''
  if (units.length + parts.length === 0) return 'no verification case, no evidence'
  const wanted = state === 'failed' || state === 'stale' ? [state] : (['partly', 'stale', 'notVerified'] as const)
  const of = (each: { readonly state: VerificationState }) => wanted.some((value) => value === each.state)
  return joined([...units.filter(of).map(unitReason), partsReason(parts.filter(of), state)])
}

const partsReason = (parts: readonly Verification[], state: VerificationState): string => {
  const items = parts.map(({ item }) => item)
  if (state === 'failed') return are(items, 'fails', 'fail')
  return state === 'stale' ? are(items, 'is stale', 'are stale') : are(items, 'is not verified', 'are not verified')
}

/** Why a case, or the evidence about a claim itself, has its state. */
export function unitReason(unit: VerificationUnit): string {
  const { state, testCase, results } = unit
  const own = counted(unit)
  const of = (outcome: string) => own.filter((result) => result.outcome === outcome)
  const items = (found: readonly EvidenceResult[]) => found.map(({ evidence }) => evidence)
  if (state === 'failed') return are(items(of('failed')), 'shows that it does not hold', 'show that it does not hold')
  if (state === 'stale') return joined(own.flatMap(({ evidence, doubts }) => doubtsText(evidence, doubts)))
  if (state === 'verified') return ''
  const aside = results.flatMap(({ evidence, aside: why }) => (why === '' ? [] : `${evidence.key} set aside: ${why}`))
  if (own.length === 0) return joined([...aside, testCase ? `${testCase.key} has no result` : ''])
  const partly = of('partly').map(({ evidence }) =>
    countsText(evidence) === '' ? `${evidence.key} shows a part` : `${evidence.key}: ${countsText(evidence)}`,
  )
  return joined([...partly, are(items(of('inconclusive')), 'shows neither', 'show neither'), ...aside])
}

const doubtsText = (evidence: Item, doubts: readonly string[]): string[] =>
  doubts.length > 0 ? [`${evidence.key}: ${doubts.join(', ')}`] : []

/** Why a goal, a hazard or a constraint has its state: what below it fails, is stale or is open. */
export function rolledReason({ state, requirements, assumptionsOfUse, bare }: RolledUp): string {
  const of = (...wanted: VerificationState[]) =>
    requirements.filter((each) => wanted.includes(each.state)).map(({ item }) => item)
  const broken = assumptionsOfUse.filter((each) => each.state === 'failed').map(({ item }) => item)
  if (state === 'failed') return are([...of('failed'), ...broken], 'fails', 'fail')
  if (state === 'verified') return ''
  if (requirements.length + bare.length === 0) return 'no requirement follows from it'
  return joined([
    share(of('stale'), requirements.length, 'stale'),
    state === 'stale' ? '' : share(of('partly', 'notVerified'), requirements.length, 'not verified'),
    bare.length > 0 ? `nothing follows from ${keysOf(bare)}` : '',
  ])
}

/** `3 of 18 requirements not verified: REQ-1, …` */
const share = (items: readonly Item[], all: number, what: string): string =>
  items.length === 0
    ? ''
    : `${items.length === all ? (all === 1 ? '' : `all ${all} `) : `${items.length} of ${all} `}${all === 1 ? 'requirement' : 'requirements'} ${what}: ${keysOf(items)}`
