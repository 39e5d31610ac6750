import type { Diagram, DiagramEdge } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'

const verbs = { controlAction: 'controls', feedback: 'informs', otherInteraction: 'acts on' } as const

/** "Request Handler controls Telltale Checking: Set Required Telltales". */
export function sentenceOf(edge: DiagramEdge, names: ReadonlyMap<Uid, string>): string {
  const name = (uid: Uid) => names.get(uid) ?? 'something'
  return `${name(edge.from)} ${verbs[edge.kind]} ${name(edge.to)}: ${edge.text}`
}

export type OutlineEntry = { readonly uid: Uid; readonly id: string; readonly sentence: string }
export type OutlineBox = {
  readonly uid: Uid
  readonly key: string
  readonly text: string
  readonly depth: number
  readonly gives: readonly OutlineEntry[]
}

/** The picture in words: each box in reading order, and what it gives to others: control actions, feedback, the rest. */
export function outlineOf(diagram: Diagram): OutlineBox[] {
  const names = new Map(diagram.nodes.map((node) => [node.uid, node.text]))
  const depths = new Map<Uid, number>()
  const given = new Map<Uid, OutlineEntry[]>()
  for (const edge of diagram.edges) {
    const entry = { uid: edge.uid, id: edge.id, sentence: sentenceOf(edge, names) }
    given.set(edge.from, [...(given.get(edge.from) ?? []), entry])
  }
  return diagram.nodes.map(({ uid, key, text, parent }) => {
    const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1
    depths.set(uid, depth)
    return { uid, key, text, depth, gives: given.get(uid) ?? [] }
  })
}
