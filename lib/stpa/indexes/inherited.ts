import { Slot } from './slot'

type Entry<V> = { readonly value: V } | { readonly later: () => V }

/**
 * What is derived from a value and kept with it. A value made from another one by a few changes inherits it: derived
 * from the other one's by these changes, when it is first asked for.
 */
export class Inherited<K extends object, V> {
  readonly #entries = new Slot<K, Entry<V>>()
  readonly #build: (of: K) => V

  constructor(build: (of: K) => V) {
    this.#build = build
  }

  of(key: K): V {
    const value = this.known(key) ?? this.#build(key)
    this.#entries.set(key, { value })
    return value
  }

  /** What was derived for this value, or can be from what was; undefined when all would have to be built. */
  known(key: K): V | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    if ('value' in entry) return entry.value
    const value = entry.later()
    this.#entries.set(key, { value }) // and lets go of the value before
    return value
  }

  /** Nothing happens when nobody has asked for that of the value before. */
  inherit(from: K, to: K, derive: (known: V) => V): void {
    if (from === to) return
    const known = this.known(from) // derived now: so no value ever holds more than the one before it
    if (known !== undefined) this.#entries.set(to, { later: () => derive(known) })
  }
}
