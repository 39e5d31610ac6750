'use client'

import { type ReactNode, useState } from 'react'

/** Rows of a list that are marked, to do something with all of them. */
export function useMarks() {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const toggle = (key: string) => {
    const next = new Set(marked)
    if (!next.delete(key)) next.add(key)
    setMarked(next)
  }
  const mark = (key: string, name: string): ReactNode => (
    <input
      type="checkbox"
      className="mt-1.5 size-4 shrink-0"
      aria-label={`Mark ${name}`}
      checked={marked.has(key)}
      onChange={() => toggle(key)}
    />
  )
  return { marked, mark, clear: () => setMarked(new Set()) }
}
