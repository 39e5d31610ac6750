import type { TraceNode } from '@/lib/stpa/traceability'

/** A node as a row of the tree: `path` tells it apart from other places of the same item. */
export type Row = {
  readonly path: string
  readonly node: TraceNode
  readonly level: number
  readonly open: boolean
  readonly parent: string | undefined
}

/** Rows that are visible; `folded` holds paths that differ from what is open at first (the first levels). */
export function rowsOf(root: TraceNode, toggled: ReadonlySet<string>, wanted: (node: TraceNode) => boolean): Row[] {
  const rows: Row[] = []
  const add = (node: TraceNode, path: string, level: number, parent: string | undefined) => {
    const open = level < openLevels !== toggled.has(path)
    rows.push({ path, node, level, open, parent })
    if (!open) return
    for (const child of node.children) {
      if (hasWanted(child, wanted)) add(child, `${path} ${child.item.uid} ${child.title}`, level + 1, path)
    }
  }
  add(root, root.item.uid, 1, undefined)
  return rows
}

const openLevels = 4

/** The node or something below it is wanted: a way to what is looked for stays. */
function hasWanted(node: TraceNode, wanted: (node: TraceNode) => boolean): boolean {
  return wanted(node) || node.children.some((child) => hasWanted(child, wanted))
}

/** Items of a tree by kind, each counted once. */
export function kindsIn(root: TraceNode): Map<string, number> {
  const counts = new Map<string, number>()
  const count = (node: TraceNode) => {
    if (!node.repeated) counts.set(node.item.kind, (counts.get(node.item.kind) ?? 0) + 1)
    for (const child of node.children) count(child)
  }
  for (const child of root.children) count(child)
  return counts
}
