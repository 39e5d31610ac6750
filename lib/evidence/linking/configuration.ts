import { fieldOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import { type ConfigCheck, checkConfig } from '../config'
import type { ConfigOption } from '../model'

/** What a configuration shows of a claim, as the field `conclusion` of evidence has it. */
export type ConfigurationConclusion = 'holds' | 'partly' | 'fails'

/** An item that names options of the kernel's configuration, held against one. */
export type CheckedClaim = {
  readonly item: Item
  /** Each option with each value that is asked for, once, in the order of the texts. */
  readonly checks: readonly ConfigCheck[]
  /** The worst of them: differs, absent, named without a value, holds. */
  readonly outcome: ConfigCheck['outcome']
  /** Undefined when options are only named, and nothing is asked of them. */
  readonly conclusion: ConfigurationConclusion | undefined
  /** What speaks for the conclusion, in words, with lines of the configuration. */
  readonly reason: string
  /** Evidence can be linked to it directly; a constraint is shown by a verification case. */
  readonly isTarget: boolean
}

const claimKinds = ['assumptionOfUse', 'requirement', 'assumption', 'systemConstraint', 'controllerConstraint'] as const
const targets: readonly string[] = ['assumptionOfUse', 'requirement', 'assumption']

/** Where it is asked for; consequences and reasons tell of options, too, and ask for nothing. */
const asking = ['text', 'act', 'acceptanceCriterion', 'description'] as const

const worst = ['differs', 'absent', 'noValue', 'holds'] as const

/**
 * Holds a kernel configuration against every assumption of use, requirement, assumption and constraint whose texts name
 * `CONFIG_…` options. What stands in the condition of an assumption of use ("when CONFIG_X=y") is not asked for.
 */
export function checkClaims(analysis: Analysis, options: ReadonlyMap<string, ConfigOption>): CheckedClaim[] {
  return claimKinds
    .flatMap((kind) => itemsOf(analysis, kind))
    .filter(isActive)
    .flatMap((item) => checkedClaim(item, checksOf(item, options)))
}

function checkedClaim(item: Item, checks: readonly ConfigCheck[]): CheckedClaim[] {
  const outcome = worst.find((each) => checks.some((check) => check.outcome === each))
  if (outcome === undefined) return []
  const reason = `${checks.map(checkText).join('; ')}.`
  return [{ item, checks, outcome, conclusion: conclusionOf(checks), reason, isTarget: targets.includes(item.kind) }]
}

function checksOf(item: Item, options: ReadonlyMap<string, ConfigOption>): ConfigCheck[] {
  const conditions = new Set(foundIn(item, 'condition', options).map(idOf))
  const found = new Map<string, ConfigCheck>()
  for (const name of asking)
    for (const check of foundIn(item, name, options)) if (!conditions.has(idOf(check))) found.set(idOf(check), check)
  const valued = new Set([...found.values()].flatMap(({ option, expected }) => (expected === '' ? [] : option)))
  return [...found.values()].filter(({ option, expected }) => expected !== '' || !valued.has(option))
}

const idOf = ({ option, expected }: ConfigCheck): string => `${option} ${expected}`

function foundIn(item: Item, name: string, options: ReadonlyMap<string, ConfigOption>): ConfigCheck[] {
  const value = fieldOf(item, name)
  return typeof value === 'string' && value.includes('CONFIG_') ? checkConfig(options, inSigns(value)) : []
}

/** `=y or m`, as people write it (openaps, AOU-2), is `=y|m`. */
const inSigns = (text: string): string => text.replace(/=([ymn]) or =?([ymn])\b/g, '=$1|$2')

/** `is not set` is as good as `=n`. */
const isForNothing = ({ expected }: ConfigCheck): boolean => expected === 'is not set' || /[=|]n(\||$)/.test(expected)

/** An option that is not mentioned is not set, unless its name is wrong: that it must not be set is shown in part only. */
function conclusionOf(checks: readonly ConfigCheck[]): ConfigurationConclusion | undefined {
  const fails = (check: ConfigCheck) =>
    check.outcome === 'differs' || (check.outcome === 'absent' && !isForNothing(check))
  if (checks.some(fails)) return 'fails'
  if (checks.every(({ outcome }) => outcome === 'holds')) return 'holds'
  return checks.every(({ outcome }) => outcome === 'noValue') ? undefined : 'partly'
}

/** `CONFIG_WATCHDOG_NOWAYOUT is not set (line 2300), =y is asked for`. */
export function checkText(check: ConfigCheck): string {
  const { option, expected, outcome } = check
  if (outcome === 'absent')
    return `${option} is not mentioned, ${asked(expected)}${isForNothing(check) ? ': as good as not set, if that is its name' : ''}`
  if (outcome === 'noValue') return `${option} is named without a value; here: ${foundText(check)}`
  return outcome === 'holds' ? foundText(check) : `${foundText(check)}, ${asked(expected)}`
}

const asked = (expected: string): string =>
  expected === 'is not set' ? 'it must not be set' : `${expected} is asked for`

function foundText({ option, found, line }: ConfigCheck): string {
  if (found === undefined) return `${option} is not mentioned`
  return `${option}${found === 'n' ? ' is not set' : `=${found}`} (line ${line})`
}

/** How many claims there are of each outcome. */
export function countClaims(claims: readonly CheckedClaim[]): Record<ConfigCheck['outcome'], number> {
  const counts = { holds: 0, differs: 0, absent: 0, noValue: 0 }
  for (const { outcome } of claims) counts[outcome]++
  return counts
}
