import { copied } from './actions/arguments'

/** So many are kept; then it begins anew. */
const mostKept = 4_000

/**
 * One text for all that are equal: what is looked up by it is found at once, for a text that was just cut out of a line is
 * read to its end each time. For what a trace has few of, such as names of calls.
 */
export class OneText {
  readonly #kept = new Map<string, string>()

  of(text: string): string {
    const known = this.#kept.get(text)
    if (known !== undefined) return known
    if (this.#kept.size >= mostKept) this.#kept.clear()
    const own = copied(text)
    this.#kept.set(own, own)
    return own
  }
}
