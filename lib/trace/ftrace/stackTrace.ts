import type { TraceSink } from '../model'
import type { Owner } from './callGraph'

/** ` => vfs_read`, ` => ext4_read+0x1f/0x40 [ext4]`, ` => vfs_read <ffffffff81b08fc4>`; of a program ` =>  <00007f1e>`. */
const form = /^ ?=> {1,2}(?:([A-Za-z_][\w.$]{0,200})|<[0-9a-f]{1,16}>|\S.{0,300}$)/

/** Deeper stacks are cut, as the kernel does. */
const deepest = 1_024

/** Joins the lines of a stack that the kernel writes below an event or a function, innermost first. */
export class StackTrace {
  readonly #names: string[] = []
  #owner: Owner | undefined
  /** How often each function was seen by its stack: not at all where the functions themselves are traced. */
  #count = 0

  constructor(private readonly sink: TraceSink) {}

  /** What comes now is the stack of this owner. */
  begin(owner: Owner, count: 0 | 1): void {
    this.end()
    this.#owner = owner
    this.#count = count
  }

  /** True when the line is part of a stack. */
  take(text: string): boolean {
    const match = this.#owner ? form.exec(text.slice(0, 400)) : null
    if (!match) return false
    if (this.#names.length < deepest) this.#names.push(match[1] ?? '')
    return true
  }

  /** The stack is whole. */
  end(): void {
    const [owner, count, seen] = [this.#owner, this.#count, new Set<string>()]
    for (const [depth, name] of this.#names.entries()) {
      if (!owner || name === '' || seen.has(name)) continue
      seen.add(name)
      const caller = this.#names[depth + 1] ?? ''
      this.sink.symbol?.({ ...owner, name, caller, isKernel: true, count, self: 0, seconds: undefined })
    }
    this.#names.length = 0
  }
}
