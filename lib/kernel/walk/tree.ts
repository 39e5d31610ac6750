import { callersOf } from '../callers'
import { type CallGraph, nameOf, subsystemName, subsystemNamed, untagged } from '../graph'
import { baseName } from '../names'
import { ownSubsystemsOf } from '../subsystemRule'
import { remembered } from './nav'
import { matchesAny } from './patterns'
import { startOf, type WalkRequest } from './request'

export type TreeRequest = WalkRequest & {
  /** Who calls the symbol, instead of what it calls. */
  readonly callers?: boolean
  /** Clones (`f.cold`) shown as their function; each call still knows its own. */
  readonly joinClones?: boolean
  /** A function's subsystem by its own file, instead of nav's rule by name. */
  readonly byFile?: boolean
}

export type TreeNode = {
  readonly name: string
  /** Where the walk began, what it was asked to show, what it was told not to enter, where the limit stopped it. */
  readonly mark?: 'start' | 'target' | 'excluded' | 'limited'
  /** The function's number in mode `all`, the subsystem's in the others. */
  readonly number: number
}

export type TreeEdge = { readonly from: string; readonly to: string; readonly calls: readonly number[] }

/** What a walk meets. Arrows always point from caller to callee; `calls` are numbers of the graph's calls. */
export type Tree = { readonly nodes: readonly TreeNode[]; readonly edges: readonly TreeEdge[] }

const unseen = -1

/**
 * The call tree of a symbol with nav's meaning and without its defects: a limit counts along the nearest path, so that
 * nothing within it is missing; an untagged start has The REST as its target; labels are there in mode `labels` too.
 * @throws StpaError notFound, badRequest
 */
export function treeOf(graph: CallGraph, request: TreeRequest): Tree {
  const walk = new TreeWalk(graph, request)
  const visited = walk.visit()
  return walk.collect(visited)
}

class TreeWalk {
  readonly #start: number
  readonly #before: (of: number) => boolean
  readonly #after: (of: number) => boolean
  readonly #subsystem: Int32Array
  readonly #distance: Int32Array
  readonly #isAll: boolean

  constructor(
    readonly graph: CallGraph,
    readonly request: TreeRequest,
  ) {
    this.#start = startOf(graph, request.symbol)
    this.#before = remembered(graph, matchesAny(request.excludeBefore))
    this.#after = remembered(graph, matchesAny(request.excludeAfter))
    this.#subsystem = request.byFile ? ownSubsystemsOf(graph) : graph.navSubsystem
    this.#distance = new Int32Array(graph.symbolIds.length).fill(unseen)
    this.#isAll = request.mode === 'all'
  }

  /** Functions that are entered, nearest first: a breadth-first walk whose steps weigh 0 or 1. */
  visit(): number[] {
    const { depth } = this.request
    const entered: number[] = []
    const done = new Uint8Array(this.graph.symbolIds.length)
    let [near, far]: [number[], number[]] = [[this.#start], []]
    this.#distance[this.#start] = 0
    for (let distance = 0; near.length > 0; distance++, [near, far] = [far, []]) {
      for (let at = 0; at < near.length; at++) {
        const of = near[at] ?? 0
        if (done[of] === 1) continue
        done[of] = 1
        entered.push(of)
        this.#eachNeighbour(of, (to) => {
          const step = this.#step(of, to)
          const known = this.#distance[to] ?? unseen
          if (this.#after(to) || (known !== unseen && known <= distance + step)) return
          if (depth > 0 && distance + step >= depth) return
          this.#distance[to] = distance + step
          ;(step === 0 ? near : far).push(to)
        })
      }
    }
    return entered
  }

  #step(from: number, to: number): 0 | 1 {
    return this.#isAll || this.#subsystem[from] !== this.#subsystem[to] ? 1 : 0
  }

  #eachNeighbour(of: number, act: (to: number, call: number) => void): void {
    const { graph } = this
    if (this.request.callers) {
      const { start, calls, callerOf } = callersOf(graph)
      for (let at = start[of] ?? 0; at < (start[of + 1] ?? 0); at++) {
        const call = calls[at] ?? 0
        const caller = callerOf[call] ?? 0
        if (!this.#before(caller)) act(caller, call)
      }
      return
    }
    for (let call = graph.callStart[of] ?? 0; call < (graph.callStart[of + 1] ?? 0); call++) {
      const to = graph.callee[call] ?? 0
      if (!this.#before(to)) act(to, call)
    }
  }

  collect(entered: readonly number[]): Tree {
    const edges = new Map<number, { from: number; to: number; calls: number[] }>()
    const targets = this.#targets()
    const nodes = new Set(targets ? [] : [this.#nodeOf(this.#start)])
    const width = this.graph.symbolIds.length + 3
    for (const of of entered) {
      this.#eachNeighbour(of, (other, call) => {
        const [from, to] = (this.request.callers ? [other, of] : [of, other]).map((end) => this.#nodeOf(end)) as [
          number,
          number,
        ] // two
        if (from === to && !this.#isSelfCall(of, other)) return
        if (targets && !targets.has(from) && !targets.has(to)) return
        const key = (from + 2) * width + to + 2
        const edge = edges.get(key)
        if (edge) edge.calls.push(call)
        else {
          edges.set(key, { from, to, calls: [call] })
          nodes.add(from).add(to)
        }
      })
    }
    for (const target of targets ?? []) nodes.add(target)
    const named = [...edges.values()].map(({ from, to, calls }) => ({
      from: this.#name(from),
      to: this.#name(to),
      calls,
    }))
    return { nodes: [...nodes].map((number) => this.#node(number, targets)), edges: named }
  }

  /** In mode `all` a function that calls itself; between clones of one function nothing is called. */
  #isSelfCall(left: number, right: number): boolean {
    return this.#isAll && left === right
  }

  #targets(): ReadonlySet<number> | undefined {
    if (this.request.mode !== 'targeted') return undefined
    const wanted = this.request.targets
    if (wanted.length === 0) return new Set([this.#subsystem[this.#start] ?? untagged])
    // A target that the graph does not have touches nothing, as in nav.
    return new Set(wanted.flatMap((name) => subsystemNamed(this.graph, name) ?? []))
  }

  readonly #clones = new Map<string, number>()

  #nodeOf(of: number): number {
    if (!this.#isAll) return this.#subsystem[of] ?? untagged
    if (!this.request.joinClones) return of
    const name = baseName(nameOf(this.graph, of))
    const known = this.#clones.get(name) ?? of
    this.#clones.set(name, known)
    return known
  }

  #name(number: number): string {
    if (!this.#isAll) return subsystemName(this.graph, number)
    const name = nameOf(this.graph, number)
    return this.request.joinClones ? baseName(name) : name
  }

  #node(number: number, targets: ReadonlySet<number> | undefined): TreeNode {
    const mark = this.#mark(number, targets)
    return { name: this.#name(number), number, ...(mark ? { mark } : {}) }
  }

  #mark(number: number, targets: ReadonlySet<number> | undefined): TreeNode['mark'] {
    if (number === this.#nodeOf(this.#start)) return 'start'
    if (targets?.has(number)) return 'target'
    if (!this.#isAll || this.#distance[number] !== unseen) return undefined
    if (this.#after(number)) return 'excluded'
    const { callStart } = this.graph
    return callStart[number] === callStart[number + 1] ? undefined : 'limited'
  }
}
