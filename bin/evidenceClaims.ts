import type { ConfigCheck } from '@/lib/evidence/config'
import { type CheckedClaim, checkClaims, countClaims } from '@/lib/evidence/linking/configuration'
import type { Evidence } from '@/lib/evidence/model'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Analysis } from '@/lib/stpa/model'
import { textTable } from './textTable'
import { UsageError } from './usage'

/** A kernel configuration and what it shows of an analysis. */
export type HeldFile = { readonly file: string; readonly claims: readonly CheckedClaim[] }

/** Holds each kernel configuration among some files against an analysis. @throws UsageError when none is one */
export function heldFiles(analysis: Analysis, files: readonly Evidence[]): HeldFile[] {
  const held = files.flatMap(({ file, options }) => (options ? [{ file, claims: checkClaims(analysis, options) }] : []))
  if (held.length === 0 && files.length > 0)
    throw new UsageError(
      '--analysis holds kernel configurations (.config) against an analysis: none of the files is one.',
    )
  return held
}

/** Something is otherwise than asked for, or not mentioned: the name may be wrong, or the option cannot be set here. */
export const isDiffering = ({ claims }: HeldFile): boolean =>
  claims.some(({ outcome }) => outcome === 'differs' || outcome === 'absent')

const words: Readonly<Record<ConfigCheck['outcome'], string>> = {
  holds: 'holds',
  differs: 'differs',
  absent: 'absent',
  noValue: 'named without a value',
}

export function claimsText({ file, claims }: HeldFile): string {
  if (claims.length === 0) return `${file}: no claim of the analysis names an option of the kernel (CONFIG_…)\n`
  const counts = countClaims(claims)
  const summary = (Object.keys(words) as ConfigCheck['outcome'][]) // its own keys
    .flatMap((outcome) => (counts[outcome] > 0 ? [`${counts[outcome]} ${words[outcome]}`] : []))
  const rows = claims.flatMap(({ item, checks }) => checks.map((check) => [item.key, ...cellsOf(check)]))
  return `${file}: held against the analysis: ${summary.join(', ')}\n${textTable(heads, rows).replace(/^(?=.)/gm, '  ')}`
}

const heads = ['claim', 'option', 'asked', 'found', 'line', 'outcome']

const cellsOf = ({ option, expected, found, line, outcome }: ConfigCheck): string[] => [
  option,
  expected,
  found === undefined ? 'not mentioned' : found === 'n' ? 'not set' : found,
  String(line ?? ''),
  words[outcome],
]

/** As docs/cli.md tells it. */
export const claimsJson = (claims: readonly CheckedClaim[]): object[] =>
  claims.map(({ item, checks, outcome, conclusion, reason }) => ({
    ...{ key: item.key, kind: item.kind, text: textOf(item), outcome, conclusion: conclusion ?? null, reason },
    checks: checks.map(({ found, line, ...check }) => ({ ...check, found: found ?? null, line: line ?? null })),
  }))
