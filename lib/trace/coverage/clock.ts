/**
 * The times of a run. A trace may have them since the line before instead of since an epoch (strace -r), which nothing
 * in a single call says: then they do not grow, and no duration follows from them.
 */
export class Clock {
  #first: number | undefined
  #last = 0
  #most = Number.NEGATIVE_INFINITY
  #count = 0
  #backwards = 0

  take(at: number | undefined): void {
    if (at === undefined) return
    this.#first ??= at
    if (this.#count > 0 && at < this.#last) this.#backwards++
    this.#last = at
    this.#most = Math.max(this.#most, at)
    this.#count++
  }

  /** Seconds from the first call to the last; undefined where the times tell none. */
  seconds(): number | undefined {
    if (this.#first === undefined || this.#count < 2) return undefined
    const span = this.#most - this.#first
    const grows = this.#backwards < this.#count * mostBackwards && this.#last - this.#first >= span / 2
    return grows ? span : undefined
  }
}

/** Calls of several threads that overlap are listed as they end: some begin before the one above them. */
const mostBackwards = 0.35
