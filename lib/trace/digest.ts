import { StpaError } from '@/lib/stpa/errors'
import type { Action, ActionSink, TraceProcess } from './action'
import { type NoiseLists, noiseListsSchema } from './actions/noise'
import { ActionReader } from './actions/reader'
import type { ReadOptions } from './api'
import { FlowBuilder } from './flow/builder'
import type { ProcessFlow } from './flow/model'
import { phaseBoxes, spanned } from './flow/nodes'
import type { InputOptions } from './input'
import type { TraceCall, TraceCount, TraceEvent, TraceNote, TraceSink, TraceSymbol } from './model'
import { servedByTables, tablesOf } from './served'
import { callNames } from './subsystems/calls'
import type { KernelTables } from './subsystems/kernelTables'
import { type ReadFile, Summary, type TraceSummary } from './summary/summary'
import { type Latencies, LatencyCounter, type Series, SeriesCounter } from './usage/series'
import { type ServedBy, type Usage, UsageCounter } from './usage/usage'

/** What was read from a trace: all that the screens show of it without its lines. */
export type TraceDigest = {
  readonly kind: 'trace'
  readonly version: 1
  readonly options: ReadOptions
  /** Version of the kernel whose tables said what serves what. */
  readonly tables: string
  readonly summary: TraceSummary
  readonly usage: Usage
  /** undefined for a trace without times. */
  readonly series: Series | undefined
  readonly latencies: readonly Latencies[]
  readonly flows: readonly ProcessFlow[]
  /** Flows of processes beyond the bound, which are not kept here. */
  readonly moreFlows: number
}

const bounds = { flows: 400, nodes: 4_000, flowNodes: 500 } as const

/** The noise lists of a user. @throws StpaError badShape */
export function noiseOf(text: string): NoiseLists | undefined {
  if (text.trim() === '') return undefined
  const parsed = noiseListsSchema.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new StpaError('badShape', `The lists of noise: ${issue?.path.join('.')}: ${issue?.message}.`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new StpaError('badShape', 'The lists of noise are no JSON.')
  }
}

/** Reads a trace into its digest. @throws StpaError badRequest, badShape when the user's rules or lists are wrong */
export async function digesterOf(options: ReadOptions): Promise<TraceDigester> {
  const tables = await tablesOf(options)
  return new TraceDigester(options, tables, servedByTables(tables, options.arch))
}

/** Everything that is kept of a trace, collected while it is read. Memory: bounded, whatever the trace's size. */
export class TraceDigester implements TraceSink, ActionSink {
  readonly #summary = new Summary()
  readonly #actions: ActionReader
  readonly #flows = new FlowBuilder()
  readonly #usage: UsageCounter
  readonly #series = new SeriesCounter()
  readonly #latencies = new LatencyCounter()
  readonly #commands = new Map<number, TraceProcess>()

  constructor(
    private readonly options: ReadOptions,
    private readonly tables: KernelTables,
    servedBy: ServedBy,
  ) {
    this.#actions = new ActionReader(this, noiseOf(options.noise))
    this.#usage = new UsageCounter(servedBy, (process) => this.#commands.get(process)?.name ?? '')
  }

  /** How the trace is to be read: what a system call is that stands as a number. */
  get reading(): Pick<InputOptions, 'format' | 'systemCall'> {
    const { format, arch } = this.options
    return { format: format === '' ? undefined : format, systemCall: callNames(this.tables, arch) }
  }

  call(call: TraceCall): void {
    this.#summary.call(call)
    this.#latencies.add(call)
    this.#actions.call(call)
  }

  note(note: TraceNote): void {
    this.#summary.note(note)
    this.#actions.note(note)
  }

  count(count: TraceCount): void {
    this.#summary.count(count)
  }

  symbol(symbol: TraceSymbol): void {
    this.#summary.symbol(symbol)
  }

  event(event: TraceEvent): void {
    this.#summary.event(event)
  }

  unknown(line: number, text: string): void {
    this.#summary.unknown(line, text)
  }

  fileEnd(): void {
    this.#summary.fileEnd()
    this.#actions.fileEnd()
  }

  started(process: TraceProcess): void {
    this.#commands.set(process.id, process)
    this.#flows.started(process)
  }

  action(action: Action): void {
    const subsystem = this.#usage.add(action)
    this.#series.add(action.call.at, action.call.outcome === 'error', subsystem)
    this.#flows.action(action)
  }

  ended(process: TraceProcess): void {
    this.#flows.ended(process)
    this.#commands.delete(process.id)
  }

  /** Call once, when the reader is at its end. */
  result(file: ReadFile): TraceDigest {
    this.#actions.end()
    const all = this.#flows.end()
    const flows = withinBounds(all)
    return {
      ...{ kind: 'trace', version: 1, options: this.options, tables: this.tables.kernel },
      summary: this.#summary.result([file]),
      usage: this.#usage.result(),
      series: this.#series.result(),
      latencies: this.#latencies.result(),
      flows,
      moreFlows: all.length - flows.length,
    }
  }
}

/** Flows as far as they can be shown: long ones cut, and said so; the rest is read again when it is asked for. */
function withinBounds(flows: readonly ProcessFlow[]): ProcessFlow[] {
  const kept: ProcessFlow[] = []
  let nodes = 0
  for (const flow of flows) {
    if (kept.length >= bounds.flows || nodes > bounds.nodes) break
    const short = shortened(flow)
    nodes += short.nodes.length
    kept.push(short)
  }
  return kept
}

function shortened(flow: ProcessFlow): ProcessFlow {
  if (flow.nodes.length <= bounds.flowNodes) return flow
  const nodes = flow.nodes.slice(0, bounds.flowNodes)
  const rest = flow.nodes.slice(bounds.flowNodes)
  const calls = rest.reduce((sum, node) => sum + node.calls, flow.cut?.calls ?? 0)
  const lines = rest.reduce((all, node) => spanned(all, node.lines), flow.cut?.lines ?? rest[0]?.lines ?? noLines)
  return { ...flow, nodes, phases: phaseBoxes(nodes), cut: { calls, lines } }
}

const noLines = { first: 0, last: 0, end: 0 }
