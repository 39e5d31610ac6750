'use client'

import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { inputLook } from '@/components/ui/field'
import { useAnalysis } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Analysis, Item } from '@/lib/stpa/model'

const most = 12

/** Items whose key or text has these words; an exact key first. */
function findItems(analysis: Analysis, words: string): Item[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  const found: Item[] = []
  for (const item of analysis.items.values()) {
    const text = `${item.key} ${textOf(item)}`.toLowerCase()
    if (!wanted.every((word) => text.includes(word))) continue
    if (item.key.toLowerCase() === words.toLowerCase().trim()) found.unshift(item)
    else if (found.length < most) found.push(item)
  }
  return found.slice(0, most)
}

/** Finds an item by its key or text. */
export function ItemFinder({ label, onPick }: { label: string; onPick: (item: Item) => void }) {
  const analysis = useAnalysis()
  const id = useId()
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const found = useMemo(() => findItems(analysis, words), [analysis, words])
  const pick = (item: Item | undefined) => {
    if (!item) return
    setWords('')
    onPick(item)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') pick(found[at])
    else if (event.key === 'Escape') setWords('')
    else return
    event.preventDefault()
  }
  return (
    <div className="relative w-72">
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        placeholder={label}
        className={inputLook}
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        hidden={found.length === 0}
        className="absolute z-30 mt-1 max-h-80 w-full overflow-y-auto rounded border border-line bg-panel p-1 shadow-lg"
      >
        {found.map((item, index) => (
          <li
            key={item.uid}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={`cursor-pointer truncate rounded px-1.5 py-1 ${index === at ? 'bg-chosen' : 'hover:bg-sunken'}`}
            onMouseDown={(event) => {
              event.preventDefault()
              pick(item)
            }}
          >
            <span className="font-mono text-[12px]">{item.key}</span> {textOf(item)}
          </li>
        ))}
      </ul>
    </div>
  )
}
