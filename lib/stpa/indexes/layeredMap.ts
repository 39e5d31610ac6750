import { OrderedMap, Map as PersistentMap } from 'immutable'

/** Marks a key of the base that is not there any more, or stands behind the base now. */
const gone = Symbol('gone')

/** What differs from the base in its places, and what comes after it, in order. */
type Layer<K, V> = { readonly changed: PersistentMap<K, V | typeof gone>; readonly added: OrderedMap<K, V> }

/** A layer of this size is laid down as a new base: so each change pays for a few entries of it. */
const most = (size: number): number => 64 + size / 8

/**
 * A map that never changes, made from another one by a few changes: both share a large Map, over which lies a layer of
 * persistent maps that share their parts in turn. Keys stand in the order in which they were set first, as those of a
 * Map do. No value is undefined.
 *
 * Why not a persistent map alone: with 30,000 entries OrderedMap is built ten times and read seven times as slowly as a
 * Map, and an analysis is read whole, then read a thousand times for each change.
 */
class LayeredMap<K, V> implements ReadonlyMap<K, V> {
  readonly size: number

  constructor(
    readonly base: ReadonlyMap<K, V>,
    readonly layer: Layer<K, V>,
    /** Keys of the base that are not there, or not in its place, any more. */
    readonly missing: number,
  ) {
    this.size = base.size - missing + layer.added.size
  }

  get(key: K): V | undefined {
    return valueIn(this.base, this.layer, key)
  }

  has(key: K): boolean {
    return this.get(key) !== undefined
  }

  *entries(): Generator<[K, V], undefined> {
    const { changed, added } = this.layer
    for (const entry of this.base) {
      const value = changed.get(entry[0])
      if (value === undefined) yield entry
      else if (value !== gone) yield [entry[0], value]
    }
    yield* added.entries()
  }

  *keys(): Generator<K, undefined> {
    for (const [key] of this.entries()) yield key
  }

  *values(): Generator<V, undefined> {
    for (const [, value] of this.entries()) yield value
  }

  [Symbol.iterator](): Generator<[K, V], undefined> {
    return this.entries()
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this)
  }
}

function valueIn<K, V>(base: ReadonlyMap<K, V>, { changed, added }: Layer<K, V>, key: K): V | undefined {
  const behind = added.size > 0 ? added.get(key) : undefined
  if (behind !== undefined) return behind
  const value = changed.size > 0 ? changed.get(key) : undefined
  if (value === undefined) return base.get(key)
  return value === gone ? undefined : value
}

/** Changes to a map that never changes itself; `finish` gives the changed map and ends the work on it. */
export class MapDraft<K, V> {
  readonly #from: ReadonlyMap<K, V>
  readonly #base: ReadonlyMap<K, V>
  #layer: Layer<K, V>
  #missing: number
  #laidDown: Map<K, V> | undefined
  #isChanged = false

  constructor(from: ReadonlyMap<K, V>) {
    const isLayered = from instanceof LayeredMap
    this.#from = from
    this.#base = isLayered ? from.base : from
    this.#layer = isLayered ? from.layer : { changed: PersistentMap(), added: OrderedMap() }
    this.#missing = isLayered ? from.missing : 0
  }

  get(key: K): V | undefined {
    return this.#laidDown ? this.#laidDown.get(key) : valueIn(this.#base, this.#layer, key)
  }

  has(key: K): boolean {
    return this.get(key) !== undefined
  }

  set(key: K, value: V): void {
    if (this.#laidDown) this.#laidDown.set(key, value)
    else {
      const { changed, added } = this.#own()
      if (this.#base.has(key) && changed.get(key) !== gone) changed.set(key, value)
      else added.set(key, value)
      this.#layDown()
    }
  }

  delete(key: K): void {
    if (!this.has(key)) return
    if (this.#laidDown) this.#laidDown.delete(key)
    else {
      const { changed, added } = this.#own()
      if (added.has(key)) added.delete(key)
      else {
        changed.set(key, gone)
        this.#missing++
      }
      this.#layDown()
    }
  }

  /** The map with its changes; the one that it was made from when there were none. */
  finish(): ReadonlyMap<K, V> {
    if (!this.#isChanged) return this.#from
    if (this.#laidDown) return this.#laidDown
    const layer = { changed: this.#layer.changed.asImmutable(), added: this.#layer.added.asImmutable() }
    return new LayeredMap(this.#base, layer, this.#missing)
  }

  /** The layer as maps that change in place, until `finish`. */
  #own(): Layer<K, V> {
    if (!this.#isChanged) {
      this.#layer = { changed: this.#layer.changed.asMutable(), added: this.#layer.added.asMutable() }
    }
    this.#isChanged = true
    return this.#layer
  }

  /** A Map of its own, once the layer is thick: an import goes on as fast as on a Map. */
  #layDown(): void {
    const { changed, added } = this.#layer
    if (changed.size + added.size > most(this.#base.size)) this.#laidDown = laidDown(this.#base, this.#layer)
  }
}

/** The same entries in one Map; several times as fast as one made from an iterator. */
function laidDown<K, V>(base: ReadonlyMap<K, V>, { changed, added }: Layer<K, V>): Map<K, V> {
  const map = new Map<K, V>()
  base.forEach((before, key) => {
    const value = changed.get(key)
    if (value === undefined) map.set(key, before)
    else if (value !== gone) map.set(key, value)
  })
  added.forEach((value, key) => {
    map.set(key, value)
  })
  return map
}
