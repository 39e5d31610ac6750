'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, useEffect, useId, useRef, useState } from 'react'
import { useLines } from '@/lib/client/evidence'
import { number } from '@/lib/text/counts'
import { shownText } from '@/lib/text/visible'
import { useMarkedLines } from '../useView'

const rowHeight = 20
/** Lines that are fetched at once; a screen shows two such pieces at most. */
const piece = 400

type Props = { hash: string; from: number; to: number }

/** Lines `from` to `to` of the file, fetched as they come into view. Arrows mark the next line. */
export function LineList({ hash, from, to }: Props) {
  const [{ line, to: last }, onMark] = useMarkedLines()
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const rows = useVirtualizer({
    count: to - from + 1,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialOffset: Math.max(0, line - from - 8) * rowHeight,
  })
  const items = rows.getVirtualItems()
  const textOf = useShownLines(hash, from + (items[0]?.index ?? 0), from + (items.at(-1)?.index ?? 0), to)
  useEffect(() => {
    const { range } = rows
    const index = line - from
    if (line < from || line > to || (range && index > range.startIndex && index < range.endIndex)) return
    rows.scrollToIndex(index, { align: 'center' })
  }, [line, from, to, rows])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const start = line > 0 ? line : from + (rows.range?.startIndex ?? 0)
    onMark(Math.max(from, Math.min(to, line > 0 ? start + step : start)))
  }
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label="Lines"
      aria-activedescendant={line >= from && line <= to ? `${id}-${line}` : undefined}
      tabIndex={0}
      className="min-w-0 flex-1 overflow-auto border-line border-t bg-panel font-mono text-[12px] leading-5 focus-visible:-outline-offset-2 [font-variant-ligatures:none]"
      onKeyDown={onKeyDown}
    >
      <div className="relative w-max min-w-full" style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const at = from + index
          const isMarked = at >= line && at <= last && line > 0
          return <Line key={at} {...{ at, start, isMarked, onMark }} id={`${id}-${at}`} last={to} text={textOf(at)} />
        })}
      </div>
    </div>
  )
}

const failed = / = -1 E[A-Z0-9]+/

type LineProps = {
  at: number
  start: number
  id: string
  last: number
  isMarked: boolean
  text: string | undefined
  onMark: (line: number) => void
}

const Line = memo(function Line({ at, start, id, last, isMarked, text, onMark }: LineProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isMarked}
      aria-posinset={at}
      aria-setsize={last}
      className={`absolute top-0 left-0 flex h-5 w-max min-w-full cursor-pointer ${isMarked ? 'bg-chosen' : 'bg-panel hover:bg-sunken'}`}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => onMark(at)}
    >
      <span className="sticky left-0 w-20 shrink-0 bg-inherit px-2 text-right text-soft tabular-nums">
        {number(at)}
      </span>
      <LineText text={text} />
    </div>
  )
})

function LineText({ text }: { text: string | undefined }) {
  if (text === undefined) return <span className="px-1 text-soft">…</span>
  return <span className={`whitespace-pre pr-4 pl-1 ${failed.test(text) ? 'text-error' : ''}`}>{shownText(text)}</span>
}

/** Wait with fetching until the eye could rest: a scrollbar that is dragged passes a million lines. */
const rest = 80

/** The lines in view, from the pieces that hold the first and the last of them; the piece behind is fetched, too. */
function useShownLines(hash: string, first: number, last: number, to: number): (line: number) => string | undefined {
  const [begin, end] = useRested(pieceOf(first), pieceOf(last))
  const answers = [
    useLines(hash, begin * piece + 1, piece),
    useLines(hash, end * piece + 1, piece, end !== begin),
    useLines(hash, (end + 1) * piece + 1, piece, (end + 1) * piece < to),
  ]
  return (line) => {
    for (const { data } of answers)
      if (data && line >= data.from && line < data.from + piece) return data.lines[line - data.from]
    return undefined
  }
}

const pieceOf = (line: number): number => Math.floor((line - 1) / piece)

function useRested(begin: number, end: number): readonly [number, number] {
  const [rested, setRested] = useState<readonly [number, number]>([begin, end])
  useEffect(() => {
    const timer = setTimeout(() => setRested([begin, end]), rest)
    return () => clearTimeout(timer)
  }, [begin, end])
  return rested
}
