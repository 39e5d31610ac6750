import { fieldOf, textOf } from '../fieldValues'
import { itemsOf, linked, linkedFrom } from '../graph'
import { interactionKinds } from '../kinds/interaction'
import { type Analysis, type Item, positionId, type Uid } from '../model'
import type { Diagram, DiagramEdge, DiagramNode } from './types'

/**
 * What one control structure shows: the elements that it is linked to (all of them when it shows none, or for null),
 * and every interaction between two of them. A path over actuators or sensors gives one arrow per leg.
 */
export function diagramOf(analysis: Analysis, structure: Uid | null): Diagram {
  const item = structure === null ? undefined : analysis.items.get(structure)
  const chosen = item ? linked(analysis, item.uid, 'shows').filter((end) => end.kind === 'element') : []
  const shown = chosen.length > 0 ? chosen : item ? [] : [...itemsOf(analysis, 'element')]
  const uids = new Set(shown.map((element) => element.uid))
  const nodes = itemsOf(analysis, 'element')
    .filter((element) => uids.has(element.uid))
    .map((element) => nodeOf(analysis, element, uids, structure))
  const edges = interactionKinds.flatMap((kind) =>
    itemsOf(analysis, kind)
      .filter(isActive)
      .flatMap((interaction) => edgesOf(analysis, interaction, kind, uids)),
  )
  return { structure, title: item ? textOf(item) : 'All elements', nodes, edges }
}

const isActive = (item: Item): boolean => item.fields.state !== 'rejected' && item.fields.state !== 'withdrawn'

/** Taken from a kernel's call graph, and not confirmed by a person yet: draft is the empty value of a state. */
const isCandidate = (analysis: Analysis, item: Item): boolean =>
  !item.fields.state && linkedFrom(analysis, item.uid, 'binds', 'kernelBinding').length > 0

function nodeOf(analysis: Analysis, item: Item, shown: ReadonlySet<Uid>, structure: Uid | null): DiagramNode {
  const rank = fieldOf(item, 'rank')
  const place = structure === null ? undefined : analysis.positions.get(positionId({ structure, item: item.uid }))
  let parent = item.parent
  while (parent !== null && !shown.has(parent)) parent = analysis.items.get(parent)?.parent ?? null
  return {
    uid: item.uid,
    key: item.key,
    text: textOf(item) || item.key,
    nature: textOf(item, 'nature'),
    boundary: textOf(item, 'boundary'),
    rank: typeof rank === 'number' ? rank : null,
    draft: (item.fields.nature === 'data' && !item.fields.state) || isCandidate(analysis, item),
    parent,
    placed: place
      ? { x: place.x, y: place.y, ...(place.width && place.height ? { width: place.width, height: place.height } : {}) }
      : null,
  }
}

function edgesOf(analysis: Analysis, item: Item, kind: DiagramEdge['kind'], shown: ReadonlySet<Uid>): DiagramEdge[] {
  const [source] = linked(analysis, item.uid, 'source')
  if (!source || !shown.has(source.uid)) return []
  const via = linked(analysis, item.uid, 'via')
    .filter((end) => shown.has(end.uid))
    .map((end) => end.uid)
  const base = {
    uid: item.uid,
    kind,
    key: item.key,
    text: textOf(item) || item.key,
    draft: item.fields.state === 'draft' || isCandidate(analysis, item),
  }
  const edges: DiagramEdge[] = []
  const legs = new Set<string>()
  for (const target of linked(analysis, item.uid, 'target')) {
    if (!shown.has(target.uid)) continue
    const path = [source.uid, ...via, target.uid]
    for (let leg = 1; leg < path.length; leg++) {
      const [from = '', to = ''] = [path[leg - 1], path[leg]]
      if (from === to || legs.has(`${from} ${to}`)) continue
      legs.add(`${from} ${to}`)
      edges.push({ ...base, id: `${item.uid}.${edges.length}`, leg: edges.length, from, to })
    }
  }
  return edges
}
