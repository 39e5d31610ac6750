'use client'

import { useMemo, useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { itemsOf } from '@/lib/stpa/graph'
import { kindOf } from '@/lib/stpa/kinds'
import { traceOf } from '@/lib/stpa/traceability'
import { ItemFinder } from './itemFinder'
import { TraceTree } from './traceTree'

/** Up and down from one item, which stays while others are opened beside it. */
export function TreeView() {
  const analysis = useAnalysis()
  const [selected] = useSelection()
  const [root, setRoot] = useState(selected ?? '')
  const item = analysis.items.get(root) ?? itemsOf(analysis, 'hazard')[0] ?? itemsOf(analysis, 'loss')[0]
  const other = selected === null || selected === item?.uid ? undefined : analysis.items.get(selected)
  const uid = item?.uid ?? ''
  const up = useMemo(() => traceOf(analysis, uid, 'up'), [analysis, uid])
  const down = useMemo(() => traceOf(analysis, uid, 'down'), [analysis, uid])
  if (!item || !up || !down) return <Nothing />
  return (
    <div className="mt-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <ItemFinder label="Trace another item" onPick={(found) => setRoot(found.uid)} />
        {other && <Button onClick={() => setRoot(other.uid)}>Trace {other.key}, which is selected</Button>}
      </div>
      <p className="mt-2">
        <span className="text-soft">{kindOf(item.kind).title}</span> <KeyLink uid={uid} text />
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
      down. Find any item here to see its way up to losses and down to requirements and evidence.
    </p>
  </EmptyState>
)
