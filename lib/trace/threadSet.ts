import { mostPid } from './strace/leader'

/** Threads by their numbers, as many as the kernel has: half a megabyte at most, however long a trace is. */
export class ThreadSet {
  #bits = new Uint32Array(1_024)
  #size = 0

  get size(): number {
    return this.#size
  }

  has(thread: number): boolean {
    return (((this.#bits[thread >>> 5] ?? 0) >>> (thread & 31)) & 1) === 1
  }

  add(thread: number): void {
    if (thread < 0 || thread > mostPid || this.has(thread)) return
    const word = thread >>> 5
    if (word >= this.#bits.length) {
      const larger = new Uint32Array(Math.min((mostPid >>> 5) + 1, 2 * word))
      larger.set(this.#bits)
      this.#bits = larger
    }
    this.#bits[word] = (this.#bits[word] ?? 0) | (1 << (thread & 31))
    this.#size++
  }

  delete(thread: number): void {
    if (thread < 0 || !this.has(thread)) return
    this.#bits[thread >>> 5] = (this.#bits[thread >>> 5] ?? 0) & ~(1 << (thread & 31))
    this.#size--
  }
}
