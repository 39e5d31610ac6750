import { sourceName } from '../graph/duplicates'
import {
  type CallGraph,
  callCount,
  countOf,
  fileName,
  functionsNamed,
  nameOf,
  subsystemName,
  subsystemNamed,
  untagged,
} from '../graph/graph'
import { baseName } from '../graph/names'
import { type Ends, endsOf, type Places, Table } from './ends'
import { remembered } from './nav'
import { matchesAny } from './patterns'
import { startsOf, subsystemsOf, type TreeRequest } from './starts'

export type TreeNode = {
  readonly name: string
  /** Where the walk began, what it was asked to show, what it was told not to enter, where the limit stopped it. */
  readonly mark?: 'start' | 'target' | 'excluded' | 'limited'
  /** The opened subsystem that a function is shown inside of. */
  readonly inside?: string
  /** The function that the box stands for, clones aside; absent where it stands for a subsystem. */
  readonly function?: number
}

export type TreeEdge = {
  readonly from: string
  readonly to: string
  /** How many calls carry it. */
  readonly count: number
  /** How many of them are only possible: entries of operation tables that an indirect call may lead to. */
  readonly possible: number
  /** Their numbers, gathered when they are first asked for; those of entries come after the graph's calls. */
  readonly calls: readonly number[]
}

/** What a walk meets. Arrows always point from caller to callee. */
export type Tree = { readonly nodes: readonly TreeNode[]; readonly edges: readonly TreeEdge[] }

const unseen = -1

/** A table of 2,000 x 2,000 places takes 16 MB: that of Linux with all modules has 1,146 subsystems. */
const mostInTable = 2_000

/**
 * The call tree of a symbol with nav's meaning and without its defects: a limit counts along the nearest path, so that
 * nothing within it is missing; an untagged start has The REST as its target; labels are there in mode `labels` too.
 * @throws StpaError notFound, badRequest
 */
export function treeOf(graph: CallGraph, request: TreeRequest): Tree {
  return new TreeWalk(graph, request).tree()
}

type Arrow = { readonly from: number; readonly to: number; count: number; possible: number }

class TreeWalk {
  readonly #starts: readonly number[]
  readonly #before: ((of: number) => boolean) | undefined
  readonly #after: ((of: number) => boolean) | undefined
  readonly #expanded: ((of: number) => boolean) | undefined
  readonly #closed: ((of: number) => boolean) | undefined
  readonly #subsystem: Int32Array
  readonly #distance: Int32Array
  readonly #isAll: boolean
  readonly #ends: Ends
  readonly #targets: ReadonlySet<number> | undefined
  /** Place of each arrow among the arrows, by its key; nodes are numbered from -2. */
  readonly #places: Places
  readonly #width: number
  readonly #opened: ReadonlySet<number>
  /** Nodes that are subsystems come first, from -2; then those that are functions. */
  readonly #firstFunction: number

  constructor(
    readonly graph: CallGraph,
    readonly request: TreeRequest,
  ) {
    const { excludeBefore, excludeAfter } = request
    this.#before = excludeBefore.length > 0 ? remembered(graph, matchesAny(excludeBefore)) : undefined
    this.#after = excludeAfter.length > 0 ? remembered(graph, matchesAny(excludeAfter)) : undefined
    this.#subsystem = subsystemsOf(graph, request)
    this.#starts = startsOf(graph, request, this.#subsystem)
    this.#distance = new Int32Array(graph.symbolIds.length).fill(unseen)
    this.#isAll = request.mode === 'all'
    this.#ends = endsOf(graph, request.callers === true, request.possible)
    this.#targets = this.#targetsOf()
    this.#opened = new Set((request.opened ?? []).flatMap((name) => subsystemNamed(graph, name) ?? []))
    this.#firstFunction = this.#isAll ? 0 : countOf(graph.subsystems)
    const isWide = this.#isAll || this.#opened.size > 0
    this.#expanded = this.#oneOf(request.expanded)
    this.#closed = this.#oneOf(request.closed)
    this.#width = this.#firstFunction + (isWide ? graph.symbolIds.length : 0) + 2
    this.#places = isWide || this.#width > mostInTable ? new Map() : new Table(this.#width)
  }

