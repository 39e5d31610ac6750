import { mutated } from './mutate'
import { Random } from './random'

/** One seed of one reader; `name` for people. */
export type Seed = { readonly reader: string; readonly name: string; readonly bytes: Uint8Array }

export type Case = { readonly reader: string; readonly seed: string; readonly bytes: Uint8Array }

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
    if (plain) return { reader: plain.reader, seed: plain.name, bytes: plain.bytes }
    const random = new Random(Math.imul(this.seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b))
    const reader = random.of(this.#readers) // each reader as often as another, however many seeds it has
    const { name, bytes } = random.of(this.#seeds.filter((one) => one.reader === reader))
    return { reader, seed: name, bytes: mutated(bytes, random, this.#ofReader.get(reader) ?? []) }
  }
}
