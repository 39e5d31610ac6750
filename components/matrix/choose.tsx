'use client'

import { useState } from 'react'
import { FilterField } from '@/components/ui/inputs'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Item, Uid } from '@/lib/stpa/model'

type Props = {
  label: string
  items: readonly Item[]
  chosen: readonly Uid[]
  onChange: (chosen: readonly Uid[]) => void
}

/** From this many items on there is a filter. */
const many = 8

/** Check boxes for items; nothing when there are none to choose from. */
export function Choose({ label, items, chosen, onChange }: Props) {
  const [filter, setFilter] = useState('')
  if (items.length === 0) return null
  const fits = (item: Item) =>
    chosen.includes(item.uid) || `${item.key} ${textOf(item)}`.toLowerCase().includes(filter.toLowerCase())
  const toggle = (uid: Uid) =>
    onChange(chosen.includes(uid) ? chosen.filter((other) => other !== uid) : [...chosen, uid])
  return (
    <fieldset className="mb-3">
      <legend className="mb-0.5 font-medium text-[12.5px]">{label}</legend>
      {items.length > many && (
        <FilterField label={`Filter: ${label}`} className="mb-1" value={filter} onChange={setFilter} />
      )}
      <div className="max-h-36 overflow-y-auto rounded border border-line p-1.5">
        {items.filter(fits).map((item) => (
          <label key={item.uid} className="flex items-start gap-1.5">
            <input
              type="checkbox"
              className="mt-1"
              checked={chosen.includes(item.uid)}
              onChange={() => toggle(item.uid)}
            />
            <span>
              <span className="font-mono text-[12px]">{item.key}</span> {textOf(item)}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
