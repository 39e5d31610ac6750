'use client'

import type { CSSProperties } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import type { At } from '@/components/view/table/gridKeys'
import { states } from '@/lib/stpa/commonFields'
import { textOf } from '@/lib/stpa/fieldValues'
import { type Cell, coverageOf, type Row } from '@/lib/stpa/matrix'
import type { Item } from '@/lib/stpa/model'
import type { MatrixKeys } from './useMatrixKeys'

type Props = { row: Row; index: number; grid: CSSProperties; keys: MatrixKeys; onOpen: (column: number) => void }

const grounds = {
  hazardous: 'bg-hazardous',
  notHazardous: 'bg-safe',
  notApplicable: 'bg-sunken',
  open: 'bg-panel',
} as const
const names = {
  notHazardous: 'Not hazardous',
  notApplicable: 'Not applicable',
  open: 'Open',
  hazardous: 'Hazardous',
} as const

export function MatrixRow({ row, index, grid, keys, onOpen }: Props) {
  const { decided, of } = coverageOf([row])
  return (
    <div role="row" aria-rowindex={index + 2} className="grid border-line border-b" style={grid}>
      <div role="rowheader" className="sticky left-0 z-[2] border-line border-r bg-panel px-2 py-1.5">
        <p className="line-clamp-3">
          <KeyLink uid={row.subject.uid} text />
        </p>
        <p className={`text-[12px] tabular-nums ${decided < of ? 'text-soft' : 'text-good'}`}>
          {decided} of {of}
        </p>
        {row.unplaced.length > 0 && (
          <p className="text-[12px] text-warning">
            without a column:{' '}
            {row.unplaced.map((item) => (
              <span key={item.uid} className="mr-1">
                <KeyLink uid={item.uid} />
              </span>
            ))}
          </p>
        )}
      </div>
      {row.cells.map((cell, column) => (
        <MatrixCell key={cell.word} cell={cell} at={{ row: index, column }} keys={keys} onOpen={() => onOpen(column)} />
      ))}
    </div>
  )
}

type CellProps = { cell: Cell; at: At; keys: MatrixKeys; onOpen: () => void }

function MatrixCell({ cell, at, keys, onOpen }: CellProps) {
  const isHere = keys.at.row === at.row && keys.at.column === at.column
  const isMarked = keys.isMarking && keys.range.some((other) => other.row === at.row && other.column === at.column)
  return (
    <div
      role="gridcell"
      data-cell={`${at.row} ${at.column}`}
      tabIndex={isHere ? 0 : -1}
      aria-colindex={at.column + 2}
      aria-selected={isMarked}
      className={`min-h-14 border-line border-r px-2 py-1 text-[12.5px] focus:relative focus:z-[1] ${grounds[cell.state]} ${isMarked ? 'outline outline-2 outline-accent -outline-offset-2' : ''}`}
      onFocus={(event) => event.target === event.currentTarget && !isHere && keys.focus(at, false)}
      onMouseDown={(event) => {
        if (!event.shiftKey) return
        event.preventDefault()
        keys.focus(at, true)
      }}
      onDoubleClick={onOpen}
    >
      <Content cell={cell} />
    </div>
  )
}

const shownActions = 3

function Content({ cell }: { cell: Cell }) {
  if (cell.ucas.length === 0) return <Verdict cell={cell} />
  const more = cell.ucas.length - shownActions
  return (
    <>
      {cell.ucas.slice(0, shownActions).map((item) => (
        <p key={item.uid} className="mb-1 line-clamp-3" title={textOf(item)}>
          <KeyLink uid={item.uid} /> {textOf(item)} <State item={item} />
        </p>
      ))}
      {more > 0 && <p className="text-soft">and {more} more</p>}
    </>
  )
}

/** A draft is the rule here: only what is further than that says so. */
function State({ item }: { item: Item }) {
  const state = states.find((other) => other.value === item.fields.state)
  if (!state || state.value === 'draft') return null
  return <span className="whitespace-nowrap rounded border border-line px-1 text-[11px] text-soft">{state.label}</span>
}

function Verdict({ cell }: { cell: Cell }) {
  const [verdict, rejected] = [cell.verdicts[0], cell.rejected[0]]
  const reason = verdict ? textOf(verdict, 'reason') || textOf(verdict) : rejected && textOf(rejected, 'stateReason')
  if (cell.state === 'open' && !reason) return <p className="text-soft">Open</p>
  return (
    <p className="line-clamp-4" title={reason}>
      <span className="font-medium">{names[cell.state]}</span>
      {reason && <span className="text-soft">: {reason}</span>}
    </p>
  )
}
