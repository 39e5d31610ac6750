import { cut } from '../../text/storable'
import { limits } from '../fields'
import { sameValue } from '../fingerprint'
import { graphOf, itemsOf, linked } from '../graph'
import { keyId } from '../indexes/itemIndex'
import { kindOf } from '../kinds'
import type { Analysis, Item, Uid } from '../model'
import { identifierOf } from './joined'
import { defaultId, type Imported, type ImportedItem } from './types'
import { derivedUid, isDerived } from './uid'

/** Where an imported item goes: an item that is there (`here`), or a new one of this uid. */
export type Place = {
  readonly here: Item | undefined
  readonly uid: Uid
  /** It was imported from this very source before: what changed since then can be told. */
  readonly isKnown: boolean
}

/**
 * Finds for each imported item the one that it stands for. It is the same one when a person said so, when its uid is
 * random and equal, when it came from this very source (by derived uid, else by key), and when uid or key *and* content
 * are equal and no other file brought it. An equal key alone is a clash of two items: joined, one of them would be lost.
 */
export class Matcher {
  readonly #taken = new Set<Uid>()
  /** Uids of what was placed, by the ref of the imported item. */
  readonly #uids = new Map<string, Uid>()
  readonly #identifiers = new Map<string, string>()
  readonly #files: ReadonlySet<string>

  constructor(
    private readonly base: Analysis,
    private readonly imported: Imported,
    private readonly isSameAnalysis = imported.id !== undefined && imported.id === base.id && base.id !== defaultId,
  ) {
    for (const item of imported.items) this.#identifiers.set(item.ref, identifierOf(item))
    this.#files = new Set([...base.items.values()].flatMap(({ origin }) => origin?.file ?? []))
  }

  place(there: ImportedItem): Place {
    const { here, uid } = this.#placeOf(there)
    this.#taken.add(uid)
    this.#uids.set(there.ref, uid)
    return { here, uid, isKnown: here !== undefined && this.isKnown(here, there) }
  }

