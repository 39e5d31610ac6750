/**
 * A value kept on an object, and gone with it: a property that nobody else sees. What a WeakMap holds is taken as held by
 * somebody whenever V8 clears its young objects, and so all of it lives on until the whole heap is searched: where each
 * commit makes a value from the one before, that was half of all processor time.
 */
export class Slot<K extends object, V> {
  readonly #name = Symbol('slot')

  get(key: K): V | undefined {
    return (key as { [name: symbol]: V | undefined })[this.#name] // `set` writes it, and nobody else can
  }

  set(key: K, value: V): void {
    Object.defineProperty(key, this.#name, { value, configurable: true })
  }
}
