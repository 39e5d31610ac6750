'use client'

import type { CSSProperties } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Cell, Row } from '@/lib/stpa/matrix'
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
  return (
    <div role="row" aria-rowindex={index + 2} className="grid border-line border-b" style={grid}>
      <div role="rowheader" className="border-line border-r bg-panel px-2 py-1.5">
        <KeyLink uid={row.subject.uid} text />
        {row.controller && (
          <p className="text-[12px] text-soft">
            by <KeyLink uid={row.controller.uid} text />
          </p>
        )}
        {row.unplaced.length > 0 && (
          <p className="text-[12px] text-warning">
            without a column:{' '}
            {row.unplaced.map((item) => (
              <KeyLink key={item.uid} uid={item.uid} />
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

function MatrixCell({
  cell,
  at,
  keys,
  onOpen,
}: {
  cell: Cell
  at: { row: number; column: number }
  keys: MatrixKeys
  onOpen: () => void
}) {
  const here = keys.at.row === at.row && keys.at.column === at.column
  const marked = keys.range.length > 1 && keys.range.some((other) => other.row === at.row && other.column === at.column)
  return (
    <div
      role="gridcell"
      data-cell={`${at.row} ${at.column}`}
      tabIndex={here ? 0 : -1}
      aria-selected={marked}
      className={`min-h-16 border-line border-r px-2 py-1 text-[12.5px] ${grounds[cell.state]} ${marked ? 'outline outline-2 outline-accent -outline-offset-2' : ''}`}
      onFocus={(event) => event.target === event.currentTarget && !here && keys.focus(at, false)}
      onDoubleClick={onOpen}
    >
      {cell.ucas.map((item) => (
        <p key={item.uid} className="mb-1 line-clamp-3">
          <KeyLink uid={item.uid} /> {textOf(item)}
        </p>
      ))}
      {cell.ucas.length === 0 && (
        <p className="text-soft">
          {names[cell.state]}
          {cell.verdicts[0] && (
            <>
              {': '}
              <span className="line-clamp-2">{textOf(cell.verdicts[0], 'reason') || textOf(cell.verdicts[0])}</span>
            </>
          )}
        </p>
      )}
    </div>
  )
}
