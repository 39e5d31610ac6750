'use client'

import { useState } from 'react'
import { inputLook } from '@/components/ui/field'
import type { Tracks } from '@/components/view/table/grid'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { setField } from '@/lib/edits/items'
import { kindOf } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'
import { shownText } from '@/lib/text/visible'
import { cellText } from './cellText'
import { type Column, targetsOf } from './columns'
import { KeyLink } from './keyLink'
import type { TableKeys } from './useTableKeys'

type RowProps = {
  item: Item
  row: number
  columns: readonly Column[]
  tracks: Tracks
  keys: TableKeys
  marked: boolean
}

export function ItemRow({ item, row, columns, tracks, keys, marked }: RowProps) {
  const [selected, select] = useSelection()
  const gone = item.fields.state === 'rejected' || item.fields.state === 'withdrawn'
  const ground = selected === item.uid ? 'bg-chosen' : marked ? 'bg-sunken' : 'hover:bg-sunken'
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-selected={marked}
      className={`grid min-h-8 border-line border-b ${ground} ${gone ? 'text-soft line-through' : ''}`}
      style={tracks}
      onClick={() => select(item.uid)}
    >
      {columns.map((column, index) => (
        <Cell key={column.name} item={item} column={column} row={row} index={index} keys={keys} />
      ))}
    </div>
  )
}

type CellProps = { item: Item; column: Column; row: number; index: number; keys: TableKeys }

function Cell({ item, column, row, index, keys }: CellProps) {
  const here = keys.at.row === row && keys.at.column === index
  const editing = here && keys.editing && column.type === 'field'
  return (
    <div
      role="gridcell"
      data-cell={`${row} ${index}`}
      tabIndex={here ? 0 : -1}
      className="overflow-hidden px-2 py-1"
      onFocus={(event) => event.target === event.currentTarget && !here && keys.focus({ row, column: index })}
      onDoubleClick={() => {
        keys.focus({ row, column: index })
        keys.setEditing(true)
      }}
    >
      {editing ? (
        <CellEditor item={item} name={column.name} onDone={() => keys.focus({ row, column: index })} />
      ) : (
        <CellValue item={item} column={column} />
      )}
    </div>
  )
}

function CellValue({ item, column }: { item: Item; column: Column }) {
  const analysis = useAnalysis()
  if (column.type === 'key') return <KeyLink uid={item.uid} />
  if (column.type === 'link') {
    const targets = targetsOf(analysis, item, column.name)
    return (
      <span className="flex flex-wrap gap-x-1.5">
        {targets.slice(0, 8).map((target) => (
          <KeyLink key={target.uid} uid={target.uid} />
        ))}
        {targets.length > 8 && <span className="text-soft">+{targets.length - 8}</span>}
      </span>
    )
  }
  const depth = column.name === 'text' ? depthOf(item, (uid) => analysis.items.get(uid)) : 0
  const indents = ['', 'pl-4', 'pl-8', 'pl-12', 'pl-16']
  return (
    <span
      className={`line-clamp-3 ${indents[Math.min(depth, 4)]} ${column.name === 'state' ? 'text-[12px] text-soft' : ''}`}
    >
      {shownText(cellText(item, column.name))}
    </span>
  )
}

function depthOf(item: Item, find: (uid: string) => Item | undefined): number {
  let depth = 0
  for (let next = item.parent; next !== null && depth < 4; next = find(next)?.parent ?? null) depth++
  return depth
}

function CellEditor({ item, name, onDone }: { item: Item; name: string; onDone: () => void }) {
  const commit = useCommit()
  const field = kindOf(item.kind).allFields[name]
  const [draft, setDraft] = useState(() =>
    field?.type === 'choice' ? String(item.fields[name] ?? field.empty) : cellText(item, name),
  )
  const [seen] = useState(item.fields[name])
  const save = (value: string) => {
    const stored = field?.type === 'choice' ? String(item.fields[name] ?? field.empty) : cellText(item, name)
    if (value !== stored && (field?.type === 'choice' || field?.type === 'text' || field?.type === 'markdown'))
      void commit([setField(item, name, value, seen)])
    onDone()
  }
  const label = field?.label ?? name
  if (field?.type === 'choice') {
    return (
      <select
        autoFocus
        aria-label={label}
        className={inputLook}
        value={draft}
        onChange={(event) => save(event.target.value)}
        onBlur={onDone}
      >
        {field.empty === '' && <option value="">–</option>}
        {field.options?.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    )
  }
  return (
    <textarea
      autoFocus
      aria-label={label}
      className={inputLook}
      rows={2}
      value={draft}
      readOnly={field?.type !== 'text' && field?.type !== 'markdown'}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => save(draft)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onDone()
        else if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault()
          save(draft)
        }
      }}
    />
  )
}
