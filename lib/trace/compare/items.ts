import { countText } from '../flow/counts'
import type { FlowNode, ProcessFlow } from '../flow/model'
import { spanned } from '../flow/nodes'
import type { RunStep } from './model'

/** A step of a run, made ready for comparing. */
export type RunItem = {
  /** What it does, whatever came of it. */
  readonly label: string
  /** The same without the port of a peer: servers of tests get another one in each run. */
  readonly looseLabel: string
  readonly weight: number
  /** May runs that went apart come together here? */
  readonly isResource: boolean
  readonly node: FlowNode
  readonly run: RunStep
  /** Innermost loop of several steps that it stands in; -1 for none. */
  readonly loop: number
}

/** Rounds of several steps: first and last index into the items. */
export type RunLoop = { readonly first: number; last: number; readonly count: string }

export type RunItems = {
  readonly items: readonly RunItem[]
  readonly loops: readonly RunLoop[]
  readonly exit: RunItem | undefined
}

/** Files that are opened in plain sight in one of the flows: there, what others do in one go is taken apart. */
export function openedFiles(flows: readonly ProcessFlow[]): Set<string> {
  const names = new Set<string>()
  const visit = (nodes: readonly FlowNode[]): void => {
    for (const node of nodes) {
      if (node.kind === 'loop' || node.kind === 'merged') visit(node.children)
      else if (node.kind === 'step' && node.verb === 'open') names.add(node.resource.name)
    }
  }
  for (const flow of flows) visit(flow.nodes)
  return names
}

/** The steps of a flow one after the other: loops of several steps and what a person merged are taken apart. */
export function runItems(flow: ProcessFlow, opened: ReadonlySet<string>): RunItems {
  const items: RunItem[] = []
  const loops: RunLoop[] = []
  const add = (node: FlowNode, loop: number): void => {
    if (node.kind === 'loop') {
      const own = { first: items.length, last: 0, count: countText(node) }
      const index = loops.push(own) - 1
      for (const child of node.children) add(child, index)
      own.last = items.length - 1
    } else if (node.kind === 'merged' || (node.kind === 'episode' && opened.has(node.resource.name))) {
      for (const child of node.children) add(child, loop)
    } else addItem(items, node, loop)
  }
  for (const node of flow.nodes) if (node.verb !== 'exit') add(node, -1)
  const exit = flow.nodes.find((node) => node.verb === 'exit')
  return { items, loops, exit: exit && itemOf(exit, -1) }
}

/** The same step again, with another outcome, is one step: it was tried until … */
function addItem(items: RunItem[], node: FlowNode, loop: number): void {
  const item = itemOf(node, loop)
  const before = items.at(-1)
  if (before?.label === item.label && before.loop === loop) items[items.length - 1] = again(before, item)
  else items.push(item)
}

function itemOf(node: FlowNode, loop: number): RunItem {
  const { phase, verb, resource, saysFirst, id, text, calls, lines, seconds } = node
  const label = `${phase}\n${verb}\n${resource.name}\n${saysFirst}`
  const isSocket = resource.kind === 'socket'
  const looseLabel = isSocket ? `${phase}\n${verb}\n${resource.name.replace(/:\d+(?= accepted$|$)/, '')}` : label
  const outcome = node.error === '' ? 'ok' : node.error
  const run = { nodes: [id], text, count: countText(node), calls, outcome, lines, seconds }
  return { label, looseLabel, ...weightOf(node), node, run, loop }
}

/** What the analysis is about weighs most: devices, sysfs and sockets before files, files before output. */
function weightOf({ resource, phase }: FlowNode): Pick<RunItem, 'weight' | 'isResource'> {
  if (phase === 'output') return { weight: 1, isResource: false }
  const { kind } = resource
  if (kind === 'device' || kind === 'sysfs' || kind === 'socket') return { weight: 3, isResource: true }
  const isFile = kind === 'file' || kind === 'directory' || kind === 'procfs' || kind === 'pipe'
  return { weight: 2, isResource: isFile }
}

function again(before: RunItem, item: RunItem): RunItem {
  const [left, right] = [before.run, item.run]
  const outcomes = left.outcome.split(', ')
  if (outcomes.at(-1) !== right.outcome) outcomes.push(right.outcome)
  // What went well until it failed is a failure; what failed until it went well is both.
  while (outcomes.length > 1 && outcomes[0] === 'ok') outcomes.shift()
  const run: RunStep = {
    nodes: [...left.nodes, ...right.nodes].slice(0, 1_000),
    text: left.text,
    count: sumText(left.count, right.count),
    calls: left.calls + right.calls,
    outcome: outcomes.slice(-6).join(', '),
    lines: spanned(left.lines, right.lines),
    seconds: left.seconds && right.seconds ? joinedTimes(left.seconds, right.seconds) : (left.seconds ?? right.seconds),
  }
  return { ...before, run }
}

function sumText(left: string, right: string): string {
  const [a = 0, b = a] = left.split('–').map(Number)
  const [c = 0, d = c] = right.split('–').map(Number)
  return countText({ count: a + c, most: b + d })
}

const joinedTimes = (left: NonNullable<RunStep['seconds']>, right: NonNullable<RunStep['seconds']>) => ({
  least: Math.min(left.least, right.least),
  most: Math.max(left.most, right.most),
  sum: left.sum + right.sum,
})
