import { widthOf, wrap } from '@/lib/stpa/layout/text'
import { counted } from '@/lib/text/counts'
import type { SystemArrow, SystemColumn, SystemNode, SystemView } from './model'

type Point = { readonly x: number; readonly y: number }

export type DrawnSystemNode = SystemNode &
  Point & {
    readonly width: number
    readonly height: number
    /** The name as it is broken to fit. */
    readonly lines: readonly string[]
    /** `51 calls`, `15 calls, 2 errors: EAGAIN`; of a command `6 subsystems`. */
    readonly note: string
  }

/** From the right side of one box to the left side of another, as a curve with two handles. */
export type DrawnSystemArrow = SystemArrow & { readonly points: readonly [Point, Point, Point, Point] }

/** A system view with its places, in pixels, origin at the top left. */
export type DrawnSystemView = {
  readonly width: number
  readonly height: number
  readonly heads: readonly { readonly text: string; readonly x: number }[]
  readonly nodes: readonly DrawnSystemNode[]
  readonly arrows: readonly DrawnSystemArrow[]
}

export const systemFont = { text: 13, note: 11, line: 17 } as const

const size = { widest: 250, least: 120, padding: 12, gap: 14, between: 170, top: 30 } as const
const columns: readonly SystemColumn[] = ['command', 'subsystem', 'resource']
const headOf: Readonly<Record<SystemColumn, string>> = {
  command: 'Commands',
  subsystem: 'Subsystems of the kernel',
  resource: 'Devices and other resources',
}

/** Rounds in which each column is put in the order of what it is joined with: more change nothing to see. */
const rounds = 4

/** Lays three columns out so that few arrows cross. Deterministic, in O(rounds × arrows). */
export function layoutSystemView(view: SystemView): DrawnSystemView {
  const served = new Map<string, number>()
  for (const { from } of view.arrows) served.set(from, (served.get(from) ?? 0) + 1)
  const sized = orderedColumns(view).map((nodes) => nodes.map((node) => sizedNode(node, served.get(node.id) ?? 0)))
  const heights = sized.map((nodes) => nodes.reduce((sum, { height }) => sum + height + size.gap, -size.gap))
  const tallest = Math.max(0, ...heights)
  let x = 0
  const heads: { text: string; x: number }[] = []
  const placed = sized.flatMap((nodes, index) => {
    if (nodes.length === 0) return []
    const width = Math.max(...nodes.map((node) => node.width))
    const column = columns[index] ?? 'command'
    heads.push({ text: headOf[column], x })
    const drawn = stacked(nodes, { x, width, y: size.top + (tallest - (heights[index] ?? 0)) / 2 })
    x += width + size.between
    return drawn
  })
  const width = Math.max(0, x - size.between, ...heads.map((head) => head.x + widthOf(head.text, systemFont.note) + 8))
  return { width, height: size.top + tallest, heads, nodes: placed, arrows: arrowsOf(view.arrows, placed) }
}

function stacked(
  nodes: readonly Sized[],
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): DrawnSystemNode[] {
  let top = y
  return nodes.map((node): DrawnSystemNode => {
    const drawn = { ...node, width, x, y: top }
    top += node.height + size.gap
    return drawn
  })
}

type Sized = Omit<DrawnSystemNode, 'x' | 'y'>

function sizedNode(node: SystemNode, served: number): Sized {
  const lines = wrap(node.name, systemFont.text, size.widest - 2 * size.padding, 3)
  const note = node.column === 'command' ? counted(served, 'subsystem') : noteOf(node)
  const text = Math.max(...lines.map((line) => widthOf(line, systemFont.text)), widthOf(note, systemFont.note))
  const width = Math.max(size.least, text + 2 * size.padding)
  return { ...node, lines, note, width, height: (lines.length + 1) * systemFont.line + 12 }
}

