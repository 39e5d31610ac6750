import { graphOf } from '@/lib/stpa/graph'
import type { Drawing } from '@/lib/stpa/layout/types'
import type { Analysis, Uid } from '@/lib/stpa/model'

/** What belongs to the selected item: the rest of the picture steps back. Boxes by uid, arrows by the interaction's uid. */
export type Related = { readonly boxes: ReadonlySet<Uid>; readonly arrows: ReadonlySet<Uid> }

/**
 * A box: its arrows, their other ends, and what is inside it. An arrow: its ends. Any other item (an unsafe control
 * action, a responsibility …): the boxes and arrows that it is linked with. Undefined when nothing drawn belongs to it.
 */
export function relatedTo(analysis: Analysis, drawing: Drawing, selected: Uid | null): Related | undefined {
  if (selected === null) return undefined
  const drawn = new Set([...drawing.nodes.map((node) => node.uid), ...drawing.edges.map((edge) => edge.uid)])
  const start = drawn.has(selected) ? [selected] : linkedItems(analysis, selected).filter((uid) => drawn.has(uid))
  if (start.length === 0) return undefined
  const core = new Set(start)
  for (const node of drawing.nodes) if (node.parent !== null && core.has(node.parent)) core.add(node.uid)
  const boxes = new Set(drawing.nodes.flatMap((node) => (core.has(node.uid) ? node.uid : [])))
  const arrows = new Set<Uid>()
  for (const { uid, from, to } of drawing.edges) {
    if (!core.has(uid) && !(drawn.has(selected) && (core.has(from) || core.has(to)))) continue
    arrows.add(uid)
    boxes.add(from).add(to)
  }
  const parentOf = new Map(drawing.nodes.map((node) => [node.uid, node.parent]))
  for (const uid of [...boxes])
    for (let up = parentOf.get(uid) ?? null; up; up = parentOf.get(up) ?? null) boxes.add(up)
  return { boxes, arrows }
}

function linkedItems(analysis: Analysis, uid: Uid): Uid[] {
  const { outgoing, incoming } = graphOf(analysis)
  const structure = (end: Uid) => analysis.items.get(end)?.kind === 'structure'
  return [
    ...(outgoing.get(uid) ?? []).map((link) => link.to),
    ...(incoming.get(uid) ?? []).map((link) => link.from),
  ].filter((end) => !structure(end) && !structure(uid))
}
