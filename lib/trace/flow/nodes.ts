import { digest } from '@/lib/stpa/fingerprint'
import type { Item } from './items'
import type { FlowNode, Lines, PhaseBox } from './model'

const none: readonly FlowNode[] = []

/** Nodes of items, with ids that a second reading of the same trace gives again. */
export function nodesOf(items: readonly Item[]): FlowNode[] {
  const seen = new Map<string, number>()
  return items.map((item) => {
    const name = item.kind === 'loop' ? digest(item.step.text).slice(0, 8) : item.step.digest
    const occurrence = (seen.get(name) ?? 0) + 1
    seen.set(name, occurrence)
    return nodeOf(item, `${name}.${occurrence}`)
  })
}

function nodeOf(item: Item, id: string): FlowNode {
  const { step, kind, count, most, calls, first, last, end, least, longest, sum } = item
  const children =
    item.children.length === 0 ? none : item.children.map((child, index) => nodeOf(child, `${id}/${index}`))
  return {
    id,
    kind,
    phase: step.phase,
    text: step.text,
    verb: step.verb,
    resource: step.resource,
    says: step.says,
    saysFirst: step.saysFirst,
    error: step.error,
    count,
    most,
    calls,
    lines: { first, last, end },
    seconds: Number.isNaN(sum) ? undefined : { least, most: longest, sum },
    children,
  }
}

/** Runs of nodes of one phase. */
export function phaseBoxes(nodes: readonly FlowNode[]): PhaseBox[] {
  const boxes: PhaseBox[] = []
  for (const [index, { phase, lines }] of nodes.entries()) {
    const open = boxes.at(-1)
    if (open?.phase === phase) boxes[boxes.length - 1] = { ...open, last: index, lines: spanned(open.lines, lines) }
    else boxes.push({ phase, first: index, last: index, lines })
  }
  return boxes
}

export const spanned = (left: Lines, right: Lines): Lines => ({
  first: Math.min(left.first, right.first),
  last: Math.max(left.last, right.last),
  end: Math.max(left.end, right.end),
})
