import type { ResourceUse, SubsystemUse } from '../usage/usage'
import {
  type SystemArrow,
  type SystemColumn,
  type SystemNode,
  type SystemView,
  type SystemViewOptions,
  type UsedBy,
  usualSystemView,
} from './model'

type GrowingNode = Omit<SystemNode, 'runs' | 'errorNames' | 'calls' | 'errors'> & {
  calls: number
  errors: number
  readonly errorCounts: Map<string, number>
  readonly runs: Set<number>
}
type GrowingArrow = Omit<SystemArrow, 'runs' | 'calls'> & { calls: number; readonly runs: Set<number> }

/**
 * One or many traces as a graph in three columns (the picture that ELISA drew by hand of OpenAPS): commands of the
 * workload → subsystems of the kernel → devices and other resources. Counts are sums over all traces. Deterministic.
 */
export function systemViewOf(digests: readonly UsedBy[], options: Partial<SystemViewOptions> = {}): SystemView {
  const asked = { ...usualSystemView, ...options }
  const whole = new Collector(asked)
  for (const [run, { title, usage }] of digests.entries()) {
    for (const use of usage.subsystems) whole.subsystem(use, run, title)
    for (const use of usage.resources) whole.resource(use, run)
  }
  return { titles: digests.map(({ title }) => title), ...shownOf(whole, asked) }
}

const idOf = (column: SystemColumn, name: string): string => `${column} ${name}`

class Collector {
  readonly nodes = new Map<string, GrowingNode>()
  readonly arrows = new Map<string, GrowingArrow>()

  constructor(private readonly asked: SystemViewOptions) {}

  subsystem(use: SubsystemUse, run: number, title: string): void {
    if (this.asked.isDriversOnly && use.asResource === 0) return
    const calls = use.asCall + use.asResource
    const own = this.#node('subsystem', use.name, run, { calls, errors: use.errors })
    const commands = this.asked.by === 'run' ? { [title]: calls } : use.commands
    for (const [name, count] of Object.entries(commands)) {
      const command = name === '' ? 'unnamed command' : name
      this.#node('command', command, run, { calls: count, errors: 0 })
      this.#arrow(idOf('command', command), own.id, run, count)
    }
  }

  resource(use: ResourceUse, run: number): void {
    if (!this.asked.kinds.includes(use.kind)) return
    const node = this.#node('resource', groupOf(use), run, { calls: use.calls, errors: 0, kind: use.kind })
    for (const [name, count] of Object.entries(use.errors)) {
      node.errors += count
      node.errorCounts.set(name, (node.errorCounts.get(name) ?? 0) + count)
    }
    const [behind] = use.sections
    if (behind !== undefined) this.#arrow(idOf('subsystem', behind), node.id, run, use.calls)
  }

  #node(
    column: SystemColumn,
    name: string,
    run: number,
    { calls, errors, kind = '' }: { calls: number; errors: number; kind?: SystemNode['kind'] },
  ): GrowingNode {
    const id = idOf(column, name)
    const node = this.nodes.get(id) ?? {
      ...{ id, column, name, kind, calls: 0, errors: 0 },
      ...{ errorCounts: new Map<string, number>(), runs: new Set<number>() },
    }
    node.calls += calls
    node.errors += errors
    node.runs.add(run)
    this.nodes.set(id, node)
    return node
  }

  #arrow(from: string, to: string, run: number, calls: number): void {
    const key = `${from}\0${to}`
    const arrow = this.arrows.get(key) ?? { from, to, calls: 0, runs: new Set<number>() }
    arrow.calls += calls
    arrow.runs.add(run)
    this.arrows.set(key, arrow)
  }
}

/** Attributes in one folder of sysfs or procfs are one thing: `/sys/class/gpio/gpio4/*`. */
function groupOf({ name, kind }: ResourceUse): string {
  const at = name.lastIndexOf('/')
  return (kind === 'sysfs' || kind === 'procfs') && at > 0 ? `${name.slice(0, at)}/*` : name
}

function shownOf({ nodes, arrows }: Collector, asked: SystemViewOptions): Omit<SystemView, 'titles'> {
  const all = [...nodes.values()].sort(byCalls)
  const kept = keptIds(all, [...arrows.values()], asked)
  const shown = columns.flatMap((column) => all.filter((node) => node.column === column && kept.has(node.id)))
  const left = (column: SystemColumn) => all.filter((node) => node.column === column && !kept.has(node.id)).length
  return {
    nodes: shown.map(finished),
    arrows: [...arrows.values()]
      .filter(({ from, to }) => kept.has(from) && kept.has(to))
      .map(({ runs, ...arrow }) => ({ ...arrow, runs: [...runs] })),
    left: { command: left('command'), subsystem: left('subsystem'), resource: left('resource') },
  }
}

const columns: readonly SystemColumn[] = ['command', 'subsystem', 'resource']

const byCalls = (left: GrowingNode, right: GrowingNode): number =>
  right.calls - left.calls || (left.name < right.name ? -1 : 1)

function finished({ errorCounts, runs, ...node }: GrowingNode): SystemNode {
  const errors = [...errorCounts].sort(([, left], [, right]) => right - left).map(([name]) => name)
  return { ...node, errorNames: errors, runs: [...runs] }
}

/** What fits the filters with what leads to it; of each column those with most calls. */
function keptIds(
  all: readonly GrowingNode[],
  arrows: readonly GrowingArrow[],
  { words, leastCalls, most }: SystemViewOptions,
): Set<string> {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  const has = ({ name }: GrowingNode) => wanted.every((word) => name.toLowerCase().includes(word))
  const enough = all.filter(({ column, calls }) => column === 'command' || calls >= leastCalls)
  const fitting = new Set(enough.filter((node) => node.column !== 'command' && has(node)).map(({ id }) => id))
  const joined = new Set(fitting)
  if (wanted.length > 0) {
    for (const { from, to } of arrows) if (fitting.has(from) || fitting.has(to)) joined.add(from).add(to)
  }
  const present = new Set(enough.filter(({ id }) => joined.has(id)).map(({ id }) => id))
  for (const { from, to } of arrows) if (present.has(to) && from.startsWith('subsystem ')) present.add(from)
  for (const { from, to } of arrows) if (present.has(to) && from.startsWith('command ')) present.add(from)
  return new Set(columns.flatMap((column) => firstOf(all, column, present, most)))
}

const firstOf = (all: readonly GrowingNode[], column: SystemColumn, present: ReadonlySet<string>, most: number) =>
  all
    .filter((node) => node.column === column && present.has(node.id))
    .slice(0, most)
    .map(({ id }) => id)
