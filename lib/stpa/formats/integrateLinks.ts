import { graphOf } from '../graph'
import { kindOf, targetKinds } from '../kinds'
import type { Analysis, Item, Uid } from '../model'
import type { LinkOperation, Operation } from '../operations/types'
import { change, type Integration, type Pairing } from './pairing'
import { decide } from './threeWay'
import type { ImportedLink } from './types'

/** Link name → its targets, in the order of the source. */
export type Targets = Map<string, { to: Uid; link: ImportedLink }[]>

/** Links of all imported items: new ones made, sets of known ones updated three-way per link name. */
export function linkOperations(
  base: Analysis,
  pairings: ReadonlyMap<string, Pairing>,
  targets: ReadonlyMap<Uid, Targets>,
  takeTheirs: ReadonlySet<string>,
  result: Integration,
): Operation[] {
  const kindByUid = new Map<Uid, string>()
  for (const { there, uid } of pairings.values()) kindByUid.set(uid, there.kind)
  const operations: Operation[] = []
  for (const pairing of pairings.values()) {
    const own = targets.get(pairing.uid)
    for (const name of Object.keys(kindOf(pairing.there.kind).links)) {
      const wanted = legal(base, kindByUid, pairing, name, own?.get(name) ?? [], result)
      operations.push(
        ...(pairing.here
          ? updateLinks(base, pairing, pairing.here, name, wanted, takeTheirs, result)
          : create(pairing, name, wanted)),
      )
    }
  }
  return operations
}

type Wanted = readonly { to: Uid; link: ImportedLink }[]

/** Doubled, illegal and surplus targets are left out, with a line each. */
function legal(
  base: Analysis,
  kinds: ReadonlyMap<Uid, string>,
  { there, key: own }: Pairing,
  name: string,
  list: Wanted,
  result: Integration,
): Wanted {
  const definition = kindOf(there.kind).links[name]
  if (!definition || list.length === 0) return []
  const seen = new Set<Uid>()
  return list.filter(({ to, link }) => {
    const kind = kinds.get(to) ?? base.items.get(to)?.kind ?? ''
    const problem = seen.has(to)
      ? 'is named twice'
      : !targetKinds(definition).has(kind)
        ? `is a ${kind || 'stranger'}, which "${name}" cannot point to`
        : seen.size >= definition.max
          ? `is one too many: "${name}" takes ${definition.max}`
          : undefined
    if (problem) {
      const key = 'key' in link.to ? link.to.key : link.to.ref
      result.report.push({
        outcome: problem === 'is named twice' ? 'repaired' : 'skipped',
        message: `${own}: ${key} ${problem}.`,
        place: link.place,
        key: own,
      })
      return false
    }
    seen.add(to)
    return true
  })
}

function create({ uid }: Pairing, name: string, wanted: Wanted): LinkOperation[] {
  return wanted.map(({ to, link }) => ({
    op: 'link',
    from: uid,
    name,
    to,
    ...(link.order === undefined ? {} : { order: link.order }),
    ...(link.rationale ? { rationale: link.rationale } : {}),
    ...(link.confirmed ? { confirmed: link.confirmed } : {}),
  }))
}

function updateLinks(
  base: Analysis,
  pairing: Pairing,
  here: Item,
  name: string,
  wanted: Wanted,
  takeTheirs: ReadonlySet<string>,
  result: Integration,
): Operation[] {
  const present = (graphOf(base).outgoing.get(here.uid) ?? [])
    .filter((link) => link.name === name)
    .map((link) => link.to)
  const asSet = (uids: readonly Uid[]) => (uids.length > 0 ? [...uids].sort() : undefined)
  const mine = asSet(present)
  const theirs = asSet(wanted.map((entry) => entry.to))
  if (!pairing.isKnown) return union(pairing, name, present, wanted)
  const outcome = decide(mine, theirs, here.origin?.imported?.[name], true)
  if (outcome === 'keep') return []
  const keys = (uids: readonly Uid[] | undefined) => (uids ?? []).map((uid) => base.items.get(uid)?.key ?? uid)
  const detail = {
    field: name,
    here: keys(mine),
    there: wanted.map(({ link }) => ('key' in link.to ? link.to.key : link.to.ref)),
  }
  result.changes.push(change(outcome === 'take' ? 'changed' : 'conflict', pairing, detail))
  if (outcome === 'conflict' && !takeTheirs.has(`${here.uid} ${name}`)) return []
  const goal = new Set(theirs)
  const away = present
    .filter((uid) => !goal.has(uid))
    .map((to): Operation => ({ op: 'unlink', from: here.uid, name, to }))
  return [
    ...away,
    ...create(
      pairing,
      name,
      wanted.filter(({ to }) => !present.includes(to)),
    ),
  ]
}

/** Never imported from this source: links of both sides, up to the maximum; the ones that are here win. */
function union(pairing: Pairing, name: string, present: readonly Uid[], wanted: Wanted): LinkOperation[] {
  const room = (kindOf(pairing.there.kind).links[name]?.max ?? 0) - present.length
  const missing = wanted.filter(({ to }) => !present.includes(to))
  return create(pairing, name, missing.slice(0, Math.max(0, room)))
}
