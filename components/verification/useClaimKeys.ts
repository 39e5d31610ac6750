import type { KeyboardEvent } from 'react'
import type { GridProps } from './claimGrid'

const page = 15

/** Arrows, Page, Home and End walk; left and right close and open; Enter shows the item; c confirms its evidence. */
export function useClaimKeys({ rows, open, onToggle, onMove, onOpen, onConfirm }: GridProps, index: number) {
  const walk = (to: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (next) onMove(next.row.id)
  }
  const toParent = () => {
    const level = rows[index]?.level ?? 0
    for (let at = index - 1; at >= 0; at--) if ((rows[at]?.level ?? 0) < level) return walk(at)
  }
  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows[index]?.row
    const isOpen = row?.isParent ? open.has(row.id) : undefined
    const acts: Record<string, () => void> = {
      ArrowDown: () => walk(index + 1),
      ArrowUp: () => walk(index - 1),
      PageDown: () => walk(index + page),
      PageUp: () => walk(index - page),
      Home: () => walk(0),
      End: () => walk(rows.length - 1),
      ArrowRight: () => (row && isOpen === false ? onToggle(row.id) : walk(index + 1)),
      ArrowLeft: () => (row && isOpen ? onToggle(row.id) : toParent()),
      Enter: () => row && onOpen(row),
      c: () => row && onConfirm(row),
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
}
