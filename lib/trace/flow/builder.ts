import type { Action, ActionSink, TraceProcess } from '../action'
import { copied } from '../actions/arguments'
import { numberOf } from '../model'
import { episodesOf } from './episodes'
import { Folder } from './fold'
import { type Item, stepItem } from './items'
import type { Background, FlowCut, ProcessFlow } from './model'
import { nodesOf, phaseBoxes, spanned } from './nodes'
import { Steps } from './steps'
import { Tokens } from './tokens'

/** Bounds of one flow. */
const most = {
  /** Steps that are kept before they are folded. */
  tokens: 16_384,
  /** Nodes; what does not fit is counted in `cut`. */
  nodes: 4_000,
  /** Outputs that are told apart by what they say. */
  outputs: 24,
  /** Flows; of more processes only their number is kept. */
  flows: 20_000,
  /** Nodes of all flows; beyond them a flow keeps its first `nodesOfLate`. */
  allNodes: 400_000,
  nodesOfLate: 20,
} as const

type Counter = { calls: number; errors: number; first: number; last: number; end: number }

/** A process whose flow is being built. */
type Track = {
  readonly process: TraceProcess
  readonly folder: Folder
  readonly tokens: Tokens
  readonly outputs: Set<number>
  readonly background: Map<string, Counter>
  items: Item[]
  exit: Item | undefined
  cut: FlowCut | undefined
  isOutputMerged: boolean
}

/**
 * Builds the flow of each process of a trace out of its actions: plumbing to the background, episodes,
 * loops, phases. Memory: the folded flows, and a bounded number of steps of each process that lives.
 */
export class FlowBuilder implements ActionSink {
  readonly #steps = new Steps()
  readonly #tracks = new Map<number, Track>()
  /** With their processes: the trace may tell a number after the process has ended. */
  readonly #flows: { readonly process: TraceProcess; readonly flow: Omit<ProcessFlow, 'pid' | 'parentPid'> }[] = []
  #nodes = 0
  /** Processes whose flows were not kept, because there were too many. */
  omitted = 0

  started(process: TraceProcess): void {
    this.#tracks.set(process.id, {
      process,
      folder: new Folder(this.#steps),
      tokens: new Tokens(),
      outputs: new Set(),
      background: new Map(),
      items: [],
      exit: undefined,
      cut: undefined,
      isOutputMerged: false,
    })
  }

  action(action: Action): void {
    const track = this.#tracks.get(action.processId)
    if (!track) return
    if (action.isNoise) return addBackground(track.background, action)
    if (action.phase === 'exit') track.exit = this.#exitOf(action)
    else if (track.items.length >= most.nodes) addCut(track, 1, linesOf(action))
    else this.#push(track, action)
  }

  #exitOf({ verb, resource, error, call }: Action): Item {
    const value = { phase: 'exit', verb: verb.slice(0, 4), resource, says: '', saysFirst: '', error } as const
    return stepItem(this.#steps.single(value), 1, call.line, call.endLine, call.seconds ?? Number.NaN)
  }

  #push(track: Track, action: Action): void {
    const step = this.#steps.of(action, !track.isOutputMerged)
    if (step === undefined) return addCut(track, 1, linesOf(action))
    if (action.phase === 'output') {
      track.outputs.add(step)
      if (track.outputs.size > most.outputs) track.isOutputMerged = true
    }
    const { line, endLine, seconds = Number.NaN } = action.call
    track.tokens.push(step, action.handle, line, endLine, seconds)
    if (track.tokens.length === most.tokens) this.#fold(track)
  }

  #fold(track: Track): void {
    const items = [...track.items, ...episodesOf(track.tokens, this.#steps)]
    track.tokens.clear()
    if (track.isOutputMerged) for (const item of items) this.#forgetWords(item)
    const folded = track.folder.fold(items)
    keepFirst(track, folded, most.nodes)
  }

  /** Too many different outputs: they are one step, whatever they say. Loops of them are told apart as before. */
  #forgetWords(item: Item): void {
    if (item.kind !== 'step' || item.step.says === '') return
    const step = this.#steps.wordless(item.step.id)
    item.step = this.#steps.at(step)
    item.key = step
  }

  ended(process: TraceProcess): void {
    const track = this.#tracks.get(process.id)
    if (!track) return
    this.#tracks.delete(process.id)
    if (this.#flows.length >= most.flows) {
      this.omitted++
      return
    }
    this.#fold(track)
    keepFirst(track, track.items, Math.max(most.nodesOfLate, most.allNodes - this.#nodes))
    this.#nodes += track.items.length
    const exit = track.exit ?? this.#unsaidExit(process)
    const nodes = nodesOf(exit ? [...track.items, exit] : track.items)
    const { id, parentId, name, command, firstLine, lastLine } = process
    const flow = {
      ...{ id, parentId, name, command, firstLine, lastLine, exit: process.exit },
      nodes,
      phases: phaseBoxes(nodes),
      background: backgroundOf(track.background),
      cut: track.cut,
      isOutputMerged: track.isOutputMerged,
    }
    this.#flows.push({ process, flow })
  }

  /** An end that no call tells of: a signal, or a trace without exit_group. */
  #unsaidExit({ exit, lastLine }: TraceProcess): Item | undefined {
    if (exit === '') return undefined
    const error = exit === '0' ? '' : /^-?\d+$/.test(exit) ? `exit ${exit}` : exit
    const resource = { kind: 'none', name: '', device: '' } as const
    const step = this.#steps.single({ phase: 'exit', verb: 'exit', resource, says: '', saysFirst: '', error })
    return stepItem(step, 0, lastLine, lastLine, Number.NaN)
  }

  /** The flows, in the order in which the trace names the processes. Those that still live are in them. */
  end(): ProcessFlow[] {
    for (const { process } of [...this.#tracks.values()]) this.ended(process)
    const pids = new Map(this.#flows.map(({ process: { id, pid } }) => [id, pid]))
    return this.#flows
      .map(({ process: { pid, parentId, parentPid }, flow }) => ({
        ...flow,
        ...{ pid: numberOf(pid) ?? null, parentPid: numberOf(pids.get(parentId) ?? parentPid) ?? null },
      }))
      .sort((left, right) => left.id - right.id)
  }
}

function addBackground(into: Map<string, Counter>, { call }: Action): void {
  const { name, line, endLine, outcome } = call
  let counter = into.get(name)
  if (!counter) {
    counter = { calls: 0, errors: 0, first: line, last: line, end: endLine }
    into.set(copied(name), counter)
  }
  counter.calls++
  if (outcome === 'error') counter.errors++
  if (line < counter.first) counter.first = line
  if (line > counter.last) counter.last = line
  if (endLine > counter.end) counter.end = endLine
}

/** By name: the order in which threads first call is not the same in two runs. */
const backgroundOf = (counters: ReadonlyMap<string, Counter>): Background[] =>
  [...counters]
    .map(([name, { calls, errors, ...lines }]) => ({ name, calls, errors, lines }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))

const linesOf = ({ call: { line, endLine } }: Action): FlowCut['lines'] => ({ first: line, last: line, end: endLine })

function keepFirst(track: Track, items: readonly Item[], count: number): void {
  for (const { calls, first, last, end } of items.slice(count)) addCut(track, calls, { first, last, end })
  track.items = items.slice(0, count)
}

function addCut(track: Track, calls: number, lines: FlowCut['lines']): void {
  const { cut } = track
  track.cut = cut ? { calls: cut.calls + calls, lines: spanned(cut.lines, lines) } : { calls, lines }
}
