/** Marks a key of the base that the map does not hold any more. */
const gone = Symbol('gone')

/** What differs from the base, and the keys that come after those of the base, in their order. */
type Overlay<K, V> = { readonly changed: ReadonlyMap<K, V | typeof gone>; readonly last: ReadonlySet<K> }

const nothing: Overlay<never, never> = { changed: new Map<never, never>(), last: new Set<never>() }

/** So many changes lie over a base at most: copying them for each new map and copying the base once then cost the same. */
const most = (size: number): number => 16 + Math.sqrt(size)

/**
 * A map that never changes, made from another one by a few changes. Both share the large map below; only the changes
 * are copied, and laid down as a new base when they have become many: √n for each change, where a copy costs n. Keys
 * stand in the order in which they were set first, as those of a Map do. No value is undefined.
 *
 * Measured against the persistent maps of the package immutable with 30,000 items: built ten times and read seven times
 * as fast, since what is read most is a Map; 25 µs instead of 10 µs for a change.
 */
class LayeredMap<K, V> implements ReadonlyMap<K, V> {
  constructor(
    readonly base: ReadonlyMap<K, V>,
    readonly overlay: Overlay<K, V>,
    readonly size: number,
  ) {}

  get(key: K): V | undefined {
    const value = this.overlay.changed.get(key)
    if (value === undefined) return this.base.get(key)
    return value === gone ? undefined : value
  }

  has(key: K): boolean {
    return this.get(key) !== undefined
  }

  *entries(): Generator<[K, V], undefined> {
    const { changed, last } = this.overlay
    for (const entry of this.base) {
      const value = changed.get(entry[0])
      if (value === undefined) yield entry
      else if (value !== gone && !last.has(entry[0])) yield [entry[0], value]
    }
    for (const key of last) {
      const value = this.get(key)
      if (value !== undefined) yield [key, value]
    }
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

/** Changes to a map that never changes itself; `finish` gives the changed map and ends the work on it. */
export class MapDraft<K, V> {
  readonly #from: ReadonlyMap<K, V>
  readonly #base: ReadonlyMap<K, V>
  readonly #overlay: Overlay<K, V>
  #changed: Map<K, V | typeof gone> | undefined
  #last: Set<K> | undefined
  #size: number

  constructor(from: ReadonlyMap<K, V>) {
    this.#from = from
    this.#base = from instanceof LayeredMap ? from.base : from
    this.#overlay = from instanceof LayeredMap ? from.overlay : nothing
    this.#size = from.size
  }

  get(key: K): V | undefined {
    if (!this.#changed) return this.#from.get(key)
    const value = this.#changed.get(key)
    if (value === undefined) return this.#base.get(key)
    return value === gone ? undefined : value
  }

  has(key: K): boolean {
    return this.get(key) !== undefined
  }

  set(key: K, value: V): void {
    if (!this.has(key)) {
      this.#ownLast().add(key)
      this.#size++
    }
    this.#ownChanged().set(key, value)
  }

  delete(key: K): void {
    if (!this.has(key)) return
    this.#ownLast().delete(key)
    if (this.#base.has(key)) this.#ownChanged().set(key, gone)
    else this.#ownChanged().delete(key)
    this.#size--
  }

  /** The map with its changes; the one that it was made from when there were none. */
  finish(): ReadonlyMap<K, V> {
    if (!this.#changed) return this.#from
    const overlay = { changed: this.#changed, last: this.#last ?? this.#overlay.last }
    const map = new LayeredMap(this.#base, overlay, this.#size)
    return this.#changed.size > most(this.#base.size) ? new Map(map) : map
  }

  #ownChanged(): Map<K, V | typeof gone> {
    this.#changed ??= new Map(this.#overlay.changed)
    return this.#changed
  }

  #ownLast(): Set<K> {
    this.#last ??= new Set(this.#overlay.last)
    return this.#last
  }
}
