import type { DotEdge, DotGraph } from './graphOf'
import { joinLines } from './labels'
import { colourName, type Legend, type Meaning } from './legend'
import { ranksOf } from './ranks'

/** One direction of an edge: `against` goes from its head to its tail (dir=back), `none` has no arrowhead at all. */
export type Arrow = {
  readonly edge: DotEdge
  readonly from: string
  readonly to: string
  readonly labels: readonly string[]
  readonly way: 'along' | 'against' | 'none'
}

/** The arrows of an edge, each with the labels at its own end. A label in the middle of a double arrow names both. */
export function arrowsOf({ directed }: DotGraph, edge: DotEdge): Arrow[] {
  const { from, to, attributes } = edge
  const dir = attributes.get('dir') ?? (directed ? 'forward' : 'none')
  const head = (dir === 'forward' || dir === 'both') && attributes.get('arrowhead') !== 'none'
  const tail = (dir === 'back' || dir === 'both') && attributes.get('arrowtail') !== 'none'
  const labels = labelsOf(edge)
  const along = { edge, from, to, way: 'along' } as const
  const against = { edge, from: to, to: from, way: 'against' } as const
  if (head && tail)
    return [
      { ...along, labels: labels.tail },
      { ...against, labels: labels.head },
    ]
  if (tail) return [{ ...against, labels: labels.all }]
  return [head ? { ...along, labels: labels.all } : { ...along, way: 'none', labels: labels.all }]
}

function labelsOf({ attributes }: DotEdge) {
  const given = (...names: string[]) => [
    ...new Set(names.map((name) => joinLines(attributes.get(name) ?? '')).filter((label) => label !== '')),
  ]
  const all = given('label', 'xlabel', 'taillabel', 'headlabel')
  const [middle, atTail, atHead] = [given('label', 'xlabel'), given('taillabel'), given('headlabel')]
  if (atTail.length + atHead.length === 0) {
    const [first, second] = middle
    return { all, tail: first === undefined ? [] : [first], head: second === undefined ? middle : [second] }
  }
  if (atTail.length > 0 && atHead.length === 0) return { all, tail: atTail, head: middle }
  return { all, tail: [...atTail, ...middle], head: atHead }
}

/** `style="dashed,bold"` → its words. */
export const stylesOf = (attributes: ReadonlyMap<string, string>): string[] =>
  (attributes.get('style') ?? '').split(',').map((style) => style.trim().toLowerCase())

export function isInvisible(attributes: ReadonlyMap<string, string>): boolean {
  return stylesOf(attributes).some((style) => style === 'invis' || style === 'invisible')
}

/** What the drawn style says, else its colour; undefined for a plain solid line. */
export function styledMeaning(legend: Legend, { attributes }: DotEdge): Meaning | undefined {
  const style = stylesOf(attributes).find((name) => name !== 'solid' && legend.all[`edge ${name}`])
  if (style !== undefined) return legend.all[`edge ${style}`]
  const colour = colourName(attributes.get('color') ?? 'black')
  return colour === 'transparent' ? 'ignore' : legend.all[`edge ${colour}`]
}

/** How a drawing tells feedback from control actions. */
export type Habit = {
  readonly by: 'style' | 'direction' | 'nothing'
  readonly isUpward: (arrow: Arrow) => boolean
}

/**
 * A drawing in which some line has the style or colour of feedback tells it so, and all others are what their style says.
 * In one without, an arrow that points up is feedback: drawn so (dir=back), or by the levels that dot gives to the nodes.
 */
export function habitOf(graph: DotGraph, legend: Legend): Habit {
  const visible = graph.edges.filter(({ attributes }) => !isInvisible(attributes))
  const ranks = ranksOf(graph)
  const sign = graph.attributes.get('rankdir') === 'BT' ? -1 : 1
  const fall = ({ from, to }: Arrow) => sign * ((ranks.get(to) ?? 0) - (ranks.get(from) ?? 0))
  const isUpward = (arrow: Arrow) => fall(arrow) < 0 || (fall(arrow) === 0 && arrow.way === 'against')
  if (visible.some((edge) => styledMeaning(legend, edge) === 'feedback')) return { by: 'style', isUpward }
  const plain = visible.filter((edge) => styledMeaning(legend, edge) === undefined)
  const arrows = plain.flatMap((edge) => arrowsOf(graph, edge)).filter(({ way }) => way !== 'none')
  const isTold = arrows.some(isUpward) && (sign === 1 || arrows.some((arrow) => fall(arrow) > 0))
  return { by: isTold ? 'direction' : 'nothing', isUpward }
}

/** What an arrow is: by its style, by a choice of the user, else as the drawing is used to tell feedback. */
export function meaningOf(legend: Legend, habit: Habit, arrow: Arrow): Meaning {
  const styled = styledMeaning(legend, arrow.edge)
  if (styled !== undefined) return styled
  const solid = legend.all['edge solid'] ?? 'controlAction'
  if (arrow.way === 'none') return legend.all['arrow none'] ?? solid
  const sort = arrow.way === 'against' ? 'arrow back' : 'arrow up'
  const isFeedback = arrow.way === 'against' || habit.isUpward(arrow)
  if (isFeedback && legend.chosen[sort]) return legend.chosen[sort]
  return habit.by === 'direction' && habit.isUpward(arrow) ? (legend.all[sort] ?? solid) : solid
}
