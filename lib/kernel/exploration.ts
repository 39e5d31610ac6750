import type { CallGraph } from './graph/graph'
import { noise } from './graph/names'
import { configurationOf } from './taking/take'
import type { TreeRequest } from './walk/starts'

/** What is being looked at in a graph: everything that a link to it has to say. */
export type Exploration = {
  /** Hash of the graph; '' before one is chosen. */
  readonly graph: string
  /** A function, or a subsystem as `subsystem:NAME`; '' before one is chosen. */
  readonly start: string
  readonly level: 'subsystems' | 'functions'
  /** 0: no limit. */
  readonly depth: number
  readonly callers: boolean
  readonly excludeBefore: readonly string[]
  readonly excludeAfter: readonly string[]
  /** Subsystems that are open in place: their functions stand inside. */
  readonly opened: readonly string[]
  /** Names of nodes that are not drawn. */
  readonly hidden: readonly string[]
  /** Names of nodes that are entered one step beyond the depth. */
  readonly expanded: readonly string[]
  /** Names of nodes that are shown but not entered. */
  readonly closed: readonly string[]
  /** Names of nodes that stay when the picture is narrowed to them and their neighbours. */
  readonly pinned: readonly string[]
  readonly onlyPinned: boolean
  /** A person's word on whose a file or a function is: `kernel/exit.c=SCHEDULER`. */
  readonly whose: readonly string[]
  /** Expressions of operation tables that indirect calls may go through. */
  readonly possible: readonly string[]
  readonly colour: Colouring
}

export const colourings = ['analysis', 'directory', 'section'] as const
export type Colouring = (typeof colourings)[number]

const subsystemPrefix = 'subsystem:'
export const startAtSubsystem = (name: string): string => `${subsystemPrefix}${name}`

const nothing: Exploration = {
  ...{ graph: '', start: '', level: 'subsystems', depth: 1, callers: false },
  ...{ excludeBefore: noise, excludeAfter: [], opened: [], hidden: [], expanded: [], pinned: [], onlyPinned: false },
  ...{ closed: [], whose: [], possible: [], colour: 'analysis' },
}

const listed = [
  ['after', 'excludeAfter'],
  ['open', 'opened'],
  ['hide', 'hidden'],
  ['expand', 'expanded'],
  ['close', 'closed'],
  ['pin', 'pinned'],
  ['whose', 'whose'],
  ['possible', 'possible'],
] as const

/** Parameters of an address, short names: what is as usual is left out. */
export function explorationOf(parameters: URLSearchParams): Exploration {
  const depth = Number(parameters.get('depth') ?? nothing.depth)
  return {
    graph: parameters.get('graph') ?? '',
    start: parameters.get('start') ?? '',
    level: parameters.get('level') === 'functions' ? 'functions' : 'subsystems',
    depth: Number.isInteger(depth) && depth >= 0 && depth <= 99 ? depth : nothing.depth,
    callers: parameters.get('callers') === '1',
    excludeBefore: parameters.has('before') ? parameters.getAll('before').filter(Boolean) : nothing.excludeBefore,
    excludeAfter: parameters.getAll('after'),
    opened: parameters.getAll('open'),
    hidden: parameters.getAll('hide'),
    expanded: parameters.getAll('expand'),
    closed: parameters.getAll('close'),
    pinned: parameters.getAll('pin'),
    onlyPinned: parameters.get('only') === 'pinned',
    whose: parameters.getAll('whose'),
    possible: parameters.getAll('possible'),
    colour: colourings.find((colour) => colour === parameters.get('colour')) ?? nothing.colour,
  }
}

export function parametersOf(exploration: Exploration): URLSearchParams {
  const { graph, start, level, depth, callers, excludeBefore } = exploration
  const parameters = new URLSearchParams()
  if (graph) parameters.set('graph', graph)
  if (start) parameters.set('start', start)
  if (level !== nothing.level) parameters.set('level', level)
  if (depth !== nothing.depth) parameters.set('depth', String(depth))
  if (callers) parameters.set('callers', '1')
  if (excludeBefore.join('\n') !== nothing.excludeBefore.join('\n'))
    for (const expression of excludeBefore.length > 0 ? excludeBefore : ['']) parameters.append('before', expression)
  for (const [parameter, field] of listed) for (const value of exploration[field]) parameters.append(parameter, value)
  if (exploration.onlyPinned) parameters.set('only', 'pinned')
  if (exploration.colour !== nothing.colour) parameters.set('colour', exploration.colour)
  return parameters
}

/** The walk that an exploration asks for: clones joined, subsystems by a function's own file. */
export function requestOf({
  start,
  level,
  depth,
  callers,
  excludeBefore,
  excludeAfter,
  opened,
  expanded,
  closed,
  whose,
  possible,
}: Exploration): TreeRequest {
  const subsystem = start.startsWith(subsystemPrefix) ? start.slice(subsystemPrefix.length) : undefined
  return {
    mode: level === 'functions' ? 'all' : 'subsystems',
    symbol: subsystem === undefined ? start : '',
    ...(subsystem === undefined ? {} : { subsystem }),
    ...{ depth, callers, excludeBefore, excludeAfter, opened, expanded, closed, whose, possible },
    ...{ targets: [], joinClones: true, byFile: true },
  }
}

/** An exploration as an item keeps it: the question as an address, and in words for the report. */
export function fieldsOf(exploration: Exploration, graph: CallGraph, name: string) {
  const { start, level, depth, callers, excludeBefore, excludeAfter, hidden, closed, possible } = exploration
  const far = depth === 0 ? 'without limit' : `to depth ${depth}`
  const through = possible.length > 0 ? `, possible calls through ${possible.join(', ')}` : ''
  return {
    text: name,
    question: parametersOf({ ...exploration, graph: '' }).toString(),
    start: start.replace(subsystemPrefix, ''),
    looks: `${level} that ${callers ? 'reach it' : 'it reaches'}, ${far}${through}`,
    leftOut: [
      ...excludeBefore.map((expression) => `not shown: ${expression}`),
      ...excludeAfter.map((expression) => `not entered: ${expression}`),
      ...closed.map((box) => `not entered: ${box}`),
      ...hidden.map((box) => `hidden: ${box}`),
    ],
    kernelVersion: graph.provenance.kernelVersion,
    configuration: configurationOf(graph),
    graph: exploration.graph,
  }
}
