import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api'
import { StpaError } from '@/lib/stpa/errors'
import type { Elk } from '@/lib/stpa/layout'
import { widthOf, wrap } from '@/lib/stpa/layout/text'
import type { FlowPicture, PictureArrow, PictureBox } from './picture'

export type FlowPoint = { readonly x: number; readonly y: number }
type Placed = FlowPoint & { readonly width: number; readonly height: number }
/** `texts`: the lines as they are broken to fit. */
export type DrawnBox = PictureBox & Placed & { readonly texts: readonly string[] }
export type DrawnArrow = PictureArrow & { readonly points: readonly FlowPoint[]; readonly place: Placed | null }
export type DrawnGroup = Placed & { readonly text: string }

/** A flow chart with its places, in pixels, origin at the top left. */
export type DrawnFlow = {
  readonly title: string
  readonly width: number
  readonly height: number
  readonly boxes: readonly DrawnBox[]
  readonly arrows: readonly DrawnArrow[]
  readonly groups: readonly DrawnGroup[]
}

/** At most so many boxes and arrows are laid out at once. */
export const flowLimit = 2_500

export const flowFont = { text: 13, note: 11, line: 17, label: 12 } as const
const widest = 340

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '28',
  'elk.spacing.nodeNode': '32',
  'elk.spacing.edgeNode': '18',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.json.edgeCoords': 'ROOT',
}

type Sized = { readonly texts: readonly string[]; readonly width: number; readonly height: number }

function sizeOf({ lines, note, shape }: PictureBox): Sized {
  const texts = lines.flatMap((line) => wrap(line, flowFont.text, widest, 6))
  const text = Math.max(60, ...texts.map((line) => widthOf(line, flowFont.text)), widthOf(note, flowFont.note))
  const height = texts.length * flowFont.line + (note === '' ? 0 : flowFont.line)
  // Text in a diamond has the half of its width and height.
  if (shape === 'decision') return { texts, width: Math.ceil(text * 1.5) + 40, height: Math.ceil(height * 1.9) + 20 }
  return { texts, width: text + 24, height: height + 16 }
}

/**
 * Lays a flow chart out from top to bottom, phases as frames. Deterministic.
 * @throws StpaError tooLarge
 */
export async function layoutFlow(picture: FlowPicture, elk: Elk): Promise<DrawnFlow> {
  const { title, boxes, arrows, groups } = picture
  if (boxes.length + arrows.length > flowLimit) {
    const message = `${boxes.length} steps and ${arrows.length} arrows are too many for one picture (${flowLimit}). Hide or merge steps, or take DOT or Mermaid, which have no limit.`
    throw new StpaError('tooLarge', message)
  }
  const sizes = new Map(boxes.map((box) => [box.id, sizeOf(box)]))
  const laid = await elk.layout(elkGraphOf(picture, sizes))
  const places = placesOf(laid.children ?? [])
  const routes = new Map((laid.edges ?? []).map((edge) => [edge.id, edge]))
  const none: Placed = { x: 0, y: 0, width: 0, height: 0 }
  const drawn = boxes.map(
    (box): DrawnBox => ({ ...box, texts: sizes.get(box.id)?.texts ?? [], ...(places.get(`b${box.id}`) ?? none) }),
  )
  const byId = new Map(drawn.map((box) => [box.id, box]))
  return {
    title,
    width: laid.width ?? 0,
    height: laid.height ?? 0,
    boxes: drawn,
    arrows: arrows.map((arrow, index) => {
      const { points, place } = routeOf(routes.get(`e${index}`))
      return { ...arrow, points: touching(points, byId.get(arrow.from), byId.get(arrow.to)), place }
    }),
    groups: groups.map(({ text }, index) => ({ text, ...(places.get(`g${index}`) ?? none) })),
  }
}

/** ELK ends arrows at the frame of a box; a diamond is reached a little further in. */
function touching(points: readonly FlowPoint[], from?: DrawnBox, to?: DrawnBox): FlowPoint[] {
  return points.map((point, index) => {
    if (index === 0 && from?.shape === 'decision') return onDiamond(point, from)
    return index === points.length - 1 && to?.shape === 'decision' ? onDiamond(point, to) : point
  })
}

function onDiamond(point: FlowPoint, { x, y, width, height }: DrawnBox): FlowPoint {
  const [middleX, middleY] = [x + width / 2, y + height / 2]
  const half = (height / 2) * (1 - Math.min(1, Math.abs(point.x - middleX) / (width / 2)))
  return { x: point.x, y: point.y < middleY ? middleY - half : middleY + half }
}

function elkGraphOf({ boxes, arrows, groups }: FlowPicture, sizes: ReadonlyMap<string, Sized>): ElkNode {
  const grouped = new Set(groups.flatMap((group) => group.boxes))
  const leaf = (id: string): ElkNode => {
    const { width = 0, height = 0 } = sizes.get(id) ?? {}
    return { id: `b${id}`, width, height }
  }
  const frames = groups.map(
    (group, index): ElkNode => ({
      id: `g${index}`,
      layoutOptions: { 'elk.padding': '[top=28,left=14,bottom=14,right=14]' },
      children: group.boxes.map(leaf),
    }),
  )
  const free = boxes.filter(({ id }) => !grouped.has(id)).map(({ id }) => leaf(id))
  return {
    id: 'root',
    layoutOptions: { ...options, ...(groups.length > 0 ? { 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' } : {}) },
    children: [...frames, ...free],
    edges: arrows.map(
      ({ from, to, label }, index): ElkExtendedEdge => ({
        id: `e${index}`,
        sources: [`b${from}`],
        targets: [`b${to}`],
        ...(label === '' ? {} : { labels: [labelOf(label, index)] }),
      }),
    ),
  }
}

const labelOf = (text: string, index: number) => ({
  id: `l${index}`,
  text,
  width: widthOf(text, flowFont.label) + 8,
  height: flowFont.line,
  layoutOptions: { 'elk.edgeLabels.inline': 'true' },
})

/** Places by id, from the top left of the whole. */
function placesOf(nodes: readonly ElkNode[], left = 0, top = 0, into = new Map<string, Placed>()): Map<string, Placed> {
  for (const { id, x = 0, y = 0, width = 0, height = 0, children = [] } of nodes) {
    into.set(id, { x: left + x, y: top + y, width, height })
    placesOf(children, left + x, top + y, into)
  }
  return into
}

function routeOf(edge: ElkExtendedEdge | undefined): Pick<DrawnArrow, 'points' | 'place'> {
  const points = (edge?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ])
  const [label] = edge?.labels ?? []
  const { x = 0, y = 0, width = 0, height = 0 } = label ?? {}
  return { points, place: label ? { x, y, width, height } : null }
}
