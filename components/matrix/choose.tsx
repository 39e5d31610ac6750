'use client'

import { useAnalysis } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import type { Uid } from '@/lib/stpa/model'

/** Check boxes for the items of a kind. */
export function Choose({
  kind,
  label,
  chosen,
  onChange,
}: {
  kind: string
  label: string
  chosen: readonly Uid[]
  onChange: (chosen: readonly Uid[]) => void
}) {
  const items = itemsOf(useAnalysis(), kind)
  if (items.length === 0) return null
  return (
    <fieldset className="mb-3">
      <legend className="mb-0.5 font-medium text-[12.5px]">{label}</legend>
      <div className="max-h-40 overflow-y-auto rounded border border-line p-1.5">
        {items.map((item) => (
          <label key={item.uid} className="flex items-start gap-1.5">
            <input
              type="checkbox"
              className="mt-1"
              checked={chosen.includes(item.uid)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, item.uid] : chosen.filter((uid) => uid !== item.uid))
              }
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
