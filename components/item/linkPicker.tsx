'use client'

import { useId, useMemo, useState } from 'react'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { createItem } from '@/lib/edits/items'
import { link } from '@/lib/edits/links'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import { kindOf } from '@/lib/stpa/kinds'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'

type Props = {
  item: Item
  name: string
  kinds: readonly string[]
  label: string
  taken: readonly Uid[]
  backwards?: boolean
}

type Choice = { id: string; lead: string; text: string; uid?: Uid; create?: string }

/** Items of the legal kinds that fit, and the offer to create one with this text. */
function choicesFor(analysis: Analysis, { item, kinds, taken }: Props, query: string): Choice[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const blocked = new Set([...taken, item.uid])
  const found = kinds
    .flatMap((kind) => itemsOf(analysis, kind))
    .filter((other) => {
      const text = `${other.key} ${textOf(other)}`.toLowerCase()
      return !blocked.has(other.uid) && words.every((word) => text.includes(word))
    })
  const items = found
    .slice(0, 30)
    .map((other): Choice => ({ id: other.uid, lead: other.key, text: textOf(other), uid: other.uid }))
  const offers =
    query.trim() === ''
      ? []
      : kinds.slice(0, 6).map(
          (kind): Choice => ({
            id: `new ${kind}`,
            lead: 'New',
            text: `${kindOf(kind).title.toLowerCase()} “${query.trim()}”`,
            create: kind,
          }),
        )
  return [...items, ...offers]
}

/** Finds an item by key or text and links it; or creates it and links it, in one change. */
export function LinkPicker(props: Props) {
  const { item, name, label, backwards } = props
  const analysis = useAnalysis()
  const commit = useCommit()
  const list = useId()
  const [query, setQuery] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const choices = useMemo(() => (open ? choicesFor(analysis, props, query) : []), [open, analysis, props, query])
  const linkTo = (other: Uid) => (backwards ? link(other, name, item.uid) : link(item.uid, name, other))
  const take = (choice: Choice | undefined) => {
    if (!choice) return
    if (choice.uid) void commit([linkTo(choice.uid)])
    else if (choice.create) {
      const made = createItem(choice.create, query.trim())
      void commit([made.operation, linkTo(made.uid)])
    }
    setQuery('')
    setAt(0)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, choices.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') take(choices[at])
    else if (event.key === 'Escape' && open) setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="relative">
      <input
        className="w-full rounded border border-transparent bg-transparent px-1 py-0.5 text-[12.5px] placeholder:text-soft hover:border-line focus:border-line"
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={list}
        aria-activedescendant={open && choices[at] ? `${list}-${at}` : undefined}
        placeholder="+ link …"
        value={query}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
          setOpen(true)
        }}
        onKeyDown={onKeyDown}
      />
      {open && (
        <ul
          id={list}
          role="listbox"
          aria-label={label}
          className="absolute z-30 max-h-60 w-full overflow-y-auto rounded-md border border-line bg-panel p-1 shadow-lg"
        >
          {choices.map((choice, index) => (
            <li
              key={choice.id}
              role="option"
              id={`${list}-${index}`}
              aria-selected={index === at}
              className={`cursor-pointer rounded px-1.5 py-0.5 ${index === at ? 'bg-chosen' : 'hover:bg-sunken'}`}
              onMouseDown={(event) => {
                event.preventDefault()
                take(choice)
              }}
            >
              <span className="mr-1.5 font-mono text-[12px]">{choice.lead}</span>
              {choice.text}
            </li>
          ))}
          {choices.length === 0 && <li className="px-1.5 text-soft">Type to find or to create.</li>}
        </ul>
      )}
    </div>
  )
}
