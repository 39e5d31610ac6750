import type { Elk } from '@/lib/stpa/layout'
import type { Tree, TreeNode } from '../walk/tree'

export type Point = { readonly x: number; readonly y: number }
/** `isGroup`: an opened subsystem around its functions. */
export type DrawnNode = TreeNode &
  Point & { readonly width: number; readonly height: number; readonly isGroup: boolean }
export type DrawnArrow = {
  readonly from: string
  readonly to: string
  readonly count: number
  /** True when none of its calls is certain. */
  readonly isPossible: boolean
  readonly points: readonly Point[]
}

/** A call tree with its places, in pixels, origin at the top left. */
export type DrawnTree = {
  readonly width: number
  readonly height: number
  readonly nodes: readonly DrawnNode[]
  readonly arrows: readonly DrawnArrow[]
}

const box = { height: 28, character: 7.2, padding: 24, most: 360 }

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'POLYLINE',
  'elk.layered.spacing.nodeNodeBetweenLayers': '90',
  'elk.spacing.nodeNode': '14',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.thoroughness': '3',
  'elk.separateConnectedComponents': 'false',
  'elk.json.edgeCoords': 'ROOT',
}

const sizeOf = (name: string) => ({
  width: Math.min(box.most, Math.ceil(name.length * box.character) + box.padding),
  height: box.height,
})

/** The graph that ELK lays out: callers left of what they call, as nav draws it; functions inside opened subsystems. */
export function elkTreeOf(tree: Tree): ElkTree {
  const ids = new Map(tree.nodes.map((node, index) => [node.name, String(index)]))
  const groups = groupsOf(tree)
  const leaf = (node: TreeNode): ElkBox => ({ id: ids.get(node.name) ?? '', ...sizeOf(node.name) })
  const children = tree.nodes.filter((node) => node.inside === undefined).map(leaf)
  const opened = [...groups].map(
    ([name, nodes], index): ElkBox => ({
      id: `g${index}`,
      layoutOptions: { 'elk.padding': '[top=30,left=12,bottom=12,right=12]' },
      children: nodes.map(leaf),
      ...sizeOf(name),
    }),
  )
  return {
    id: 'root',
    layoutOptions: { ...options, ...(opened.length > 0 ? { 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' } : {}) },
    children: [...children, ...opened],
    edges: drawnEdges(tree).map((edge, index) => ({
      id: `e${index}`,
      sources: [ids.get(edge.from) ?? ''],
      targets: [ids.get(edge.to) ?? ''],
    })),
  }
}

type ElkBox = { id: string; width: number; height: number; layoutOptions?: Record<string, string>; children?: ElkBox[] }
type ElkTree = {
  id: string
  layoutOptions: Record<string, string>
  children: ElkBox[]
  edges: { id: string; sources: string[]; targets: string[] }[]
}

/** An arrow from a box to itself says nothing that can be drawn well. */
const drawnEdges = (tree: Tree) => tree.edges.filter((edge) => edge.from !== edge.to)

function groupsOf(tree: Tree): Map<string, TreeNode[]> {
  const groups = new Map<string, TreeNode[]>()
  for (const node of tree.nodes) {
    if (node.inside === undefined) continue
    const members = groups.get(node.inside)
    if (members) members.push(node)
    else groups.set(node.inside, [node])
  }
  return groups
}

type Placed = { id: string; x?: number; y?: number; width?: number; height?: number; children?: Placed[] }

/** Places by id, from the top left of the whole. */
function placesOf(boxes: readonly Placed[], left = 0, top = 0, into = new Map<string, Placed>()): Map<string, Placed> {
  for (const one of boxes) {
    const placed = { ...one, x: left + (one.x ?? 0), y: top + (one.y ?? 0) }
    into.set(one.id, placed)
    placesOf(one.children ?? [], placed.x, placed.y, into)
  }
  return into
}

/** Lays a call tree out in layers. */
export async function layoutTree(tree: Tree, elk: Elk): Promise<DrawnTree> {
  const laid = await elk.layout(elkTreeOf(tree))
  const places = placesOf(laid.children ?? [])
  const placeOf = (id: string) => {
    const { x = 0, y = 0, width = 0, height = 0 } = places.get(id) ?? {}
    return { x, y, width, height }
  }
  const groups = [...groupsOf(tree).keys()].map((name, index) => ({ name, isGroup: true, ...placeOf(`g${index}`) }))
  const nodes = tree.nodes.map((node, index): DrawnNode => ({ ...node, isGroup: false, ...placeOf(String(index)) }))
  const routes = new Map((laid.edges ?? []).map((edge) => [edge.id, edge.sections?.[0]]))
  const arrows = drawnEdges(tree).map(({ from, to, count, possible }, index): DrawnArrow => {
    const section = routes.get(`e${index}`)
    const points = section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : []
    return { from, to, count, isPossible: possible === count, points }
  })
  return { width: laid.width ?? 0, height: laid.height ?? 0, nodes: [...groups, ...nodes], arrows }
}
