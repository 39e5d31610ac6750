'use client'

import { useMemo, useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { itemsOf } from '@/lib/stpa/graph'
import { kindOf } from '@/lib/stpa/kinds'
import { traceOf } from '@/lib/stpa/traceability'
import { TraceTree } from './traceTree'

/** Up and down from the selected item; it can be held while others are selected. */
export function TreeView() {
  const analysis = useAnalysis()
  const [selected] = useSelection()
  const [held, setHeld] = useState('')
  const item =
    analysis.items.get(held || (selected ?? '')) ?? itemsOf(analysis, 'hazard')[0] ?? itemsOf(analysis, 'loss')[0]
  const uid = item?.uid ?? ''
  const up = useMemo(() => traceOf(analysis, uid, 'up'), [analysis, uid])
  const down = useMemo(() => traceOf(analysis, uid, 'down'), [analysis, uid])
  if (!item || !up || !down) return <Nothing />
  return (
    <div className="mt-3">
      <p className="flex flex-wrap items-center gap-x-3">
        <span>
          <span className="text-soft">{kindOf(item.kind).title}</span> <KeyLink uid={uid} text />
        </span>
        <label className="inline-flex items-center gap-1">
          <input type="checkbox" checked={held !== ''} onChange={(event) => setHeld(event.target.checked ? uid : '')} />{' '}
          stay with this item while others are selected
        </label>
      </p>
      <div className="mt-2 grid grid-cols-[repeat(auto-fit,minmax(20rem,1fr))] items-start gap-4">
        <TraceTree
          key={`up ${uid}`}
          title="Towards losses and goals"
          root={up}
          nothing="Nothing is above it: a loss or a goal, or an item that is not linked yet."
        />
        <TraceTree
          key={`down ${uid}`}
          title="Towards requirements and evidence"
          root={down}
          nothing="Nothing follows from it yet."
        />
      </div>
    </div>
  )
}

const Nothing = () => (
  <EmptyState title="Nothing to trace yet">
    <p>
      Losses, hazards, constraints, unsafe control actions, scenarios and requirements are linked as you write them
      down. Select any item, here or with Ctrl K, to see its way up to losses and down to requirements and evidence.
    </p>
  </EmptyState>
)
