'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import type { Sorting } from '@/components/view/table/figures'
import { Grid, SortedHead, tracksOf } from '@/components/view/table/grid'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { createItem } from '@/lib/edits/items'
import type { Kind } from '@/lib/stpa/defineKind'
import { itemsOf } from '@/lib/stpa/graph'
import { kindOf } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'
import { columnsOf } from './columns'
import { ItemRow } from './itemRow'
import { PasteDialog } from './pasteDialog'
import { shownItems } from './shownItems'
import { TableBar } from './tableBar'
import { useTableKeys } from './useTableKeys'

const keyOf = ({ uid }: Item): string => uid
const heightOf = () => 32

/** The table of one kind: all that it shows and does follows from the registry. */
export function ItemTable({ kindName }: { kindName: string }) {
  const kind = kindOf(kindName)
  const analysis = useAnalysis()
  const commit = useCommit()
  const [, select] = useSelection()
  const [filter, setFilter] = useState('')
  const [sorting, setSorting] = useState<Sorting>()
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [pasting, setPasting] = useState(false)
  const all = itemsOf(analysis, kind.name)
  const items = shownItems(analysis, all, filter, sorting)
  const columns = columnsOf(analysis, kind)
  const tracks = tracksOf(columns)
  const keys = useTableKeys({ items, columns: columns.length, marked, setMarked })
  const next = (column: string): Sorting | undefined =>
    sorting?.column !== column ? { column, isDown: false } : sorting.isDown ? undefined : { column, isDown: true }
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
      <Grid
        label={kind.plural}
        lines={items}
        {...{ keyOf, heightOf, scroller: keys.grid, onKeyDown: keys.onKeyDown }}
        isMeasured
        columns={columns.length}
        head={<SortedHead style={tracks} {...{ columns, sorting }} onSort={({ name }) => setSorting(next(name))} />}
        size={{ minWidth: tracks.minWidth }}
        at={keys.at.row}
        follow={String(keys.at.row)}
      >
        {(item, row) => <ItemRow item={item} marked={marked.has(item.uid)} {...{ row, columns, tracks, keys }} />}
      </Grid>
      <PasteDialog kind={kind} open={pasting} onClose={() => setPasting(false)} />
    </div>
  )
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