  /** Does a function stand behind one of the boxes of these names? */
  #oneOf(names: readonly string[] = []): ((of: number) => boolean) | undefined {
    const wanted = new Set(names)
    return wanted.size > 0 ? (of) => wanted.has(this.#name(this.#nodeOf(of))) : undefined
  }

  readonly #clones = new Map<string, number>()
  readonly #names = new Map<number, string>()
  #ofStarts: ReadonlySet<number> | undefined

  tree(): Tree {
    const entered = this.#enter()
    const arrows = this.#arrows(entered)
    const gathered = once(() => this.#calls(entered, arrows))
    const edges = arrows.map(({ from, to, count, possible }, index) => ({
      from: this.#name(from),
      to: this.#name(to),
      count,
      possible,
      get calls() {
        return gathered()[index] ?? []
      },
    }))
    return { nodes: this.#nodes(arrows), edges }
  }

  /** Functions that are entered, nearest first: a breadth-first walk whose steps weigh 0 or 1. */
  #enter(): Uint32Array {
    const { start, ends } = this.#ends
    const limit = this.request.depth > 0 ? this.request.depth : Number.POSITIVE_INFINITY
    const [before, after, subsystem, distance, isAll] = [
      ...([this.#before, this.#after, this.#subsystem, this.#distance, this.#isAll] as const),
    ]
    const [expanded, closed] = [this.#expanded, this.#closed]
    const entered = new Uint32Array(start.length)
    const done = new Uint8Array(start.length)
    let count = 0
    for (const of of this.#starts) distance[of] = 0
    for (let near = [...this.#starts], depth = 0; near.length > 0; depth++) {
      const far: number[] = []
      for (let place = 0; place < near.length; place++) {
        const of = near[place] as number // within its length
        if (done[of] === 1) continue
        done[of] = 1
        entered[count++] = of
        // `start` has one entry more than there are functions: both are there.
        for (let at = start[of] as number, end = start[of + 1] as number; at < end; at++) {
          const to = ends[at] as number // both arrays are as long as `start` says
          const reached = isAll || subsystem[of] !== subsystem[to] ? depth + 1 : depth
          const known = distance[to] as number // one for each function
          if (known !== unseen && known <= reached) continue
          if ((reached >= limit && !expanded?.(to)) || before?.(to) || after?.(to) || closed?.(to)) continue
          distance[to] = reached
          if (reached === depth) near.push(to)
          else far.push(to)
        }
      }
      near = far
    }
    return entered.subarray(0, count)
  }

  /** Arrows in the order in which they are met. */
  #arrows(entered: Uint32Array): Arrow[] {
    const arrows: Arrow[] = []
    const places = this.#places
    const certain = callCount(this.graph)
    this.#eachCall(entered, (from, to, call) => {
      const key = this.#keyOf(from, to)
      const place = places.get(key)
      let arrow = place === undefined ? undefined : arrows[place]
      if (!arrow) {
        arrow = { from, to, count: 0, possible: 0 }
        places.set(key, arrows.length)
        arrows.push(arrow)
      }
      arrow.count++
      if (call >= certain) arrow.possible++
    })
    return arrows
  }

  #calls(entered: Uint32Array, arrows: readonly Arrow[]): number[][] {
    const gathered = arrows.map((): number[] => [])
    this.#eachCall(entered, (from, to, call) => gathered[this.#places.get(this.#keyOf(from, to)) ?? 0]?.push(call))
    return gathered
  }

  #keyOf(from: number, to: number): number {
    return (from + 2) * this.#width + to + 2
  }

  /** Every call that is shown, with the nodes of its two ends. */
  #eachCall(entered: Uint32Array, act: (from: number, to: number, call: number) => void): void {
    const { start, ends, calls } = this.#ends
    const [before, targets, isBackward, first] = [
      this.#before,
      this.#targets,
      this.request.callers,
      this.#firstFunction,
    ]
    // Where nothing is opened, the node of a function is the number of its subsystem: no call for each call of the kernel.
    const nodes = this.#isAll || this.#opened.size > 0 ? undefined : this.#subsystem
    for (const of of entered) {
      const node = nodes ? (nodes[of] as number) : this.#nodeOf(of) // one for each function
      // `start` has one entry more than there are functions: both are there.
      for (let at = start[of] as number, end = start[of + 1] as number; at < end; at++) {
        const other = ends[at] as number // both arrays are as long as `start` says
        const far = nodes ? (nodes[other] as number) : this.#nodeOf(other) // the same
        // A function may call itself; between clones of one, and within a subsystem, nothing is shown.
        if (far === node && !(node >= first && of === other)) continue
        if (before?.(other)) continue
        if (targets && !targets.has(node) && !targets.has(far)) continue
        const call = calls ? (calls[at] as number) : at // of the same length
        if (isBackward) act(far, node, call)
        else act(node, far, call)
      }
    }
  }