  #placeOf(there: ImportedItem): { here?: Item; uid: Uid } {
    const single = kindOf(there.kind).single ? graphOf(this.base).byKind.get(there.kind)?.[0] : undefined
    const said = single ?? (there.is === undefined ? undefined : this.base.items.get(there.is))
    if (said && !this.#taken.has(said.uid)) return { here: said, uid: said.uid }
    const { ofUid, free } = this.#chain(there)
    const isOpen = (item: Item) => item.kind === there.kind && !this.#taken.has(item.uid)
    const byUid = ofUid.filter(isOpen)
    const byKey = itemsNamed(this.base, there.kind, identifierOf(there)).filter(isOpen)
    const here =
      byUid.find((item) => this.#isSame(item, there)) ??
      byKey.find((item) => !isDerived(item.uid) && this.isKnown(item, there) && this.#isWithin(item, there)) ??
      [...byUid, ...byKey].find((item) => this.#hasSame(item, there))
    return here ? { here, uid: here.uid } : { uid: free }
  }

  /** The items that have its uid, and the first that is free. Looks beyond a gap: somebody may have removed an item. */
  #chain(there: ImportedItem): { ofUid: Item[]; free: Uid } {
    const ofUid: Item[] = []
    let free: Uid | undefined
    for (let number = 0, gaps = 0; gaps < 4 || free === undefined; number++) {
      const uid = this.#uidOf(there, number)
      if (uid === undefined) continue
      const item = this.base.items.get(uid)
      if (item) ofUid.push(item)
      else if (!this.#taken.has(uid)) free ??= uid
      if (!item) gaps++
      if (free !== undefined && itemsOf(this.base, there.kind).length === 0) break
    }
    return { ofUid, free }
  }

  /** The uid of the file, then the derived ones. */
  #uidOf(there: ImportedItem, number: number): Uid | undefined {
    if (number === 0) return there.uid
    const controller = there.controller === undefined ? '' : (this.#identifiers.get(there.controller) ?? '')
    return derivedUid(there.kind, identifierOf(there), this.imported.format, controller, number)
  }

  #isSame(item: Item, there: ImportedItem): boolean {
    if (this.imported.format !== 'native') return this.isKnown(item, there)
    return item.uid === there.uid && (this.isSameAnalysis || !isDerived(item.uid))
  }

  /** From this source at its last import. Folders may be named otherwise, or not at all (a browser tells none). */
  isKnown(item: Item, there: ImportedItem): boolean {
    const { file } = item.origin ?? {}
    if (this.imported.format === 'native' || file === undefined) return false
    if (file === there.place.file) return true
    const isOnly = [...this.#files].filter((other) => isSamePath(other, there.place.file)).length === 1
    return isOnly && isSamePath(file, there.place.file)
  }

  /** The same name and content: nothing is lost when both are one item. Drawings are recognised by name, or not at all. */
  #hasSame(item: Item, there: ImportedItem): boolean {
    if (this.imported.format === 'dot' || !namesOf(item).includes(identifierOf(there))) return false
    const isEqual = Object.entries(there.fields).every(
      ([name, value]) => item.fields[name] === undefined || sameValue(item.fields[name], value),
    )
    return isEqual && sameValue(item.fields.text, there.fields.text) && this.#isWithin(item, there)
  }

  #isWithin(item: Item, there: ImportedItem): boolean {
    if (there.controller === undefined) return true
    const controller = controllerOf(this.base, item)
    return controller === undefined || controller.uid === this.#uids.get(there.controller)
  }
}

const upward = ['source', 'on', 'of', 'causes']

/** The element whose action, feedback or constraint an item is about. */
function controllerOf(analysis: Analysis, item: Item): Item | undefined {
  let at: Item | undefined = item
  for (let step = 0; at && at.kind !== 'element' && step < 4; step++) {
    const from: Item = at
    at = upward.flatMap((name) => linked(analysis, from.uid, name))[0]
  }
  return at?.kind === 'element' ? at : undefined
}

const segments = (path: string): string[] =>
  path.split(/[\\/]/).filter((part) => part !== '' && part !== '.' && part !== '..')

/** `data/a.yml`, `../data/a.yml` and `a.yml` may be one file; `b/a.yml` is none of the first two. */
function isSamePath(left: string, right: string): boolean {
  const [one, other] = [segments(left), segments(right)]
  const shared = Math.min(one.length, other.length)
  return shared > 0 && one.slice(-shared).join('/') === other.slice(-shared).join('/')
}

/** What files call an item: its key, or what it was in its own file, and earlier keys. */
const namesOf = ({ key, aliases, origin }: Item): readonly string[] => [origin?.key ?? key, ...aliases]

const named = new WeakMap<Analysis, ReadonlyMap<string, readonly Item[]>>()

/** The items of a kind that a reference in a file may mean. */
export function itemsNamed(analysis: Analysis, kind: string, name: string): readonly Item[] {
  const known = named.get(analysis) ?? indexOf(analysis)
  named.set(analysis, known)
  return known.get(keyId(kind, name)) ?? []
}

function indexOf(analysis: Analysis): ReadonlyMap<string, readonly Item[]> {
  const index = new Map<string, Item[]>()
  for (const item of analysis.items.values()) {
    for (const name of new Set(namesOf(item))) {
      const id = keyId(item.kind, name)
      const list = index.get(id)
      if (list) list.push(item)
      else index.set(id, [item])
    }
  }
  return index
}

/** A key that is free in an analysis and among those given so far: a second holder gets a suffix. */
export function freeKeyIn(base: Analysis, given: ReadonlyMap<string, unknown>, kind: string, wanted: string): string {
  const { byKey } = graphOf(base)
  const isTaken = (key: string) => given.has(keyId(kind, key)) || byKey.get(keyId(kind, key))?.key === key
  let key = wanted
  for (let copy = 2; isTaken(key); copy++) key = `${cut(wanted, limits.key - 6)}~${copy}`
  return key
}