function noteOf({ calls, errors, errorNames }: SystemNode): string {
  const named =
    errorNames.length > 0 ? `: ${errorNames.slice(0, 2).join(', ')}${errorNames.length > 2 ? ' …' : ''}` : ''
  return errors === 0 ? counted(calls, 'call') : `${counted(calls, 'call')}, ${counted(errors, 'error')}${named}`
}

/** Each column in the order of the middle of what its boxes are joined with, to and fro. */
function orderedColumns({ nodes, arrows }: SystemView): SystemNode[][] {
  const ordered = columns.map((column) => nodes.filter((node) => node.column === column))
  const joined = new Map<string, string[]>()
  const join = (one: string, other: string) => {
    const known = joined.get(one)
    if (known) known.push(other)
    else joined.set(one, [other])
  }
  for (const { from, to } of arrows) {
    join(from, to)
    join(to, from)
  }
  for (let round = 0; round < rounds; round++) {
    const [first, second] = round % 2 === 0 ? [1, 2] : [1, 0]
    for (const index of [first, second]) {
      const besides = round % 2 === 0 ? ordered[index - 1] : ordered[index + 1]
      ordered[index] = byMiddle(ordered[index] ?? [], besides ?? [], joined)
    }
  }
  return ordered
}

function byMiddle(
  nodes: readonly SystemNode[],
  besides: readonly SystemNode[],
  joined: ReadonlyMap<string, readonly string[]>,
): SystemNode[] {
  const places = new Map(besides.map(({ id }, index) => [id, index / Math.max(1, besides.length - 1)]))
  const middleOf = (node: SystemNode, index: number) => {
    const own = (joined.get(node.id) ?? []).flatMap((id) => places.get(id) ?? [])
    return own.length > 0 ? own.reduce((sum, place) => sum + place, 0) / own.length : index / nodes.length
  }
  const keyed = nodes.map((node, index) => ({ node, index, middle: middleOf(node, index) }))
  return keyed.sort((left, right) => left.middle - right.middle || left.index - right.index).map(({ node }) => node)
}

/** Ends are spread over the side of a box in the order of what they lead to. */
function arrowsOf(arrows: readonly SystemArrow[], nodes: readonly DrawnSystemNode[]): DrawnSystemArrow[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const leaving = endsOf(arrows, 'from', 'to', byId)
  const arriving = endsOf(arrows, 'to', 'from', byId)
  return arrows.flatMap((arrow): DrawnSystemArrow[] => {
    const [from, to] = [byId.get(arrow.from), byId.get(arrow.to)]
    if (!from || !to) return []
    const start = { x: from.x + from.width, y: leaving.get(arrow) ?? from.y }
    const end = { x: to.x, y: arriving.get(arrow) ?? to.y }
    const half = (end.x - start.x) / 2
    return [{ ...arrow, points: [start, { x: start.x + half, y: start.y }, { x: end.x - half, y: end.y }, end] }]
  })
}

function endsOf(
  arrows: readonly SystemArrow[],
  at: 'from' | 'to',
  towards: 'from' | 'to',
  byId: ReadonlyMap<string, DrawnSystemNode>,
): Map<SystemArrow, number> {
  const groups = new Map<string, SystemArrow[]>()
  for (const arrow of arrows) groups.set(arrow[at], [...(groups.get(arrow[at]) ?? []), arrow])
  const ends = new Map<SystemArrow, number>()
  for (const [id, own] of groups) {
    const box = byId.get(id)
    if (!box) continue
    const sorted = own.toSorted((left, right) => (byId.get(left[towards])?.y ?? 0) - (byId.get(right[towards])?.y ?? 0))
    for (const [index, arrow] of sorted.entries())
      ends.set(arrow, box.y + (box.height * (index + 1)) / (sorted.length + 1))
  }
  return ends
}

/** An SVG path of the curve. */
export function curveOf([start, one, other, end]: DrawnSystemArrow['points']): string {
  const at = ({ x, y }: Point) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
  return `M${at(start)}C${at(one)} ${at(other)} ${at(end)}`
}