  get #startNodes(): ReadonlySet<number> {
    this.#ofStarts ??= new Set(this.#starts.map((of) => this.#nodeOf(of)))
    return this.#ofStarts
  }

  #targetsOf(): ReadonlySet<number> | undefined {
    if (this.request.mode !== 'targeted') return undefined
    const wanted = this.request.targets
    if (wanted.length === 0) return new Set(this.#starts.map((of) => this.#subsystem[of] ?? untagged))
    // A target that the graph does not have touches nothing, as in nav.
    return new Set(wanted.flatMap((name) => subsystemNamed(this.graph, name) ?? []))
  }

  #nodeOf(of: number): number {
    const subsystem = this.#subsystem[of] ?? untagged
    if (!this.#isAll && !this.#opened.has(subsystem)) return subsystem
    return this.#firstFunction + (this.request.joinClones ? this.#wholeOf(of) : of)
  }

  /** The function that a clone belongs to: the first of that name in the same file. */
  #wholeOf(of: number): number {
    const key = `${sourceName(this.graph, of)} ${this.graph.fileOf[of]}`
    const known = this.#clones.get(key) ?? of
    this.#clones.set(key, known)
    return known
  }

  #name(number: number): string {
    const known = this.#names.get(number) ?? this.#nameOf(number)
    this.#names.set(number, known)
    return known
  }

  #nameOf(number: number): string {
    if (number < this.#firstFunction) return subsystemName(this.graph, number)
    const of = number - this.#firstFunction
    const name = nameOf(this.graph, of)
    const shown = this.request.joinClones ? baseName(name) : name
    const isDuplicate = this.request.byFile && functionsNamed(this.graph, name).length > 1
    return isDuplicate ? `${shown} (${fileName(this.graph, of)})` : shown
  }

  #nodes(arrows: readonly Arrow[]): TreeNode[] {
    const numbers = new Set(this.#targets ? [] : this.#startNodes)
    for (const { from, to } of arrows) numbers.add(from).add(to)
    for (const target of this.#targets ?? []) numbers.add(target)
    return [...numbers].map((number) => {
      const mark = this.#mark(number)
      const inside = this.#insideOf(number)
      return {
        name: this.#name(number),
        ...(mark ? { mark } : {}),
        ...(inside === undefined ? {} : { inside }),
        ...(number >= this.#firstFunction ? { function: number - this.#firstFunction } : {}),
      }
    })
  }

  #insideOf(number: number): string | undefined {
    if (this.#isAll || number < this.#firstFunction) return undefined
    return subsystemName(this.graph, this.#subsystem[number - this.#firstFunction] ?? untagged)
  }

  #mark(number: number): TreeNode['mark'] {
    if (this.#startNodes.has(number)) return 'start'
    if (this.#targets?.has(number)) return 'target'
    if (this.request.closed?.includes(this.#name(number))) return 'excluded'
    if (!this.#isAll || this.#distance[number] !== unseen) return undefined
    if (this.#after?.(number)) return 'excluded'
    const { start } = this.#ends
    return start[number] === start[number + 1] ? undefined : 'limited'
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
