/** A line on which something ended, so that nothing begins there. */
const nothing = Symbol('nothing')

/**
 * Gives what has a line in the order of lines, though it comes in the order in which it ended: at once, where every line
 * before is accounted for. Holds what began within the last `size` lines, nothing else: what took longer comes late, when
 * it ended.
 */
export class StartOrder<T> {
  readonly #size: number
  readonly #slots: (T | typeof nothing | undefined)[]
  /** Two calls share a line only where the tracer's own words stand between them: the second one is kept here. */
  readonly #sharing = new Map<number, T[]>()
  readonly #give: (item: T) => void
  /** Lowest line that was not given yet. */
  #next = 1
  #highest = -1
  /** How many came so late that what began after them was given before. */
  late = 0

  constructor(give: (item: T) => void, size = 8_192) {
    this.#give = give
    this.#size = size
    this.#slots = new Array(size).fill(undefined)
  }

  /** Something that began at line `start`, and was seen to end at line `end`. */
  put(item: T, start: number, end: number): void {
    if (end > this.#highest) {
      this.#highest = end
      this.#giveBefore(end - this.#size + 1)
    }
    if (start < this.#next) {
      this.late++
      this.#give(item)
      return
    }
    const slot = start % this.#size
    const held = this.#slots[slot]
    if (held === undefined || held === nothing) this.#slots[slot] = item
    else this.#sharing.set(start, [...(this.#sharing.get(start) ?? []), item])
    if (end > start && end - this.#next < this.#size) this.#slots[end % this.#size] ??= nothing
    while (this.#next < this.#highest && this.#slots[this.#next % this.#size] !== undefined)
      this.#giveLine(this.#next++)
  }

  /** Lines begin anew, at 1. */
  restart(): void {
    this.#next = 1
    this.#highest = -1
  }

  /** Gives all that is held. */
  end(): void {
    this.#giveBefore(this.#highest + 1)
  }

  #giveBefore(line: number): void {
    // Nothing is held further ahead than one round of the slots.
    const to = Math.min(line, this.#next + this.#size)
    for (let at = this.#next; at < to; at++) this.#giveLine(at)
    if (line > this.#next) this.#next = line
  }

  #giveLine(line: number): void {
    const slot = line % this.#size
    const held = this.#slots[slot]
    if (held === undefined) return
    this.#slots[slot] = undefined
    if (held === nothing) return
    this.#give(held)
    if (this.#sharing.size === 0) return
    for (const item of this.#sharing.get(line) ?? []) this.#give(item)
    this.#sharing.delete(line)
  }
}
