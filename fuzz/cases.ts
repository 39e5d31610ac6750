import { type BinaryChange, binaryChanges } from './binary'
import { cut, mutated, wordChanged } from './mutate'
import { Random } from './random'

/** One seed of one reader; `name` for people. */
export type Seed = { readonly reader: string; readonly name: string; readonly bytes: Uint8Array }

/** What was done to a seed: an oracle knows what may come of it. `any`: several changes of every sort. */
export type ChangeName = 'none' | 'any' | 'cut' | 'word' | BinaryChange

export type Case = {
  readonly reader: string
  readonly seed: string
  readonly bytes: Uint8Array
  readonly original: Uint8Array
  readonly change: ChangeName
}

/**
 * The cases of a run: the first ones are the seeds as they are, each later one a seed with changes. Case and seed number
 * say everything, as long as the seeds are the same.
 */
export class Cases {
  readonly #seeds: readonly Seed[]
  readonly #ofReader = new Map<string, Uint8Array[]>()
  readonly #readers: readonly string[]

  constructor(
    seeds: readonly Seed[],
    private readonly seed: number,
  ) {
    this.#seeds = seeds
    for (const { reader, bytes } of seeds) this.#ofReader.set(reader, [...(this.#ofReader.get(reader) ?? []), bytes])
    this.#readers = [...this.#ofReader.keys()]
  }

  at(number: number): Case {
    const plain = this.#seeds[number]
    if (plain)
      return { reader: plain.reader, seed: plain.name, bytes: plain.bytes, original: plain.bytes, change: 'none' }
    const random = new Random(Math.imul(this.seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b))
    const reader = random.of(this.#readers) // each reader as often as another, however many seeds it has
    const { name, bytes } = random.of(this.#seeds.filter((one) => one.reader === reader))
    const { change, bytes: changed } = this.#changed(reader, bytes, random)
    return { reader, seed: name, bytes: changed, original: bytes, change }
  }

  #changed(reader: string, bytes: Uint8Array, random: Random): { change: ChangeName; bytes: Uint8Array } {
    const binary = binaryChanges(reader, bytes)
    if (binary) {
      const change = random.of(Object.keys(binary)) as BinaryChange // its own keys
      return { change, bytes: binary[change]?.(bytes, random) ?? bytes }
    }
    const way = random.below(8)
    if (way === 0) return { change: 'cut', bytes: cut(bytes, random) }
    if (way === 1 && reader === 'evidence') return { change: 'word', bytes: wordChanged(bytes, random) }
    return { change: 'any', bytes: mutated(bytes, random, this.#ofReader.get(reader) ?? []) }
  }
}
