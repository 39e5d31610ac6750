'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useMarks } from '@/components/view/table/marks'
import { SortedList } from '@/components/view/table/sortedList'
import { useAnalysis } from '@/lib/client/analysis'
import { arrowIn, elementOf } from '@/lib/kernel/taking/take'
import type { PanelProps } from './panel'
import { TakeArrowsDialog } from './taking/takeArrowsDialog'

/** Interfaces between subsystems of the analysis that the picture shows and the model has not: to take in or leave out. */
export function MissingList({ graph, tree, exploration, target, onChoose }: PanelProps) {
  const analysis = useAnalysis()
  const { marked, mark, clear } = useMarks()
  const [isTaking, setTaking] = useState(false)
  const missing = useMemo(() => {
    if (exploration.level !== 'subsystems') return []
    return tree.edges.filter(({ from, to }) => {
      if (!elementOf(analysis, from) || !elementOf(analysis, to)) return false
      const { bound, out } = arrowIn(analysis, from, to)
      return bound.length === 0 && !out
    })
  }, [analysis, tree, exploration.level])
  const keyOf = ({ from, to }: { from: string; to: string }) => `${from}\0${to}`
  const chosen = missing.filter((edge) => marked.has(keyOf(edge)))
  const rows = missing.map((edge) => {
    const { from, to, count } = edge
    const name = `${from} → ${to}`
    return { key: keyOf(edge), name, count, onChoose: () => onChoose({ from, to }), before: mark(keyOf(edge), name) }
  })
  return (
    <>
      <p className="mb-1 text-soft">
        Calls between subsystems of the analysis that it does not have yet. Choose one to take it in, or to leave it out
        with a reason; mark several to take them in.
      </p>
      {chosen.length > 0 && (
        <Button className="mb-1" onClick={() => setTaking(true)}>
          Take {chosen.length} …
        </Button>
      )}
      <SortedList what="missing interfaces" counted="calls" rows={rows} />
      {isTaking && (
        <TakeArrowsDialog
          graph={graph}
          hash={exploration.graph}
          edges={chosen}
          target={target}
          onClose={(done) => {
            setTaking(false)
            if (done) clear()
          }}
        />
      )}
    </>
  )
}
