'use client'

import { useMemo, useState } from 'react'
import { isInlined } from '@/lib/kernel/callers'
import { nameOf } from '@/lib/kernel/graph/graph'
import { entryOfCall, placeOfCall, targetOfCall } from '@/lib/kernel/possible'
import type { PanelProps } from './panel'
import { ArrowInAnalysis } from './taking/arrowInAnalysis'
import { TakeArrowDialog } from './taking/takeArrowDialog'

const page = 100

/** The functions that carry an arrow, each with the places from which it is called. */
export function ChosenArrow({ graph, tree, exploration, target, from, to }: PanelProps & { from: string; to: string }) {
  const [isTaking, setTaking] = useState(false)
  const edge = tree.edges.find((other) => other.from === from && other.to === to)
  const functions = useMemo(() => {
    const places = new Map<number, Set<string>>()
    for (const call of edge?.calls ?? []) {
      const of = targetOfCall(graph, call)
      const isFromInline = entryOfCall(graph, call) === undefined && isInlined(graph, call)
      const place = `${placeOfCall(graph, call)}${isFromInline ? ' (inlined code)' : ''}`
      const known = places.get(of)
      if (known) known.add(place)
      else places.set(of, new Set([place]))
    }
    return [...places].sort(([, left], [, right]) => right.size - left.size)
  }, [graph, edge])
  if (!edge) return null
  return (
    <section aria-label="Chosen arrow" className="mb-4 border-line border-b pb-3">
      <h3 className="mb-1 break-words font-semibold">
        {from} → {to}
      </h3>
      <p className="mb-1 text-soft">
        {edge.count} {edge.count === 1 ? 'call' : 'calls'} of {functions.length}{' '}
        {functions.length === 1 ? 'function' : 'functions'}
        {edge.possible > 0 && `, ${edge.possible === edge.count ? 'all' : edge.possible} only possible`}
      </p>
      {exploration.level === 'subsystems' && (
        <ArrowInAnalysis graph={graph} hash={exploration.graph} ends={{ from, to }} onTake={() => setTaking(true)} />
      )}
      <ul className="max-h-72 overflow-y-auto">
        {functions.slice(0, page).map(([of, places]) => (
          <li key={of}>
            <details>
              <summary className="cursor-pointer font-mono text-[12.5px]">
                {nameOf(graph, of)} <span className="text-soft">({places.size})</span>
              </summary>
              <ul className="pl-4 text-[12px] text-soft">
                {[...places].slice(0, page).map((place) => (
                  <li key={place}>{place}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      {isTaking && (
        <TakeArrowDialog
          graph={graph}
          hash={exploration.graph}
          ends={{ from, to }}
          functions={functions.map(([of]) => of)}
          target={target}
          onClose={() => setTaking(false)}
        />
      )}
    </section>
  )
}
