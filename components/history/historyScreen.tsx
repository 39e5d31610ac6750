'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { useAnalysis, useUndo } from '@/lib/client/analysis'
import { request } from '@/lib/client/request'
import type { ChangeEntry } from '@/lib/stpa/api'
import { describe } from './describe'

const pageSize = 100

/** The change log: who, when, why and what, newest first. */
export function HistoryScreen() {
  const analysis = useAnalysis()
  const { undo, redo } = useUndo()
  const [pages, setPages] = useState(1)
  const from = Math.max(0, analysis.revision - pages * pageSize)
  const { data: changes, error } = useQuery({
    queryKey: ['history', analysis.id, analysis.revision, from],
    queryFn: () => request<ChangeEntry[]>('GET', `/api/analyses/${analysis.id}/changes?since=${from}&limit=200`),
    placeholderData: (before) => before,
  })
  return (
    <div className="mx-auto max-w-4xl p-5">
      <div className="flex items-center gap-2">
        <h2 className="flex-1 font-semibold text-[17px]">History</h2>
        <Button onClick={undo}>Undo my last change</Button>
        <Button onClick={redo}>Redo</Button>
      </div>
      {error && <p className="text-error">{error.message}</p>}
      <ol className="mt-3 divide-y divide-line rounded border border-line bg-panel">
        {[...(changes ?? [])].reverse().map((change) => (
          <Entry key={change.revision} change={change} />
        ))}
      </ol>
      {from > 0 && (
        <Button className="mt-3" onClick={() => setPages(pages + 1)}>
          Earlier changes
        </Button>
      )}
    </div>
  )
}

function Entry({ change }: { change: ChangeEntry }) {
  const analysis = useAnalysis()
  const lines = change.operations.slice(0, 12).map(describe)
  const action = change.reverts === null ? change.action : `${change.action} of revision ${change.reverts}`
  return (
    <li className="px-3 py-2">
      <p className="text-[12px] text-soft">
        <span className="font-semibold text-ink">{change.revision}</span> · {change.author.name} ·{' '}
        {new Date(change.revisedAt).toLocaleString()} · {action}
        {change.reason && ` · ${change.reason}`}
      </p>
      <ul>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: operations of one change, in order
          <li key={index}>
            {line.verb}{' '}
            {analysis.items.has(line.uid) ? (
              <KeyLink uid={line.uid} />
            ) : (
              <span className="font-mono text-[12px]">{line.key ?? line.uid}</span>
            )}{' '}
            {line.detail}
          </li>
        ))}
        {change.operations.length > lines.length && (
          <li className="text-soft">and {change.operations.length - lines.length} more</li>
        )}
      </ul>
    </li>
  )
}
