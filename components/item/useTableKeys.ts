'use client'

import { useState } from 'react'
import type { At } from '@/components/view/table/gridKeys'
import { useCellFocus, useGridKeys } from '@/components/view/table/useGridKeys'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { createItem, indent, removal, step } from '@/lib/edits/items'
import { kindOf } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'

type Input = {
  items: readonly Item[]
  columns: number
  marked: ReadonlySet<string>
  setMarked: (marked: ReadonlySet<string>) => void
}

export type TableKeys = ReturnType<typeof useTableKeys>

/**
 * The keyboard of a table: arrows move, Enter or F2 edits, n adds, Space marks, Del removes, Alt with arrows moves the
 * row, Alt with left and right changes its depth in a tree.
 */
export function useTableKeys({ items, columns, marked, setMarked }: Input) {
  const [at, setAt] = useState<At>({ row: 0, column: 0 })
  const [editing, setEditing] = useState(false)
  const cells = useCellFocus()
  const focus = (next: At) => {
    setAt(next)
    setEditing(false)
    cells.focus(next)
  }
  const item = items[at.row]
  const rowActs = useRowActs(marked, setMarked)
  const acts = item && !editing ? { ...rowActs(item), Enter: () => setEditing(true), F2: () => setEditing(true) } : {}
  const onKeyDown = useGridKeys({ rows: items.length, columns, at, onMove: focus, acts })
  return { at, editing, focus, setEditing, grid: cells.grid, onKeyDown }
}

/** What keys do with a row. */
function useRowActs(marked: ReadonlySet<string>, setMarked: Input['setMarked']) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [, select] = useSelection()
  const toggle = (uid: string) => {
    const next = new Set(marked)
    if (!next.delete(uid)) next.add(uid)
    setMarked(next)
  }
  const add = async ({ kind, parent }: Item) => {
    const { uid, operation } = createItem(kind, '', { parent })
    if (await commit([operation])) select(uid)
  }
  const remove = async ({ uid }: Item) => {
    await commit(removal(analysis, marked.size > 0 ? [...marked] : [uid]))
    setMarked(new Set())
  }
  return (item: Item) => ({
    'Alt ArrowUp': () => commit(step(analysis, item, -1)),
    'Alt ArrowDown': () => commit(step(analysis, item, 1)),
    ...(kindOf(item.kind).tree && {
      'Alt ArrowLeft': () => commit(indent(analysis, item, false)),
      'Alt ArrowRight': () => commit(indent(analysis, item, true)),
    }),
    Delete: () => remove(item),
    ' ': () => toggle(item.uid),
    n: () => add(item),
    o: () => select(item.uid),
  })
}
