import { formatPlace } from '../errors'
import { limits } from '../fields'
import { digest } from '../fingerprint'
import { findByKey, linked } from '../graph'
import { keyId } from '../indexes/itemIndex'
import { kindOf } from '../kinds'
import type { Analysis, Origin, ReportLine, Uid } from '../model'
import type { Operation } from '../operations/types'
import { createdLine } from '../reportCounts'
import { freeKeyIn, itemsNamed, Matcher } from './identity'
import { linkOperations, type Targets } from './integrateLinks'
import { identifierOf } from './joined'
import { change, type Integration, type Pairing, type Settings } from './pairing'
import { updateOf } from './threeWay'
import type { Imported, ImportedItem, SourceText } from './types'

/**
 * Turns what a reader gave into operations on an analysis; which items are the same says identity.ts. Nothing that is
 * only here is removed; conflicts keep what is here unless `takeTheirs` names them. `sources` are the files it was read from.
 */
export function integrate(
  base: Analysis,
  imported: Imported,
  sources: readonly SourceText[],
  settings: Settings,
): Integration {
  const result: Integration = { operations: [], report: [], changes: [], unresolved: [], places: new Map() }
  const pairings = pair(base, imported, result)
  const hashes = new Map(sources.map(({ name, hash }) => [name, hash]))
  const targets = linkTargets(base, imported, pairings, result)
  const takeTheirs = new Set(settings.takeTheirs ?? [])
  const created = new Map<string, number>()
  const later: Operation[] = []
  const parents = new Map<Uid, Uid>()
  for (const pairing of pairings.values()) {
    result.places.set(pairing.uid, pairing.there.place)
    const digests = digestsOf(pairing.there, targets.get(pairing.uid))
    const origin = originOf(imported, pairing, hashes, digests)
    if (pairing.here) updateOf(base, pairing, pairing.here, origin, takeTheirs, result)
    else {
      result.operations.push(creation(pairing, origin))
      created.set(pairing.there.kind, (created.get(pairing.there.kind) ?? 0) + 1)
      if (base.items.size > 1) result.changes.push(change('new', pairing))
    }
    const parent = pairing.there.parentRef === undefined ? undefined : pairings.get(pairing.there.parentRef)
    if (pairing.there.parentRef !== undefined) later.push(...parentOperation(pairing, parent, parents, result))
  }
  const links = linkOperations(base, pairings, targets, takeTheirs, result)
  // One by one: a hundred thousand arguments are too many for one call.
  for (const list of [later, links, placements(imported, pairings)]) for (const one of list) result.operations.push(one)
  reportGone(base, hashes, pairings, result)
  reportCreated(created, result)
  return result
}

function pair(base: Analysis, imported: Imported, result: Integration): Map<string, Pairing> {
  const pairings = new Map<string, Pairing>()
  const matcher = new Matcher(base, imported)
  const given = new Map<string, ImportedItem>()
  for (const there of imported.items) {
    const place = matcher.place(there)
    const key = place.here?.key ?? freeKeyIn(base, given, there.kind, there.key)
    given.set(keyId(there.kind, key), there)
    pairings.set(there.ref, { there, ...place, key })
    if (place.here || key === there.key) continue
    result.report.push(clash(base, given.get(keyId(there.kind, there.key)), there, key))
  }
  return pairings
}

/** Two items of one name: which one the other is, so that a person can tell whether they are one after all. */
function clash(base: Analysis, holder: ImportedItem | undefined, there: ImportedItem, key: string): ReportLine {
  const other = findByKey(base, [there.kind], there.key)
  const { file, line } = other?.origin ?? {}
  const place = holder?.place ?? (file === undefined ? undefined : { file, ...(line ? { line } : {}) })
  const where = place ? ` (${formatPlace(place)})` : ', which is there already'
  const text = String(holder?.fields.text ?? other?.fields.text ?? '')
  const isTwin = text !== '' && text === there.fields.text
  const message = `${kindOf(there.kind).title} ${there.key} is another item than ${there.key}${where}: this one is now ${key}.`
  const hint = isTwin ? ' Both say the same: merge them if they are one.' : ''
  return { outcome: 'repaired', message: `${message}${hint}`, place: there.place, key }
}

