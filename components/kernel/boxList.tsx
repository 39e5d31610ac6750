'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useMarks } from '@/components/view/table/marks'
import { SortedList } from '@/components/view/table/sortedList'
import { rest } from '@/lib/kernel/graph/graph'
import type { TreeNode } from '@/lib/kernel/walk/tree'
import type { PanelProps } from './panel'
import { TakeSubsystemsDialog } from './taking/takeSubsystemsDialog'

/** Boxes of the picture with the calls to each; several subsystems can be taken at once. */
export function BoxList({ graph, tree, exploration, target, onChoose }: PanelProps) {
  const { marked, mark, clear } = useMarks()
  const [isTaking, setTaking] = useState(false)
  const called = useMemo(() => {
    const counts = new Map<string, number>()
    for (const { to, count } of tree.edges) counts.set(to, (counts.get(to) ?? 0) + count)
    return counts
  }, [tree])
  const mayTake = ({ name, function: of }: TreeNode) => of === undefined && name !== rest && name !== 'indirect'
  const rows = tree.nodes.map((node) => ({
    key: node.name,
    name: node.name,
    count: called.get(node.name) ?? 0,
    onChoose: () => onChoose({ node: node.name }),
    ...(mayTake(node) ? { before: mark(node.name, node.name) } : {}),
  }))
  return (
    <div>
      {marked.size > 0 && (
        <Button className="mb-1" onClick={() => setTaking(true)}>
          Take {marked.size} …
        </Button>
      )}
      <SortedList what="boxes" counted="calls" rows={rows} />
      {isTaking && (
        <TakeSubsystemsDialog
          graph={graph}
          hash={exploration.graph}
          names={[...marked]}
          target={target}
          onClose={(done) => {
            setTaking(false)
            if (done) clear()
          }}
        />
      )}
    </div>
  )
}
