'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis, useUndo } from '@/lib/client/analysis'
import { ChangeCard } from './changeCard'
import { fits, type HistoryFilter } from './differences'
import { HistoryFilterBar } from './historyFilter'
import { useHistory } from './useHistory'

/** The change log, newest first: who, when, why and what; earlier pages come as you scroll. */
export function HistoryScreen() {
  const analysis = useAnalysis()
  const { undo, redo } = useUndo()
  const { changes, error, loading, loadMore } = useHistory()
  const [filter, setFilter] = useState<HistoryFilter>({ author: '', item: '', words: '' })
  const shown = changes.filter((change) => fits(analysis, change, filter))
  const isFiltered = shown.length < changes.length
  return (
    <div className="mx-auto max-w-4xl p-5">
      <div className="flex items-center gap-2">
        <h2 className="flex-1 font-semibold text-[17px]">History</h2>
        <Button onClick={undo}>Undo my last change</Button>
        <Button onClick={redo}>Redo</Button>
      </div>
      <HistoryFilterBar changes={changes} filter={filter} onChange={setFilter} />
      {error && <p className="text-error">{error.message}</p>}
      <p role="status" className="mb-1 text-[12.5px] text-soft">
        {loading && changes.length === 0
          ? 'Loading the log …'
          : isFiltered
            ? `${shown.length} of the ${changes.length} changes loaded so far`
            : `${changes.length} of ${analysis.revision} changes`}
      </p>
      {shown.length > 0 && (
        <ol className="divide-y divide-line rounded border border-line bg-panel">
          {shown.map((change) => (
            <ChangeCard key={change.revision} change={change} />
          ))}
        </ol>
      )}
      {!loading && analysis.revision === 0 && <Nothing />}
      <More loadMore={loadMore} loading={loading} />
    </div>
  )
}

const Nothing = () => (
  <EmptyState title="No changes yet">
    <p>
      Every edit is kept with its author, its time and its reason. Undo and redo take back your own changes only, one at
      a time, also after a reload.
    </p>
  </EmptyState>
)

/** Loads the next page when it comes into view, or by the button. */
function More({ loadMore, loading }: { loadMore: (() => void) | undefined; loading: boolean }) {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!end.current || !loadMore) return
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && loadMore())
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [loadMore])
  if (!loadMore && !loading) return null
  return (
    <div ref={end} className="mt-3">
      <Button onClick={loadMore} disabled={!loadMore}>
        {loading ? 'Loading …' : 'Earlier changes'}
      </Button>
    </div>
  )
}
