/**
 * Takes one line: its bytes are `bytes[from…to)`, without the line end, and only good until it returns. `isPart`: it may be
 * the beginning of a longer one, for the file ends without a line end, or it was too long.
 */
export type TakeLine = (bytes: Uint8Array, from: number, to: number, isPart: boolean) => void

/** Longer lines are cut here: a megabyte. No tracer writes such a line; a hostile file may. */
export const lineLimit = 1 << 20

/** Cuts chunks of a file into lines. Memory: one chunk and one line, whatever the file's size. */
export class LineSplitter {
  #rest = new Uint8Array(0)
  #restLength = 0
  #isCut = false
  /** Lines that were longer than `lineLimit`; only their beginning was given. */
  longLines = 0

  constructor(private readonly take: TakeLine) {}

  push(chunk: Uint8Array): void {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      if (this.#restLength > 0 || this.#isCut) this.#finish(chunk, from, end)
      else this.#give(chunk, from, end)
      from = end + 1
    }
    this.#keep(chunk, from, chunk.length)
  }

  /** The last line may have no end. */
  end(): void {
    if (this.#restLength > 0) this.#finish(this.#rest, 0, 0, true)
  }

  #finish(chunk: Uint8Array, from: number, to: number, isLast = false): void {
    this.#keep(chunk, from, to)
    const isPart = this.#isCut || isLast
    if (this.#isCut) this.longLines++
    this.#isCut = false
    const length = this.#restLength
    this.#restLength = 0
    this.#give(this.#rest, 0, length, isPart)
  }

  #give(bytes: Uint8Array, from: number, to: number, isPart = false): void {
    if (to - from <= lineLimit) return this.take(bytes, from, to, isPart)
    this.longLines++
    this.take(bytes, from, from + lineLimit, true)
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    const fits = Math.min(to - from, lineLimit - this.#restLength)
    if (fits < to - from) this.#isCut = true
    if (fits <= 0) return
    const needed = this.#restLength + fits
    if (needed > this.#rest.length) {
      const larger = new Uint8Array(Math.min(lineLimit, Math.max(needed, 2 * this.#rest.length, 4096)))
      larger.set(this.#rest.subarray(0, this.#restLength))
      this.#rest = larger
    }
    this.#rest.set(chunk.subarray(from, from + fits), this.#restLength)
    this.#restLength = needed
  }
}
