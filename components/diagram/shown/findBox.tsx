'use client'

import { type Ref, useId, useState } from 'react'
import { inputLook } from '@/components/ui/field'
import type { Diagram } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'

export type Found = { readonly uid: Uid; readonly key: string; readonly text: string; readonly what: string }

/** Boxes first, then arrows, whose key or name holds every word; at most 12. */
export function found(diagram: Diagram, query: string): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const fits = (entry: { key: string; text: string }) =>
    words.every((word) => `${entry.key} ${entry.text}`.toLowerCase().includes(word))
  const names = new Map(diagram.nodes.map((node) => [node.uid, node.text]))
  const boxes = diagram.nodes.filter(fits).map(({ uid, key, text }) => ({ uid, key, text, what: '' }))
  const arrows = new Map<Uid, Found>()
  for (const edge of diagram.edges) {
    if (arrows.has(edge.uid) || !fits(edge)) continue
    const what = `${names.get(edge.from)} → ${names.get(edge.to)}`
    arrows.set(edge.uid, { uid: edge.uid, key: edge.key, text: edge.text, what })
  }
  return [...boxes, ...arrows.values()].slice(0, 12)
}

type Props = { diagram: Diagram; onFound: (uid: Uid) => void; field: Ref<HTMLInputElement> }

/** Finds a box or an arrow by key or name, folded away or not; Enter shows it, again the next one. */
export function FindBox({ diagram, onFound, field }: Props) {
  const list = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const entries = isOpen ? found(diagram, query) : []
  const show = (index: number) => {
    const entry = entries[index]
    if (!entry) return
    setAt(index)
    onFound(entry.uid)
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    const count = Math.max(1, entries.length)
    if (event.key === 'ArrowDown') setAt((at + 1) % count)
    else if (event.key === 'ArrowUp') setAt((at + count - 1) % count)
    else if (event.key === 'Enter') show(at)
    else if (event.key === 'Escape') {
      setOpen(false)
      event.currentTarget.blur()
    } else return
    event.preventDefault()
  }
  return (
    <div className="relative w-36">
      <input
        ref={field}
        type="search"
        role="combobox"
        aria-expanded={entries.length > 0}
        aria-controls={list}
        aria-activedescendant={entries[at] ? `${list}-${at}` : undefined}
        aria-label="Find in the drawing"
        placeholder="Find (F)"
        className={inputLook}
        value={query}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul
        id={list}
        role="listbox"
        aria-label="Found"
        className={`absolute right-0 z-40 mt-1 w-80 rounded-md border border-line bg-panel p-1 shadow-lg ${entries.length > 0 ? '' : 'hidden'}`}
      >
        {entries.map((entry, index) => (
          <li
            key={entry.uid}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            className={`cursor-pointer rounded px-2 py-1 ${index === at ? 'bg-chosen' : 'hover:bg-sunken'}`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => show(index)}
          >
            <span className="mr-2 font-mono text-[12px] text-soft">{entry.key}</span>
            {entry.text}
            {entry.what && <span className="block text-[12px] text-soft">{entry.what}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
