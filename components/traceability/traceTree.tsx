'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Choice } from '@/components/ui/inputs'
import { useSelection } from '@/lib/client/selection'
import { kindOf } from '@/lib/stpa/kinds'
import type { TraceNode } from '@/lib/stpa/traceability'
import { kindsIn, type Row, rowsOf } from './outline'

/** Everything up or down from an item, as a tree: arrows move and fold, Enter opens an item. */
export function TraceTree({ title, root, nothing }: { title: string; root: TraceNode; nothing: string }) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [kind, setKind] = useState('')
  const [at, setAt] = useState(root.item.uid)
  const [, select] = useSelection()
  const list = useRef<HTMLUListElement>(null)
  const kinds = useMemo(() => [...kindsIn(root)], [root])
  const rows = useMemo(
    () => rowsOf(root, toggled, (node) => kind === '' || node.item.kind === kind),
    [root, toggled, kind],
  )
  const here = Math.max(
    0,
    rows.findIndex((row) => row.path === at),
  )
  const toggle = (path: string) => {
    const next = new Set(toggled)
    if (!next.delete(path)) next.add(path)
    setToggled(next)
  }
  const go = (row: Row | undefined) => {
    if (!row) return
    setAt(row.path)
    list.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(row.path)}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[here]
    if (!row) return
    const foldable = row.node.children.length > 0
    if (event.key === 'ArrowDown') go(rows[here + 1])
    else if (event.key === 'ArrowUp') go(rows[here - 1])
    else if (event.key === 'Home') go(rows[0])
    else if (event.key === 'End') go(rows.at(-1))
    else if (event.key === 'ArrowRight') foldable && !row.open ? toggle(row.path) : go(rows[here + 1])
    else if (event.key === 'ArrowLeft')
      foldable && row.open ? toggle(row.path) : go(rows.find((other) => other.path === row.parent))
    else if (event.key === 'Enter') select(row.node.item.uid)
    else return
    event.preventDefault()
  }
  return (
    <section className="min-w-0 rounded-lg border border-line bg-panel p-3.5">
      <div className="mb-1 flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{title}</h3>
        <Choice
          label={`Kinds: ${title}`}
          className="max-w-52"
          value={kind}
          onChange={setKind}
          options={[
            { value: '', label: 'All kinds' },
            ...kinds.map(([name, count]) => ({ value: name, label: `${kindOf(name).plural} (${count})` })),
          ]}
        />
      </div>
      {root.children.length === 0 ? (
        <p className="text-soft">{nothing}</p>
      ) : (
        <ul ref={list} role="tree" aria-label={title} onKeyDown={onKeyDown}>
          {rows.map((row, index) => (
            <TreeRow key={row.path} row={row} focusable={index === here} onFocus={setAt} onToggle={toggle} />
          ))}
        </ul>
      )}
    </section>
  )
}

const indents = ['', 'pl-0', 'pl-4', 'pl-8', 'pl-12', 'pl-16', 'pl-20', 'pl-24'] as const

type RowProps = { row: Row; focusable: boolean; onFocus: (path: string) => void; onToggle: (path: string) => void }

function TreeRow({ row: { path, node, level, open }, focusable, onFocus, onToggle }: RowProps) {
  const foldable = node.children.length > 0
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <li
      role="treeitem"
      aria-level={level}
      {...(foldable ? { 'aria-expanded': open } : {})}
      data-path={path}
      tabIndex={focusable ? 0 : -1}
      className={`flex items-start gap-1 rounded py-0.5 hover:bg-sunken ${indents[Math.min(level, 7)]}`}
      onFocus={(event) => event.target === event.currentTarget && onFocus(path)}
    >
      {foldable ? (
        <span className="mt-1 cursor-pointer text-soft" onClick={() => onToggle(path)} aria-hidden>
          <Icon size={13} />
        </span>
      ) : (
        <span className="w-[13px] shrink-0" />
      )}
      <span className="min-w-0">
        {node.title && <span className="mr-1 text-[12px] text-soft">{node.title}</span>}
        <KeyLink uid={node.item.uid} text />
        {node.repeated && <span className="text-[12px] text-soft"> (told above)</span>}
        {node.hidden > 0 && <span className="text-[12px] text-warning"> and {node.hidden} more</span>}
      </span>
    </li>
  )
}
