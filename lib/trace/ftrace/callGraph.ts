import type { TraceSink } from '../model'
import { functionIn, type GraphBody, opens } from './graphLine'

/** Whose function it is that a line tells of. */
export type Owner = { readonly line: number; readonly pid: number; readonly command: string }

type Open = Owner & { readonly name: string }

/** Joins the lines of function_graph to calls of functions, with who called whom and how long it took. */
export class CallGraph {
  /** For each processor or thread the functions that are open, by depth. */
  readonly #stacks = new Map<number, (Open | undefined)[]>()

  constructor(private readonly sink: TraceSink) {}

  /** Takes what stands behind processor and task. Gives the text of a comment, true for a function, false for anything else. */
  take(key: number, owner: Owner, { depth, seconds, body }: GraphBody): string | boolean {
    if (body.startsWith('/*')) return body.replace(/^\/\*\s*/, '').replace(/\s?\*\/$/, '')
    return body === '' || this.#function(this.#stackOf(key), depth, owner, seconds, body)
  }

  /** Functions that were never seen to return. */
  end(): void {
    for (const stack of this.#stacks.values()) this.#close(stack, 0)
    this.#stacks.clear()
  }

  #function(
    stack: (Open | undefined)[],
    depth: number,
    owner: Owner,
    seconds: number | undefined,
    body: string,
  ): boolean {
    if (body.startsWith('}')) return this.#return(stack, depth, owner, seconds, body)
    const name = functionIn(body)
    if (name === undefined) return false
    this.#close(stack, depth)
    if (opens(body)) stack[depth] = { ...owner, name }
    else this.#give(stack, depth, { ...owner, name }, seconds)
    return true
  }

  /** A closing bracket, with the name in a comment where the entry was not seen. */
  #return(
    stack: (Open | undefined)[],
    depth: number,
    owner: Owner,
    seconds: number | undefined,
    body: string,
  ): boolean {
    this.#close(stack, depth + 1)
    const name = /^\}\s{0,4}\/\* ([\w.$]{1,200})/.exec(body.slice(0, 300))?.[1]
    const open = stack[depth] ?? (name === undefined || name === 'ret' ? undefined : { ...owner, name })
    stack.length = Math.min(stack.length, depth)
    if (open) this.#give(stack, depth, open, seconds)
    return true
  }

  /** What is open at this depth or deeper has lost its end. */
  #close(stack: (Open | undefined)[], depth: number): void {
    for (let at = stack.length - 1; at >= depth; at--) {
      const open = stack[at]
      if (open) this.#give(stack, at, open, undefined)
    }
    stack.length = Math.min(stack.length, depth)
  }

  #give(
    stack: readonly (Open | undefined)[],
    depth: number,
    { line, pid, command, name }: Open,
    seconds: number | undefined,
  ): void {
    const caller = stack[depth - 1]?.name ?? ''
    this.sink.symbol?.({ line, pid, command, name, caller, isKernel: true, count: 1, self: 1, seconds })
  }

  #stackOf(key: number): (Open | undefined)[] {
    const known = this.#stacks.get(key)
    if (known) return known
    const made: (Open | undefined)[] = []
    this.#stacks.set(key, made)
    return made
  }
}
