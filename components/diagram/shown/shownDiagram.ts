import type { InteractionKind } from '@/lib/stpa/kinds/interaction'
import type { Diagram, DiagramEdge, DiagramNode } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'

/** What a person chose to see of one structure; nothing of it is stored in the analysis. */
export type View = {
  readonly hiddenKinds: readonly InteractionKind[]
  readonly hiddenBoundaries: readonly string[]
  /** Boxes whose inside is folded away. */
  readonly collapsed: readonly Uid[]
  /** Only this box, what is inside it, and what is at most `reach` arrows away. */
  readonly focus: Uid | null
  readonly reach: number
}

export const plainView: View = { hiddenKinds: [], hiddenBoundaries: [], collapsed: [], focus: null, reach: 1 }

export type ShownDiagram = {
  readonly diagram: Diagram
  /** How many boxes are folded away inside a collapsed box. */
  readonly inside: ReadonlyMap<Uid, number>
  /** Boxes that have something inside, folded away or not. */
  readonly parents: ReadonlySet<Uid>
}

/**
 * The diagram with collapsed boxes folded and everything far from the focus left out. Arrows of what is folded away end
 * at the collapsed box. In a focus the layout is free: positions belong to the whole picture.
 */
export function shownDiagram(diagram: Diagram, view: View): ShownDiagram {
  const parents = new Set(diagram.nodes.flatMap((node) => node.parent ?? []))
  const standsFor = representatives(diagram, new Set(view.collapsed))
  const inside = new Map<Uid, number>()
  for (const [uid, box] of standsFor) if (uid !== box) inside.set(box, (inside.get(box) ?? 0) + 1)
  const nodes = diagram.nodes.filter((node) => standsFor.get(node.uid) === node.uid)
  const edges = foldEdges(diagram.edges, standsFor)
  const folded = { ...diagram, nodes, edges }
  const focus = view.focus === null ? undefined : standsFor.get(view.focus)
  return { diagram: focus === undefined ? folded : around(folded, focus, view.reach), inside, parents }
}

/** Each box → the outermost collapsed box that it stands in, or itself. Parents come before their children. */
function representatives(diagram: Diagram, collapsed: ReadonlySet<Uid>): Map<Uid, Uid> {
  const result = new Map<Uid, Uid>()
  for (const { uid, parent } of diagram.nodes) {
    const above = parent === null ? undefined : result.get(parent)
    const isFolded = above !== undefined && (above !== parent || collapsed.has(above))
    result.set(uid, isFolded ? above : uid)
  }
  return result
}

function foldEdges(edges: readonly DiagramEdge[], standsFor: ReadonlyMap<Uid, Uid>): DiagramEdge[] {
  const seen = new Set<string>()
  return edges.flatMap((edge) => {
    const [from, to] = [standsFor.get(edge.from) ?? edge.from, standsFor.get(edge.to) ?? edge.to]
    const name = `${edge.uid} ${from} ${to}`
    if (from === to || seen.has(name)) return []
    seen.add(name)
    return [from === edge.from && to === edge.to ? edge : { ...edge, from, to }]
  })
}

function around(diagram: Diagram, focus: Uid, reach: number): Diagram {
  const parentOf = new Map(diagram.nodes.map((node) => [node.uid, node.parent]))
  const core = new Set(diagram.nodes.filter((node) => isWithin(node, focus, parentOf)).map((node) => node.uid))
  let kept = core
  for (let step = 0; step < reach; step++) {
    const next = new Set(kept)
    for (const { from, to } of diagram.edges) {
      if (kept.has(from)) next.add(to)
      if (kept.has(to)) next.add(from)
    }
    kept = next
  }
  const shown = new Set(kept)
  // A box keeps the boxes that it stands in: they say where it belongs.
  for (const uid of kept) for (let up = parentOf.get(uid) ?? null; up; up = parentOf.get(up) ?? null) shown.add(up)
  const nodes = diagram.nodes.filter((node) => shown.has(node.uid)).map((node) => ({ ...node, placed: null }))
  return { ...diagram, nodes, edges: diagram.edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)) }
}

function isWithin(node: DiagramNode, box: Uid, parentOf: ReadonlyMap<Uid, Uid | null>): boolean {
  for (let up: Uid | null = node.uid; up !== null; up = parentOf.get(up) ?? null) if (up === box) return true
  return false
}

/** The collapsed boxes that hide this one; without them it is seen. */
export function hiding(diagram: Diagram, uid: Uid, collapsed: readonly Uid[]): Uid[] {
  const parentOf = new Map(diagram.nodes.map((node) => [node.uid, node.parent]))
  const found: Uid[] = []
  for (let up = parentOf.get(uid) ?? null; up !== null; up = parentOf.get(up) ?? null)
    if (collapsed.includes(up)) found.push(up)
  return found
}
