'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import { saveText } from '@/components/ui/saveFile'
import type { PanelProps } from './sidePanel'

const page = 200

/** Arrows with the number of calls that carry them, most first. */
export function ArrowList({ tree, onChoose }: PanelProps) {
  const [words, setWords] = useState('')
  const found = useMemo(() => {
    const wanted = words.trim().toLowerCase()
    const fitting = tree.edges.filter(({ from, to }) => `${from} ${to}`.toLowerCase().includes(wanted))
    return fitting.sort((left, right) => right.count - left.count)
  }, [tree, words])
  const save = () => {
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
    const rows = found.map(({ from, to, count }) => `${cell(from)},${cell(to)},${count}`)
    saveText('arrows.csv', 'text/csv', ['from,to,calls', ...rows, ''].join('\r\n'))
  }
  return (
    <div>
      <div className="mb-1 flex gap-2">
        <input
          aria-label="Filter arrows"
          placeholder="Filter"
          className={inputLook}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button onClick={save}>CSV</Button>
      </div>
      <ul>
        {found.slice(0, page).map(({ from, to, count }) => (
          <li key={`${from}\0${to}`}>
            <button
              type="button"
              className="flex w-full min-h-6 items-baseline justify-between gap-2 rounded px-1 text-left hover:bg-sunken"
              onClick={() => onChoose({ from, to })}
            >
              <span className="break-words">
                {from} → {to}
              </span>
              <span className="text-soft tabular-nums">{count}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > page && <p className="text-soft">… and {found.length - page} more: filter, or save them all.</p>}
    </div>
  )
}
