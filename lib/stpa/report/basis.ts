import { rules } from '../checks/rules'
import { textOf } from '../fieldValues'
import { itemsOf } from '../graph'
import type { Analysis } from '../model'
import type { CoverageTable } from '../verification/coverage'
import { sha256 } from './sha256'

/** One thing beside the analysis itself that a document rests on. */
export type BasisEntry = {
  readonly what: 'program' | 'rules' | 'tables' | 'graph' | 'evidence' | 'reading' | 'changes'
  readonly name: string
  /** SHA-256 in hex, or '' where the thing itself is not there: `note` says why. */
  readonly digest: string
  /** How it was read, or why it was not. */
  readonly note: string
}

export type Basis = {
  readonly entries: readonly BasisEntry[]
  /** SHA-256, in hex, of the lines of `basisText`. */
  readonly hash: string
}

/** One line of the change record; the core has no log, so it is handed in. */
export type ChangeRecord = {
  readonly revision: number
  readonly revisedAt: string
  readonly author: string
  readonly action: string
  readonly reason: string
}

/** What is handed to a document beside the analysis. */
export type BasisInput = {
  /** The program and its tables, and the files that were read, as whoever read them knows them. */
  readonly basis?: readonly BasisEntry[]
  /** The change log, newest first, for the change record; the core has none of its own. */
  readonly changes?: readonly ChangeRecord[]
  /** What runs show, computed from their traces (lib/trace/coverage); without it the report prints what the links hold. */
  readonly coverage?: CoverageTable
  /** What runs used of the kernel, drawn (lib/trace/systemView): SVG of the program's own. */
  readonly systemView?: string
}

/**
 * Everything that a document is made of beside the analysis, by digest: same content and same basis give the same bytes.
 * Nothing else may reach a chapter: what is handed in is in here by its own digest, whatever its maker says of it.
 */
export async function basisOf(analysis: Analysis, input: BasisInput): Promise<Basis> {
  const { basis = [], changes = [], coverage, systemView } = input
  const entries = [
    ...basis,
    await pinned('rules', 'Checks', rulesText()),
    ...graphsOf(analysis),
    ...(changes.length > 0 ? [await pinned('changes', 'Change record', JSON.stringify(changes))] : []),
    ...(coverage ? [await pinned('reading', 'What runs showed', JSON.stringify(coverage))] : []),
    ...(systemView ? [await pinned('reading', 'Picture of what runs used', systemView)] : []),
  ]
  return { entries, hash: await sha256(basisText(entries)) }
}

/** One line an entry, its parts parted by tabs: what `sha256sum` gives for it is the basis hash. */
export const basisText = (entries: readonly BasisEntry[]): string =>
  entries.map(({ what, name, digest, note }) => `${[what, name, digest, note].map(onLine).join('\t')}\n`).join('')

const onLine = (text: string): string => text.replace(/\s/g, ' ')

async function pinned(what: BasisEntry['what'], name: string, text: string): Promise<BasisEntry> {
  return { what, name, digest: await sha256(text), note: '' }
}

/** What a rule is, but for its code, which is part of the program. */
const rulesText = (): string => JSON.stringify(rules.map(({ check: _, whileInWork: __, ...said }) => said))

/** The call graphs that the analysis names, by their own hash. */
function graphsOf(analysis: Analysis): BasisEntry[] {
  const items = [...itemsOf(analysis, 'kernelBinding'), ...itemsOf(analysis, 'exploration')]
  const versions = new Map(items.map((item) => [textOf(item, 'graph'), textOf(item, 'kernelVersion')]))
  return [...versions]
    .filter(([hash]) => hash !== '')
    .map(([digest, version]): BasisEntry => ({ what: 'graph', name: `Linux ${version}`.trim(), digest, note: '' }))
}
