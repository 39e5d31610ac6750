'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import type { Kind } from '@/lib/stpa/defineKind'
import { itemsOf } from '@/lib/stpa/graph'
import { kindOf } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'
import { columnsOf, gridOf } from './columns'
import { createItem } from './edits'
import { ItemRow } from './itemRow'
import { PasteDialog } from './pasteDialog'
import { type Sort, shownItems } from './shownItems'
import { TableBar } from './tableBar'
import { useTableKeys } from './useTableKeys'

const rowHeight = 32

/** The table of one kind: all that it shows and does follows from the registry. */
export function ItemTable({ kindName }: { kindName: string }) {
  const kind = kindOf(kindName)
  const analysis = useAnalysis()
  const commit = useCommit()
  const [, select] = useSelection()
  const [filter, setFilter] = useState('')
  const [sort, setSort] = useState<Sort>()
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [pasting, setPasting] = useState(false)
  const all = itemsOf(analysis, kind.name)
  const items = shownItems(analysis, all, filter, sort)
  const columns = columnsOf(analysis, kind)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const keys = useTableKeys({
    items,
    columns: columns.length,
    scrollTo: (index) => rows.scrollToIndex(index),
    marked,
    setMarked,
  })
  const add = async () => {
    const { uid, operation } = createItem(kind.name, '')
    if (await commit([operation])) select(uid)
  }
  if (all.length === 0)
    return (
      <Nothing
        kind={kind}
        onAdd={add}
        onPaste={() => setPasting(true)}
        pasting={pasting}
        onDone={() => setPasting(false)}
      />
    )
  const grid = gridOf(columns)
  return (
    <div className="flex h-full flex-col">
      <TableBar
        kind={kind}
        shown={items.length}
        all={all.length}
        filter={filter}
        setFilter={setFilter}
        onAdd={add}
        onPaste={() => setPasting(true)}
        marked={marked}
        setMarked={setMarked}
      />
      <div
        ref={scroller}
        role="grid"
        aria-label={kind.plural}
        aria-rowcount={items.length + 1}
        tabIndex={-1}
        className="min-h-0 flex-1 overflow-auto"
        {...keys.gridProps}
      >
        <div
          role="row"
          className="sticky top-0 z-10 grid border-line border-b bg-sunken font-medium text-[12px]"
          style={grid}
        >
          {columns.map((column) => (
            <div
              key={column.name}
              role="columnheader"
              aria-sort={sort?.column === column.name ? (sort.down ? 'descending' : 'ascending') : 'none'}
              className="px-2 py-1"
            >
              <button type="button" className="text-left" onClick={() => setSort(nextSort(sort, column.name))}>
                {column.title} {sort?.column === column.name ? (sort.down ? '↓' : '↑') : ''}
              </button>
            </div>
          ))}
        </div>
        <div className="relative" style={{ height: rows.getTotalSize(), minWidth: grid.minWidth }}>
          {rows.getVirtualItems().map((row) => {
            const item = items[row.index] as Item // the virtualizer counts `items`
            return (
              <div
                key={item.uid}
                data-index={row.index}
                ref={rows.measureElement}
                className="absolute top-0 left-0 w-full"
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <ItemRow
                  item={item}
                  row={row.index}
                  columns={columns}
                  grid={grid}
                  keys={keys}
                  marked={marked.has(item.uid)}
                />
              </div>
            )
          })}
        </div>
      </div>
      <PasteDialog kind={kind} open={pasting} onClose={() => setPasting(false)} />
    </div>
  )
}

function nextSort(sort: Sort | undefined, column: string): Sort | undefined {
  if (sort?.column !== column) return { column, down: false }
  return sort.down ? undefined : { column, down: true }
}

function Nothing({
  kind,
  onAdd,
  onPaste,
  pasting,
  onDone,
}: {
  kind: Kind
  onAdd: () => void
  onPaste: () => void
  pasting: boolean
  onDone: () => void
}) {
  return (
    <>
      <EmptyState
        title={`No ${kind.plural.toLowerCase()} yet`}
        action={
          <>
            <Button look="main" onClick={onAdd}>
              New {kind.title.toLowerCase()}
            </Button>
            <Button onClick={onPaste}>Paste from a spreadsheet</Button>
          </>
        }
      >
        <p>{kind.summary}</p>
        <p className="mt-2">{kind.help}</p>
        {kind.example && <p className="mt-2">Good: “{kind.example.good}”</p>}
        {kind.example?.bad && <p>Bad: “{kind.example.bad}”</p>}
      </EmptyState>
      <PasteDialog kind={kind} open={pasting} onClose={onDone} />
    </>
  )
}
