'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { inputLook } from '@/components/ui/field'
import { useAnalysis } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import { kindOf, kinds } from '@/lib/stpa/kinds'
import type { Analysis } from '@/lib/stpa/model'
import { views } from './views'

export function usePalette() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      setOpen((before) => !before)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return { open, show: () => setOpen(true), close: () => setOpen(false) }
}

type Entry = { id: string; lead: string; text: string; href: string }

/** Items by key or text, screens and tables by name; at most 40 are shown. */
function entriesFor(analysis: Analysis, query: string): Entry[] {
  const base = `/analyses/${analysis.id}`
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const places = [
    ...views.map((view) => ({ id: view.path, lead: 'Go to', text: view.title, href: `${base}/${view.path}` })),
    ...kinds.map((kind) => ({ id: kind.name, lead: 'Table', text: kind.plural, href: `${base}/items/${kind.name}` })),
  ].filter((entry) => fits(entry.text))
  const items: Entry[] = []
  if (words.length > 0) {
    for (const item of analysis.items.values()) {
      if (items.length >= 60 || !fits(`${item.key} ${textOf(item)}`)) continue
      items.push({
        id: item.uid,
        lead: `${kindOf(item.kind).title} ${item.key}`,
        text: textOf(item),
        href: `${base}/items/${item.kind}?item=${item.uid}`,
      })
    }
  }
  const exact = (entry: Entry) => (entry.lead.toLowerCase().endsWith(` ${query.toLowerCase()}`) ? 0 : 1)
  return [...items.sort((a, b) => exact(a) - exact(b)), ...places].slice(0, 40)
}

export function Palette({ open, close }: { open: boolean; close: () => void }) {
  return open ? <OpenPalette close={close} /> : null
}

function OpenPalette({ close }: { close: () => void }) {
  const analysis = useAnalysis()
  const router = useRouter()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const entries = useMemo(() => entriesFor(analysis, query), [analysis, query])
  const go = (entry: Entry | undefined) => {
    if (!entry) return
    close()
    router.push(entry.href)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(1, entries.length))
    else if (event.key === 'ArrowUp') setAt((at + entries.length - 1) % Math.max(1, entries.length))
    else if (event.key === 'Enter') go(entries[at])
    else return
    event.preventDefault()
  }
  return (
    <Dialog open onClose={close} title="Find an item or a screen">
      <input
        className={inputLook}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={entries[at] ? `palette-${at}` : undefined}
        aria-label="Key, text or name"
        placeholder="UCA-12, watchdog, matrix …"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="palette-list" role="listbox" aria-label="Found" className="mt-2 max-h-[50vh] overflow-y-auto">
        {entries.map((entry, index) => (
          <li
            key={`${entry.lead} ${entry.id}`}
            role="option"
            id={`palette-${index}`}
            aria-selected={index === at}
            className={`cursor-pointer rounded px-2 py-1 ${index === at ? 'bg-chosen' : 'hover:bg-sunken'}`}
            onClick={() => go(entry)}
          >
            <span className="mr-2 text-[12px] text-soft">{entry.lead}</span>
            {entry.text}
          </li>
        ))}
        {entries.length === 0 && <li className="px-2 py-1 text-soft">Nothing found.</li>}
      </ul>
    </Dialog>
  )
}
