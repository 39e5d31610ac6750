import type { FlagCode, TraceFlag } from './model'

/** What limits a trace, collected while it is read: how often each was met, and the first line that shows it. */
export class Flags {
  readonly #found = new Map<FlagCode, { count: number; line: number }>()

  add(code: FlagCode, line: number, count = 1): void {
    const known = this.#found.get(code)
    if (known) known.count += count
    else this.#found.set(code, { count, line })
  }

  list(): TraceFlag[] {
    return [...this.#found].map(([code, { count, line }]) => ({ code, count, line }))
  }
}
