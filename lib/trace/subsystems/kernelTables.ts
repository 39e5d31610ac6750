import { type Matches, matchesAny } from '@/lib/kernel/walk/patterns'
import type { ResourceSubsystem } from './answers'
import { type Architecture, architectures, type CallRow, type GeneratedTables, notImplemented } from './model'
import { pathRules } from './reviewed'
import { type Category, callGroups } from './reviewed/categories'
import { delegates } from './reviewed/delegates'
import { families } from './reviewed/families'
import type { PathRule } from './reviewed/rule'
import { readTables, type StoredTables } from './stored'

export type CompiledRule = { readonly rule: PathRule; readonly matches: Matches }

/** Rules in the order in which they are asked, and whether any of them knows a name: of most names, none does. */
export type RuleList = { readonly list: readonly CompiledRule[]; readonly knows: Matches }

type Named = { readonly category: Category; readonly basis: string }

/** Tables of one kernel, ready to be asked. */
export type KernelTables = {
  /** `6.1.192`: part of every answer. */
  readonly kernel: string
  readonly generated: GeneratedTables
  readonly byName: ReadonlyMap<Architecture, ReadonlyMap<string, CallRow>>
  readonly byNumber: ReadonlyMap<Architecture, ReadonlyMap<number, CallRow>>
  readonly categories: ReadonlyMap<string, Named>
  /** By entry: who does its work. */
  readonly delegates: ReadonlyMap<string, { readonly file: string; readonly basis: string }>
  /** By `AF_CAN`. */
  readonly families: ReadonlyMap<string, string>
  readonly userRules: readonly CompiledRule[]
  readonly rules: RuleList
  /** Rules that name a class only. */
  readonly lastRules: RuleList
  readonly unconfirmed: ReadonlySet<string>
  /** Answers by rules of paths alone. */
  readonly ruled: Map<PathRule, ResourceSubsystem>
}

/**
 * Tables from the contents of their five files, as JSON gives them (`tables/linux-6.1`, or what `stpa tables generate`
 * wrote). Pure: whoever calls it has read the files.
 * @throws StpaError unreadable
 */
export const loadTables = (stored: StoredTables): KernelTables => tablesFrom(readTables(stored))

/** Tables that were just generated, ready to be asked. */
export function tablesFrom(generated: GeneratedTables): KernelTables {
  return {
    kernel: generated.provenance.kernel,
    generated,
    byName: byArchitecture(generated.calls, namesOf),
    byNumber: byArchitecture(generated.calls, ({ number }) => [number]),
    categories: new Map(
      callGroups.flatMap(({ category, basis, calls }) => calls.map((call) => [call, { category, basis }])),
    ),
    delegates: new Map(
      delegates.flatMap(({ entries, file, basis }) => entries.map((entry) => [entry, { file, basis }])),
    ),
    families: new Map(families.flatMap(({ names, file }) => names.map((name) => [name, file]))),
    userRules: [],
    rules: reviewed(pathRules.filter(({ isLast }) => isLast !== true)),
    lastRules: reviewed(pathRules.filter(({ isLast }) => isLast === true)),
    unconfirmed: new Set(generated.unconfirmed),
    ruled: new Map(),
  }
}

/** The same tables with rules of a user, which are asked before all else, in their order. @throws StpaError badRequest */
export const withRules = (tables: KernelTables, rules: readonly PathRule[]): KernelTables => ({
  ...tables,
  userRules: rules.map(compiled),
  ruled: new Map(),
})

/**
 * By its name, and by that of its entry where no other call has it: `newstat` in events of the kernel is `stat`. Names
 * that tracers print otherwise are `aliases`.
 */
const namesOf = ({ name, entry }: CallRow): string[] => {
  const alias = aliases.get(name)
  const others = entry === notImplemented ? [] : [entry.replace(/^sys_/, '')]
  return alias === undefined ? [name, ...others] : [name, alias, ...others]
}

/** strace on ARM, src/linux/arm/syscallent.h. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['arm_fadvise64_64', 'fadvise64_64'],
  ['arm_sync_file_range', 'sync_file_range2'],
])

function byArchitecture<K>(calls: readonly CallRow[], keysOf: (row: CallRow) => readonly K[]) {
  const found = new Map(architectures.map((arch) => [arch, new Map<K, CallRow>()]))
  const names = calls.map((row) => ({ row, keys: keysOf(row) }))
  for (const { row, keys } of names) if (keys[0] !== undefined) found.get(row.arch)?.set(keys[0], row)
  for (const { row, keys } of names)
    for (const key of keys.slice(1)) if (!found.get(row.arch)?.has(key)) found.get(row.arch)?.set(key, row)
  return found
}

/** RE2 for what others wrote: it cannot explode. */
const compiled = (rule: PathRule): CompiledRule => ({ rule, matches: matchesAny([rule.pattern]) })

/** Our own expressions repeat nothing inside a repetition: the engine's own are safe for them, and several times as fast. */
function reviewed(rules: readonly PathRule[]): RuleList {
  // patterns of pathRules.json: the rule on patterns reads them there
  const any = new RegExp(rules.map(({ pattern }) => `(?:${pattern})`).join('|'))
  const list = rules.map((rule) => {
    // patterns of pathRules.json, one by one
    const expression = new RegExp(rule.pattern)
    return { rule, matches: (name: string) => expression.test(name) }
  })
  return { list, knows: (name) => any.test(name) }
}
