'use client'

import { type ReactNode, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import { saveText } from '@/components/ui/saveFile'
import { csvOf } from '@/lib/text/csv'

export type ListRow = {
  readonly key: string
  readonly name: string
  /** Beside the name, softer. */
  readonly note?: string
  readonly count: number
  readonly onChoose?: () => void
  /** Left of the name, e.g. a mark. */
  readonly before?: ReactNode
  /** Below the name. */
  readonly extra?: ReactNode
}

type Props = {
  /** What the rows are, in the plural: `arrows`. */
  what: string
  /** What is counted: `calls`. */
  counted: string
  rows: readonly ListRow[]
  /** Names are those of functions or files. */
  isCode?: boolean
}

const page = 200

/** A long list: filtered by any words, sorted by number or name, saved as CSV. */
export function SortedList({ what, counted, rows, isCode = false }: Props) {
  const [words, setWords] = useState('')
  const [byName, setByName] = useState(false)
  const found = useMemo(() => {
    const wanted = words.trim().toLowerCase()
    const fitting = rows.filter(({ name, note = '' }) => `${name} ${note}`.toLowerCase().includes(wanted))
    return fitting.sort((left, right) =>
      byName ? left.name.localeCompare(right.name, 'en') : right.count - left.count,
    )
  }, [rows, words, byName])
  const save = () => {
    const lines = found.map(({ name, note, count }) => [name, note, count])
    saveText(`${what}.csv`, 'text/csv', csvOf([['name', 'note', counted], ...lines]))
  }
  return (
    <div>
      <div className="mb-1 flex gap-2">
        <input
          aria-label={`Filter ${what}`}
          placeholder="Filter"
          className={inputLook}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button onClick={() => setByName(!byName)} title={`Sorted by ${byName ? 'name' : counted}`}>
          {byName ? 'A–Z' : '9–0'}
        </Button>
        <Button onClick={save}>CSV</Button>
      </div>
      {rows.length === 0 && <p className="text-soft">None.</p>}
      <ul>
        {found.slice(0, page).map((row) => (
          <li key={row.key}>
            <div className="flex items-start gap-1.5">
              {row.before}
              <Row row={row} isCode={isCode} />
            </div>
            {row.extra}
          </li>
        ))}
      </ul>
      {found.length > page && <p className="text-soft">… and {found.length - page} more: filter, or save them all.</p>}
    </div>
  )
}

function Row({ row: { name, note, count, onChoose }, isCode }: { row: ListRow; isCode: boolean }) {
  const look = 'flex w-full min-h-6 items-baseline justify-between gap-2 rounded px-1 text-left'
  const content = (
    <>
      <span className="min-w-0 break-words">
        <span className={isCode ? 'font-mono text-[12.5px]' : ''}>{name}</span>
        {note && <span className="block text-[12px] text-soft">{note}</span>}
      </span>
      <span className="text-soft tabular-nums">{count}</span>
    </>
  )
  if (!onChoose) return <div className={look}>{content}</div>
  return (
    <button type="button" className={`${look} hover:bg-sunken`} onClick={onChoose}>
      {content}
    </button>
  )
}
