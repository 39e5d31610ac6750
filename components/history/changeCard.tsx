'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useAnalysis } from '@/lib/client/analysis'
import type { ChangeEntry } from '@/lib/stpa/api'
import { countsOf } from '@/lib/stpa/diff/changes'
import { differenceOf } from './differences'
import { ItemChange } from './itemChange'

/** Items of a change that are shown at once; an import may have thousands. */
const few = 5
const many = 200

const titles = { edit: 'Edit', import: 'Import', undo: 'Undo', redo: 'Redo' } as const

/** One change of the log: who, when, why, and what became of each item. */
export function ChangeCard({ change }: { change: ChangeEntry }) {
  const { items, positions } = differenceOf(useAnalysis(), change)
  const [shown, setShown] = useState(few)
  const { action, author, reason, revision, revisedAt, reverts } = change
  return (
    <li className="px-3 py-2">
      <h3 className="text-[12.5px] text-soft">
        <span className="font-semibold text-ink">
          {revision} · {titles[action]}
          {reverts !== null && ` of ${reverts}`}
        </span>{' '}
        · {author.name} · <time dateTime={revisedAt}>{new Date(revisedAt).toLocaleString()}</time>
        {reason && <span className="text-ink"> · {reason}</span>}
      </h3>
      {items.length > few && <p className="text-[12.5px] text-soft">{countsText(items)}</p>}
      <ul>
        {items.slice(0, shown).map((item) => (
          <ItemChange key={item.uid} difference={item} />
        ))}
      </ul>
      {positions > 0 && (
        <p className="text-[12.5px] text-soft">
          {positions} {positions === 1 ? 'box' : 'boxes'} placed in a drawing
        </p>
      )}
      {items.length === 0 && positions === 0 && <p className="text-[12.5px] text-soft">No content changed.</p>}
      {items.length > shown && (
        <Button className="mt-1" onClick={() => setShown(shown + many)}>
          {items.length - shown} more
        </Button>
      )}
    </li>
  )
}

function countsText(items: Parameters<typeof countsOf>[0]): string {
  const counts = countsOf(items)
  const parts = (['new', 'changed', 'removed'] as const).flatMap((name) =>
    counts[name] > 0 ? [`${counts[name]} ${name}`] : [],
  )
  return `${parts.join(', ')}.`
}
