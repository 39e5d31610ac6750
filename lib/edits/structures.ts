import { graphOf, itemsOf, linked } from '@/lib/stpa/graph'
import { interactionKinds } from '@/lib/stpa/kinds/interaction'
import { type Analysis, positionId, type Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import type { Edit } from './drawing'
import { createItem } from './items'

const link = (structure: Uid, to: Uid): Operation => ({ op: 'link', from: structure, name: 'shows', to })
const unlink = (structure: Uid, to: Uid): Operation => ({ op: 'unlink', from: structure, name: 'shows', to })

/** A new control structure that shows these elements and what passes between them. */
export function newStructure(analysis: Analysis, text: string, elements: readonly Uid[], copyOf?: Uid): Edit {
  const { uid, operation } = createItem('structure', text)
  const places = elements.flatMap((item): Operation[] => {
    const position = copyOf && analysis.positions.get(positionId({ structure: copyOf, item }))
    if (!position) return []
    const { structure: _, item: __, ...at } = position
    return [{ op: 'place', structure: uid, item, at }]
  })
  const between = interactionsBetween(analysis, new Set(elements))
  return { uid, operations: [operation, ...[...elements, ...between].map((to) => link(uid, to)), ...places] }
}

/** Interactions whose ends are all among these elements. */
function interactionsBetween(analysis: Analysis, elements: ReadonlySet<Uid>): Uid[] {
  return interactionKinds.flatMap((kind) =>
    itemsOf(analysis, kind)
      .filter((item) => {
        const [source, targets] = [linked(analysis, item.uid, 'source'), linked(analysis, item.uid, 'target')]
        return source.some((end) => elements.has(end.uid)) && targets.some((end) => elements.has(end.uid))
      })
      .map((item) => item.uid),
  )
}

/** Makes a structure show exactly these elements. What leaves loses its position here. */
export function showExactly(analysis: Analysis, structure: Uid, elements: ReadonlySet<Uid>): Operation[] {
  const shown = new Set(linked(analysis, structure, 'shows').map((item) => item.uid))
  const between = new Set(interactionsBetween(analysis, elements))
  const wanted = new Set([...elements, ...between])
  const leaving = [...shown].filter((uid) => !wanted.has(uid))
  return [
    ...[...wanted].filter((uid) => !shown.has(uid)).map((uid) => link(structure, uid)),
    ...leaving.map((uid) => unlink(structure, uid)),
    ...leaving
      .filter((item) => analysis.positions.has(positionId({ structure, item })))
      .map((item): Operation => ({ op: 'place', structure, item, at: null })),
  ]
}

/** With their inner boxes. */
export function withInner(analysis: Analysis, uids: Iterable<Uid>): Set<Uid> {
  const result = new Set<Uid>()
  const visit = (uid: Uid) => {
    result.add(uid)
    for (const child of graphOf(analysis).children.get(uid) ?? []) visit(child.uid)
  }
  for (const uid of uids) visit(uid)
  return result
}
