import type { CheckResult } from '../checks/types'
import { itemsOf } from '../graph'
import { kinds } from '../kinds'
import type { Analysis, Item, Uid } from '../model'
import type { Step } from '../steps'
import type { CoverageTable } from '../verification/coverage'
import type { BasisEntry, ChangeRecord } from './basis'
import type { Block, Section } from './document'
import { plainTable } from './tables'

/** A control structure as drawn, or why it was not. */
export type Figure = { readonly svg: string } | { readonly note: string }

/** What chapters are built from. */
export type Building = {
  readonly analysis: Analysis
  readonly checks: CheckResult
  /** By structure; `''` for the picture of all elements when there is no structure. */
  readonly figures: ReadonlyMap<Uid, Figure>
  readonly changes: readonly ChangeRecord[]
  readonly basis: readonly BasisEntry[]
  /** What runs show, where their traces were read for this print. */
  readonly coverage?: CoverageTable
  /** Commands of the workload, subsystems and devices that they used, drawn: SVG. */
  readonly systemView?: string
}

/** A chapter: one file, one line in the registry. */
export type ChapterDefinition = {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly annex?: boolean
  /** Kinds whose items have their place in this chapter. */
  readonly kinds: readonly string[]
  /** Kinds of this step that no chapter claims are added at the end: a new kind appears without another change. */
  readonly step?: Step
  /** No section: the chapter is left out, not printed empty. */
  readonly build: (building: Building) => Section[]
}

/** A section, or none when nothing stands in it. */
export function section(name: string, title: string, ...blocks: readonly (Block | undefined)[]): Section[] {
  const present = blocks.flatMap((block) => (block === undefined || isEmpty(block) ? [] : [withoutEcho(block, title)]))
  return present.length === 0 ? [] : [{ name, title, blocks: present }]
}

/** A caption that only repeats the heading above it is left out. */
function withoutEcho(block: Block, title: string): Block {
  const isEcho = block.type === 'table' && block.caption.length === 1 && block.caption[0] === title
  return isEcho ? { ...block, caption: [] } : block
}

function isEmpty(block: Block): boolean {
  if (block.type === 'table') return block.rows.length === 0
  if (block.type === 'entries' || block.type === 'list') return block.entries.length === 0
  return block.type === 'facts' && block.facts.length === 0
}

/** Sections of the kinds of a step that no chapter has claimed. */
export function unclaimedSections(analysis: Analysis, step: Step, claimed: ReadonlySet<string>): Section[] {
  return kinds
    .filter((kind) => kind.step === step && !kind.single && !claimed.has(kind.name))
    .flatMap((kind) => section(kind.name, kind.plural, plainTable(analysis, kind.name, itemsOf(analysis, kind.name))))
}

/** Items of a list by some key of theirs, in the order of first appearance. */
export function groupBy<K>(items: readonly Item[], keyOf: (item: Item) => K): Map<K, Item[]> {
  const groups = new Map<K, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
