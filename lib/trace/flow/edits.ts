import { z } from 'zod'
import type { ReportLine } from '@/lib/stpa/model'
import { phaseOfMany } from './fold'
import type { FlowNode, ProcessFlow } from './model'
import { phaseBoxes, spanned } from './nodes'

const most = 2_000
const nodeId = z.string().min(1).max(60)

/** What a person changed of a flow that was derived; nodes by their ids. The flow itself is kept as it was. */
export const flowEditsSchema = z.strictObject({
  renamed: z.array(z.strictObject({ node: nodeId, text: z.string().trim().min(1).max(300) })).max(most),
  /** Nodes that are one with the node behind them. */
  merged: z.array(nodeId).max(most),
  hidden: z.array(nodeId).max(most),
})

export type FlowEdits = z.infer<typeof flowEditsSchema>

export const noFlowEdits: FlowEdits = { renamed: [], merged: [], hidden: [] }

export type EditedFlow = {
  readonly flow: ProcessFlow
  /** Nodes that the flow no longer shows. */
  readonly hidden: readonly FlowNode[]
  /** Edits that found no node: the trace, or the lists, have changed. */
  readonly report: readonly ReportLine[]
}

/**
 * A person's version of a flow: first nodes are hidden, then those that are left are merged, then renamed. A merged node
 * has the name of its first one, where a person gave it one; names of the others stand in it as they were given.
 */
export function applyFlowEdits(flow: ProcessFlow, edits: FlowEdits): EditedFlow {
  const skipped = new Set([...edits.hidden, ...edits.merged, ...edits.renamed.map(({ node }) => node)])
  for (const { id } of flow.nodes) skipped.delete(id)
  const report = [...skipped].map((id): ReportLine => skippedLine(`the flow has no step ${id}`))
  const isHidden = new Set(edits.hidden)
  const shown = flow.nodes.filter(({ id }) => !isHidden.has(id))
  const merges = new Set(edits.merged)
  const last = shown.at(-1)
  if (last && merges.has(last.id))
    report.push(skippedLine(`"${last.text}" is the last step: there is none to merge it with`))
  const nodes = renamed(mergedNodes(shown, merges, edits), edits)
  const hidden = flow.nodes.filter(({ id }) => isHidden.has(id))
  return { flow: { ...flow, nodes, phases: phaseBoxes(nodes) }, hidden, report }
}

const skippedLine = (message: string): ReportLine => ({ outcome: 'skipped', message })

function mergedNodes(nodes: readonly FlowNode[], merges: ReadonlySet<string>, edits: FlowEdits): FlowNode[] {
  const groups: FlowNode[][] = []
  let isOpen = false
  for (const node of nodes) {
    if (isOpen) groups.at(-1)?.push(node)
    else groups.push([node])
    isOpen = merges.has(node.id)
  }
  return groups.flatMap(([first, ...others]) => {
    if (!first) return []
    return others.length === 0 ? [first] : [merged(first, renamed(others, edits))]
  })
}

function merged(first: FlowNode, others: readonly FlowNode[]): FlowNode {
  const children = [first, ...others]
  const phase = phaseOfMany(children)
  const main = children.find((child) => child.phase === phase) ?? first
  const times = children.flatMap(({ seconds }) => (seconds ? [seconds] : []))
  return {
    ...main,
    id: first.id,
    kind: 'merged',
    phase,
    text: children
      .map(({ text }) => text)
      .join(' · ')
      .slice(0, 300),
    error: children.findLast(({ error }) => error !== '')?.error ?? '',
    says: '',
    saysFirst: '',
    count: 1,
    most: 1,
    calls: children.reduce((sum, { calls }) => sum + calls, 0),
    lines: children.map(({ lines }) => lines).reduce(spanned),
    seconds: times.length === 0 ? undefined : times.reduce(added),
    children,
  }
}

const added = (left: NonNullable<FlowNode['seconds']>, right: NonNullable<FlowNode['seconds']>) => ({
  least: Math.min(left.least, right.least),
  most: Math.max(left.most, right.most),
  sum: left.sum + right.sum,
})

function renamed(nodes: readonly FlowNode[], edits: FlowEdits): FlowNode[] {
  const texts = new Map(edits.renamed.map(({ node, text }) => [node, text]))
  return nodes.map((node) => ({ ...node, text: texts.get(node.id) ?? node.text }))
}
