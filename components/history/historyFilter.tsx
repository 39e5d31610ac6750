'use client'

import { inputLook } from '@/components/ui/field'
import { FilterField } from '@/components/ui/inputs'
import { useAnalysis } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import type { ChangeEntry } from '@/lib/stpa/api'
import type { HistoryFilter } from './differences'

type Props = { changes: readonly ChangeEntry[]; filter: HistoryFilter; onChange: (filter: HistoryFilter) => void }

/** By author, by words, and by the item that is selected. */
export function HistoryFilterBar({ changes, filter, onChange }: Props) {
  const analysis = useAnalysis()
  const [selected] = useSelection()
  const item = analysis.items.get(filter.item || (selected ?? ''))
  const authors = [...new Set(changes.map(({ author }) => author.name))].sort()
  return (
    <div className="my-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <FilterField
        label="Words in the change"
        placeholder="Key, text or reason"
        className="max-w-64"
        value={filter.words}
        onChange={(words) => onChange({ ...filter, words })}
      />
      <label className="inline-flex items-center gap-1.5 whitespace-nowrap">
        Author
        <select
          className={`${inputLook} max-w-52`}
          value={filter.author}
          onChange={(event) => onChange({ ...filter, author: event.target.value })}
        >
          <option value="">Everybody</option>
          {authors.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {item ? (
        <label className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <input
            type="checkbox"
            checked={filter.item !== ''}
            onChange={(event) => onChange({ ...filter, item: event.target.checked ? item.uid : '' })}
          />
          Only <span className="font-mono text-[12px]">{item.key}</span>
        </label>
      ) : (
        <span className="text-[12.5px] text-soft">Select an item to see its changes alone.</span>
      )}
    </div>
  )
}