/** For each uid: link name → targets, resolved among what is imported and what is there. */
function linkTargets(
  base: Analysis,
  imported: Imported,
  pairings: Map<string, Pairing>,
  result: Integration,
): Map<Uid, Targets> {
  const byKey = new Map<string, Uid>()
  for (const { there, uid } of pairings.values()) byKey.set(keyId(there.kind, there.key), uid)
  const all = new Map<Uid, Targets>()
  for (const link of imported.links) {
    const from = pairings.get(link.from)
    if (!from) continue
    const to = 'ref' in link.to ? pairings.get(link.to.ref)?.uid : resolve(base, byKey, from, link.name, link.to)
    if (to === undefined || to === from.uid) {
      const key = 'ref' in link.to ? link.to.ref : link.to.key
      const kinds = 'ref' in link.to ? [] : link.to.kinds
      result.unresolved.push({ from: from.uid, name: link.name, key, kinds, place: link.place })
      continue
    }
    const targets = all.get(from.uid) ?? new Map()
    all.set(from.uid, targets)
    const list = targets.get(link.name) ?? []
    targets.set(link.name, list)
    list.push({ to, link })
  }
  return all
}

function resolve(
  base: Analysis,
  byKey: ReadonlyMap<string, Uid>,
  { here }: Pairing,
  name: string,
  to: { key: string; kinds: readonly string[] },
): Uid | undefined {
  for (const kind of to.kinds) {
    const uid = byKey.get(keyId(kind, to.key))
    if (uid !== undefined) return uid
  }
  const found = to.kinds.flatMap((kind) => itemsNamed(base, kind, to.key))
  if (found.length < 2) return found[0]?.uid
  // Of several the one that the same words led to at the last import.
  return here && linked(base, here.uid, name).find((item) => found.includes(item))?.uid
}

/** A digest per non-empty field and per link name: the base of the next three-way update. */
function digestsOf(there: ImportedItem, targets: Targets | undefined): Record<string, string> {
  const digests: Record<string, string> = {}
  for (const [name, value] of Object.entries(there.fields)) digests[name] = digest(value)
  for (const [name, list] of targets ?? []) digests[name] = digest(list.map((entry) => entry.to).sort())
  return digests
}

/** A native file carries its own origins; what it does not say has none. */
function originOf(
  imported: Imported,
  { there, key }: Pairing,
  hashes: ReadonlyMap<string, string>,
  digests: Record<string, string>,
): Origin | null {
  if (imported.format === 'native') return there.origin ?? null
  const { file, line } = there.place
  const identifier = identifierOf(there)
  const named = key === identifier ? {} : { key: identifier.slice(0, limits.text) }
  return { file, hash: hashes.get(file) ?? '', line, ...named, imported: digests }
}

function creation({ there, uid, key }: Pairing, origin: Origin | null): Operation {
  return {
    op: 'create',
    uid,
    kind: there.kind,
    key,
    fields: there.fields,
    origin,
    ...(there.aliases ? { aliases: there.aliases } : {}),
    ...(there.order === undefined ? {} : { order: there.order }),
  }
}

/** Parents are set after all items are there; a cycle in the file is broken and reported. */
function parentOperation(
  pairing: Pairing,
  parent: Pairing | undefined,
  parents: Map<Uid, Uid>,
  result: Integration,
): Operation[] {
  const { there, here, uid, key } = pairing
  let above = parent?.uid
  while (above !== undefined && above !== uid) above = parents.get(above)
  if (!parent || above === uid) {
    const problem = parent ? 'its parent stands below it (a cycle)' : 'its parent is not there'
    result.report.push({
      outcome: 'skipped',
      message: `${key}: ${problem}; it stands at the top.`,
      place: there.place,
      rule: parent ? 'M-01c' : 'M-01b',
    })
    return []
  }
  parents.set(uid, parent.uid)
  if (here && here.parent === parent.uid) return []
  return [{ op: 'move', uid, parent: parent.uid, order: there.order ?? here?.order ?? Number.NaN }]
}

function placements(imported: Imported, pairings: ReadonlyMap<string, Pairing>): Operation[] {
  return imported.positions.flatMap(({ structureRef, itemRef, ...at }) => {
    const structure = pairings.get(structureRef)
    const item = pairings.get(itemRef)
    return structure && item ? [{ op: 'place' as const, structure: structure.uid, item: item.uid, at }] : []
  })
}

/** What an earlier version of this source brought and this one has not: shown, never removed. */
function reportGone(
  base: Analysis,
  files: ReadonlyMap<string, string>,
  pairings: ReadonlyMap<string, Pairing>,
  result: Integration,
): void {
  const present = new Set([...pairings.values()].map((pairing) => pairing.uid))
  for (const item of base.items.values()) {
    if (item.origin?.file === undefined || !files.has(item.origin.file) || present.has(item.uid)) continue
    result.changes.push({
      change: 'gone',
      uid: item.uid,
      kind: item.kind,
      key: item.key,
      text: String(item.fields.text ?? ''),
    })
  }
}

function reportCreated(created: ReadonlyMap<string, number>, result: Integration): void {
  for (const [name, count] of created) {
    const kind = kindOf(name)
    result.report.push(createdLine(`${count} ${(count === 1 ? kind.title : kind.plural).toLowerCase()}`, count))
  }
}
