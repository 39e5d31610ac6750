'use client'

import { useState } from 'react'
import { useCommit } from '@/lib/client/analysis'
import { rename } from '@/lib/edits/items'
import type { Item } from '@/lib/stpa/model'

/** The key; a click renames it. The old one stays as an alias. */
export function KeyField({ item }: { item: Item }) {
  const commit = useCommit()
  const [draft, setDraft] = useState<string>()
  const save = () => {
    const to = draft?.trim()
    if (to && to !== item.key) void commit(rename(item, to), 'renamed')
    setDraft(undefined)
  }
  if (draft === undefined) {
    return (
      <button
        type="button"
        title="Rename the key; the old one stays as an alias"
        className="rounded px-1 font-mono text-[13px] hover:bg-sunken"
        onClick={() => setDraft(item.key)}
      >
        {item.key}
      </button>
    )
  }
  return (
    <input
      autoFocus
      aria-label="Key"
      className="w-36 rounded border border-line bg-panel px-1 font-mono text-[13px]"
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save()
        if (event.key === 'Escape') {
          event.stopPropagation()
          setDraft(undefined)
        }
      }}
    />
  )
}
