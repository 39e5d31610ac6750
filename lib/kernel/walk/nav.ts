import { addressText, type CallGraph, nameOf, placeText, subsystemName, untagged } from '../graph/graph'
import { navSectionName } from '../graph/names'
import { matchesAnyLikeNav } from './patterns'
import { startOf, type WalkRequest } from './request'

const headers = {
  all: 'digraph G {\nrankdir=LR; node [style=filled fillcolor=yellow]\n',
  subsystems: 'digraph G {\nrankdir=LR; node [style=filled fillcolor=yellow]\n',
  labels: 'digraph G {\nrankdir="LR"\n',
  targeted: 'digraph G {\nrankdir="LR"\n',
} as const

/** A subsystem in nav's bytes. */
const navName = (graph: CallGraph, subsystem: number): string => navSectionName(subsystemName(graph, subsystem))

/** A visit that is not finished: where it stands in the calls of its function. */
type Frame = { of: number; subsystem: number; depth: number; calls: readonly number[]; next: number }

/**
 * What `nav -j graphOnly -m MODE -x DEPTH` prints, byte for byte, with its defects: the depth-first order in which it
 * meets functions (one first met deep is not entered again when met nearer), mode 3's broken labels, the empty target of
 * an untagged start. Source: ks-nav HEAD a69c314, navigate(); verified over its outputs (navOracle.test.ts).
 */
export function navText(graph: CallGraph, request: WalkRequest): string {
  const { mode } = request
  const walk = new NavWalk(graph, request)
  walk.run()
  if (mode === 'all' || mode === 'subsystems') return `${headers[mode]}${walk.lines.join('')}}\n`
  const body = walk.lines.map((line) => labelled(line, walk.labels, mode)).join('')
  return `${headers[mode]}${body}${mode === 'targeted' ? targetLines(walk, request) : ''}}\n`
}

class NavWalk {
  readonly lines: string[] = []
  /** Pair of names → labels in the order in which they were met, each once. */
  readonly labels = new Map<string, Set<string>>()
  readonly targets: readonly string[]
  readonly startSubsystem: string
  readonly #visited: Uint8Array
  readonly #printed = new Set<string>()
  readonly #before: (of: number) => boolean
  readonly #after: (of: number) => boolean
  readonly #start: number
  #count = 0

  constructor(
    readonly graph: CallGraph,
    readonly request: WalkRequest,
  ) {
    this.#start = startOf(graph, request.symbol)
    this.#visited = new Uint8Array(graph.symbolIds.length)
    this.#before = remembered(graph, matchesAnyLikeNav(request.excludeBefore))
    this.#after = remembered(graph, matchesAnyLikeNav(request.excludeAfter))
    const own = graph.navSubsystem[this.#start] ?? untagged
    this.startSubsystem = own === untagged ? '' : navName(graph, own)
    this.targets = request.targets.length > 0 ? request.targets.map(navSectionName) : [this.startSubsystem]
  }

  run(): void {
    const stack = [this.#enter(this.#start, this.graph.navSubsystem[this.#start] ?? untagged, 0)]
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const call = frame.calls[frame.next++]
      if (call === undefined) stack.pop()
      else this.#follow(frame, call, stack)
    }
  }

  #enter(of: number, subsystem: number, depth: number): Frame {
    this.#visited[of] = 1
    return { of, subsystem, depth, calls: this.#callsOf(of), next: 0 }
  }

  /** In mode 1 sorted by callee, one for each; else in the order of the rows. */
  #callsOf(of: number): number[] {
    const { callStart, callee } = this.graph
    const calls: number[] = []
    for (let call = callStart[of] ?? 0; call < (callStart[of + 1] ?? 0); call++) calls.push(call)
    if (this.request.mode !== 'all') return calls
    calls.sort((left, right) => (callee[left] ?? 0) - (callee[right] ?? 0) || left - right)
    return calls.filter((call, index) => index === 0 || callee[call] !== callee[calls[index - 1] ?? 0])
  }

  #follow(frame: Frame, call: number, stack: Frame[]): void {
    const to = this.graph.callee[call] ?? 0
    if (this.#before(to)) return
    const subsystem = this.graph.navSubsystem[to] ?? untagged
    const step = this.#print(frame, to, subsystem, call)
    if (this.#visited[to] === 1) return
    const { depth } = this.request
    const isRefused = this.#after(to)
    if (!isRefused && (depth === 0 || frame.depth + step < depth))
      stack.push(this.#enter(to, subsystem, frame.depth + step))
    else if (this.request.mode === 'all') this.#mark(to, isRefused)
  }

  /** The line of a call, and by how much it goes deeper. */
  #print(frame: Frame, to: number, subsystem: number, call: number): 0 | 1 {
    const { graph, request } = this
    if (request.mode === 'all') {
      this.lines.push(`"${nameOf(graph, frame.of)}"->"${nameOf(graph, to)}" [ edgeid = "${++this.#count}"]; \n`)
      return 1
    }
    if (frame.subsystem === subsystem) return 0
    const [left, right] = [navName(graph, frame.subsystem), navName(graph, subsystem)]
    if (request.mode !== 'subsystems') this.#label(left, right, to, call)
    const line = `"${left}"->"${right}"${request.mode === 'targeted' ? ' ' : '; '}\n`
    if (this.#printed.has(line)) return 1
    this.#printed.add(line)
    if (request.mode !== 'targeted' || this.targets.includes(left) || this.targets.includes(right))
      this.lines.push(line)
    return 1
  }

  #label(left: string, right: string, to: number, call: number): void {
    const { graph } = this
    const text = `${nameOf(graph, to)}([${addressText(graph.referenceAddresses, call)}]${placeText(graph, call)}),\\n`
    const key = `${left}->${right}`
    const known = this.labels.get(key)
    if (known) known.add(text)
    else this.labels.set(key, new Set([text]))
  }

  /** Shown but not entered: orange when excluded, red when the limit hides what it calls. */
  #mark(to: number, isExcluded: boolean): void {
    const name = nameOf(this.graph, to)
    const { callStart } = this.graph
    if (isExcluded) this.lines.push(`"${name}" [style=filled; fillcolor=orange];\n`)
    else if (callStart[to] !== callStart[to + 1]) this.lines.push(`"${name}" [style=filled; fillcolor=red];\n`)
  }
}

/** nav's second pass over its own text. In mode 3 the `;` of the line makes the pair's name another one: no label. */
function labelled(line: string, labels: NavWalk['labels'], mode: 'labels' | 'targeted'): string {
  const text = line.slice(0, -1)
  const found = mode === 'targeted' ? labels.get(text.trim().replaceAll('"', '')) : undefined
  return `${text} [label="${[...(found ?? [])].join('')}"]\n`
}

function targetLines({ targets, startSubsystem }: NavWalk, { symbol }: WalkRequest): string {
  return targets
    .map((target) => {
      const label = `${target}${target === startSubsystem ? `|${symbol}` : ''}`
      return `"${target}" [shape=record style="rounded,filled,bold" fillcolor=yellow label="${label}"]\n`
    })
    .join('')
}

/** An answer for each function, asked once. */
export function remembered(graph: CallGraph, matches: (name: string) => boolean): (of: number) => boolean {
  const known = new Uint8Array(graph.symbolIds.length)
  return (of) => {
    if (known[of] === 0) known[of] = matches(nameOf(graph, of)) ? 2 : 1
    return known[of] === 2
  }
}
