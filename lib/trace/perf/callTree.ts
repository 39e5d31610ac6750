/** A pair of functions of a call tree. */
export type Pair = { readonly caller: string; readonly name: string }

/** More pairs than these are not remembered: they may be given more than once. */
const limit = 200_000
/** perf and the kernel record at most 127 frames (kernel.perf_event_max_stack); each costs at most eleven columns. */
const widest = 2_000

/** Names of C++ may be long; longer ones are of no use in a list of who calls whom. */
const longest = 4_000

/** An address that perf knows no name for. */
const isNameless = (name: string): boolean => /^(?:0|0x[0-9a-f]+|[0-9a-f]{16}|\[unknown\]|)$/.test(name)

/**
 * Reads the call trees of `perf report --stdio` line by line: `---name`, `|--70.30%--name`, or a name below its caller.
 * Each pair of the whole report is given once, for trees overlap: a function stands in those of all its callers.
 */
export class CallTree {
  /** Names by the column where they begin. */
  readonly #names = new Map<number, string>()
  readonly #given = new Set<string>()

  /** `isUpward`: below a function stand its callers (--no-children), not those that it calls. */
  constructor(private readonly isUpward: boolean) {}

  /** A new function's tree begins. */
  begin(): void {
    this.#names.clear()
  }

  /** The pair that a line adds; undefined when it adds none, false when the line is no part of a tree. */
  read(text: string): Pair | undefined | false {
    const from = text.slice(0, widest).search(/[^\s|]/)
    if (from < 0 && text.length <= widest) return undefined // bars alone
    if (from <= 0 || text.length > 2 * widest) return false
    const branch = /^--+(?:\d{1,3}\.\d{1,2}%--+)?/.exec(text.slice(from, from + 40))?.[0]
    const name = text.slice(from + (branch?.length ?? 0)).trim()
    // Behind a share, what hangs below is ten columns further, however wide the share is.
    const at = branch === undefined ? from : from + (branch.length > 3 ? 10 : branch.length)
    // A branch hangs below the column of its caller, a name without one below the name above it.
    const above = this.#names.get(branch === undefined ? at : from - 1)
    this.#names.set(at, name)
    return above === undefined ? undefined : this.pair(above, name)
  }

  /** Two names, one below the other; undefined when they were given before. */
  pair(above: string, below: string): Pair | undefined {
    const [upper, lower] = [plainName(above), plainName(below)]
    if (isNameless(upper) || isNameless(lower) || upper.length + lower.length > longest) return undefined
    const pair = this.isUpward ? { caller: lower, name: upper } : { caller: upper, name: lower }
    const key = `${pair.caller} ${pair.name}`
    if (this.#given.has(key)) return undefined
    if (this.#given.size < limit) this.#given.add(key)
    return pair
  }
}

/** Without what perf adds to a name: `ext4_readdir  [ext4]`, `read_block (inlined)`. */
export const plainName = (name: string): string => name.trim().replace(/ {1,4}(?:\[\w+\]|\(inlined\))$/, '')
