import { linesLimit } from '@/lib/trace/api'

/** Collects some lines of a text that comes in pieces; of a line, no more than is shown. */
export class WantedLines {
  readonly #lines: string[] = []
  #open: string | undefined

  constructor(
    private readonly from: number,
    private readonly count: number,
    private number: number,
  ) {}

  get isFull(): boolean {
    return this.#lines.length >= this.count
  }

  take(text: string): void {
    let at = 0
    for (let end = text.indexOf('\n'); end >= 0 && !this.isFull; end = text.indexOf('\n', at)) {
      this.#add(text.slice(at, Math.min(end, at + linesLimit.length)))
      this.#close()
      at = end + 1
    }
    if (!this.isFull && at < text.length) this.#add(text.slice(at, at + linesLimit.length))
  }

  end(): string[] {
    if (this.#open !== undefined && !this.isFull) this.#close()
    return this.#lines
  }

  #add(text: string): void {
    this.#open = ((this.#open ?? '') + text).slice(0, linesLimit.length)
  }

  #close(): void {
    if (this.number++ >= this.from) this.#lines.push(this.#open ?? '')
    this.#open = undefined
  }
}
