'use client'

import { useMemo } from 'react'
import { useAnalysis } from '@/lib/client/analysis'
import { arrowIn, elementOf } from '@/lib/kernel/take'
import type { PanelProps } from './sidePanel'
import { type ListRow, SortedList } from './sortedList'

/** Interfaces between subsystems of the analysis that the picture shows and the model has not: to take in or leave out. */
export function MissingList({ tree, exploration, onChoose }: PanelProps) {
  const analysis = useAnalysis()
  const rows = useMemo(() => {
    if (exploration.level !== 'subsystems') return []
    return tree.edges
      .filter(({ from, to }) => {
        if (!elementOf(analysis, from) || !elementOf(analysis, to)) return false
        const { bound, out } = arrowIn(analysis, from, to)
        return bound.length === 0 && !out
      })
      .map(
        ({ from, to, count }): ListRow => ({
          key: `${from}\0${to}`,
          name: `${from} → ${to}`,
          count,
          onChoose: () => onChoose({ from, to }),
        }),
      )
  }, [analysis, tree, exploration.level, onChoose])
  return (
    <>
      <p className="mb-1 text-soft">
        Calls between subsystems of the analysis that it does not have yet. Choose one to take it in, or to leave it out
        with a reason.
      </p>
      <SortedList what="missing interfaces" counted="calls" rows={rows} />
    </>
  )
}
