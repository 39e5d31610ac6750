'use client'

import { useMemo, useState } from 'react'
import { inputLook } from '@/components/ui/field'
import type { PanelProps } from './sidePanel'

const page = 300

/** Boxes of the picture by name. */
export function BoxList({ tree, onChoose }: PanelProps) {
  const [words, setWords] = useState('')
  const found = useMemo(() => {
    const wanted = words.trim().toLowerCase()
    const fitting = tree.nodes.filter(({ name }) => name.toLowerCase().includes(wanted))
    return fitting.sort((left, right) => left.name.localeCompare(right.name, 'en'))
  }, [tree, words])
  return (
    <div>
      <input
        aria-label="Filter boxes"
        placeholder="Filter"
        className={`${inputLook} mb-1`}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <ul>
        {found.slice(0, page).map(({ name }) => (
          <li key={name}>
            <button
              type="button"
              className="min-h-6 w-full break-words rounded px-1 text-left hover:bg-sunken"
              onClick={() => onChoose({ node: name })}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
      {found.length > page && <p className="text-soft">… and {found.length - page} more: filter them.</p>}
    </div>
  )
}
