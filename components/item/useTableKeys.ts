'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { kindOf } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'
import { createItem, indent, removal, step } from './edits'

export type CellAt = { readonly row: number; readonly column: number }

type Input = {
  items: readonly Item[]
  columns: number
  scrollTo: (row: number) => void
  marked: ReadonlySet<string>
  setMarked: (marked: ReadonlySet<string>) => void
}

export type TableKeys = ReturnType<typeof useTableKeys>

/**
 * The keyboard of a table: arrows move, Enter or F2 edits, n adds, Space marks, Del removes, Alt with arrows moves the
 * row, Alt with left and right changes its depth in a tree.
 */
export function useTableKeys({ items, columns, scrollTo, marked, setMarked }: Input) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [, select] = useSelection()
  const [at, setAt] = useState<CellAt>({ row: 0, column: 0 })
  const [editing, setEditing] = useState(false)
  const grid = useRef<HTMLDivElement | null>(null)
  const moves = useRef(0)
  const focus = (next: CellAt) => {
    setAt(next)
    setEditing(false)
    scrollTo(next.row)
    const move = ++moves.current // a key that comes before the frame leads elsewhere
    requestAnimationFrame(() => {
      if (move !== moves.current) return
      grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus()
    })
  }
  const toggle = (uid: string) => {
    const next = new Set(marked)
    if (!next.delete(uid)) next.add(uid)
    setMarked(next)
  }
  const act = async (event: KeyboardEvent, item: Item): Promise<boolean> => {
    const { key, altKey } = event
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown'))
      await commit(step(analysis, item, key === 'ArrowUp' ? -1 : 1))
    else if (altKey && kindOf(item.kind).tree && (key === 'ArrowLeft' || key === 'ArrowRight'))
      await commit(indent(analysis, item, key === 'ArrowRight'))
    else if (key === 'Delete') {
      await commit(removal(analysis, marked.size > 0 ? [...marked] : [item.uid]))
      setMarked(new Set())
    } else if (key === ' ') toggle(item.uid)
    else if (key === 'n' && !event.ctrlKey && !event.metaKey) {
      const { uid, operation } = createItem(item.kind, '', { parent: item.parent })
      if (await commit([operation])) select(uid)
    } else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const item = items[at.row]
    if (editing || !item || !(event.target instanceof HTMLElement) || !event.target.dataset.cell) return
    const handled = ['n', ' ', 'Delete'].includes(event.key) || event.altKey
    if (handled) {
      if (event.key !== 'n' || (!event.ctrlKey && !event.metaKey)) event.preventDefault()
      void act(event, item)
      return
    }
    const next = moved(event, at, items.length, columns)
    if (next) focus(next)
    else if (event.key === 'Enter' || event.key === 'F2') setEditing(true)
    else if (event.key === 'o') select(item.uid)
    else return
    event.preventDefault()
  }
  const attach = (element: HTMLDivElement | null) => {
    grid.current = element?.closest<HTMLDivElement>('[role=grid]') ?? grid.current
  }
  return { at, editing, focus, setEditing, toggle, attach, gridProps: { onKeyDown } }
}

function moved(
  { key, ctrlKey, metaKey }: KeyboardEvent,
  at: CellAt,
  rows: number,
  columns: number,
): CellAt | undefined {
  const clamp = (row: number, column: number) => ({
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  })
  const far = ctrlKey || metaKey
  switch (key) {
    case 'ArrowUp':
      return clamp(far ? 0 : at.row - 1, at.column)
    case 'ArrowDown':
      return clamp(far ? rows : at.row + 1, at.column)
    case 'ArrowLeft':
      return clamp(at.row, at.column - 1)
    case 'ArrowRight':
      return clamp(at.row, at.column + 1)
    case 'Home':
      return clamp(far ? 0 : at.row, 0)
    case 'End':
      return clamp(far ? rows : at.row, columns)
    case 'PageUp':
      return clamp(at.row - 15, at.column)
    case 'PageDown':
      return clamp(at.row + 15, at.column)
    default:
      return undefined
  }
}
