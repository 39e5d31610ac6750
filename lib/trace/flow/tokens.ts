/** Steps of a process as they came, in a few bytes each. */
export class Tokens {
  #capacity = 16
  #steps = new Int32Array(16)
  #handles = new Int32Array(16)
  #lines = new Int32Array(16)
  #ends = new Int32Array(16)
  #seconds = new Float64Array(16)
  length = 0

  /** `seconds` is NaN where the trace has none. */
  push(step: number, handle: number, line: number, end: number, seconds: number): void {
    if (this.length === this.#capacity) this.#grow()
    const at = this.length++
    this.#steps[at] = step
    this.#handles[at] = handle
    this.#lines[at] = line
    this.#ends[at] = end
    this.#seconds[at] = seconds
  }

  step(at: number): number {
    return this.#steps[at] ?? -1
  }

  handle(at: number): number {
    return this.#handles[at] ?? 0
  }

  line(at: number): number {
    return this.#lines[at] ?? 0
  }

  end(at: number): number {
    return this.#ends[at] ?? 0
  }

  seconds(at: number): number {
    return this.#seconds[at] ?? Number.NaN
  }

  clear(): void {
    this.length = 0
  }

  #grow(): void {
    this.#capacity *= 4
    const larger = (numbers: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(this.#capacity)
      grown.set(numbers)
      return grown
    }
    this.#steps = larger(this.#steps)
    this.#handles = larger(this.#handles)
    this.#lines = larger(this.#lines)
    this.#ends = larger(this.#ends)
    const seconds = new Float64Array(this.#capacity)
    seconds.set(this.#seconds)
    this.#seconds = seconds
  }
}
