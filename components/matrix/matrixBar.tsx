'use client'

import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import { textOf } from '@/lib/stpa/fieldValues'
import { coverageOf, type Row } from '@/lib/stpa/matrix'

export type Filters = {
  /** Uid of a controller; '' for all. */
  readonly controller: string
  readonly openOnly: boolean
  readonly kind: 'controlAction' | 'feedback'
}

type Props = {
  rows: readonly Row[]
  filters: Filters
  setFilters: (filters: Filters) => void
  marked: number
  onBulk: () => void
}

/** How far the matrix is decided, what of it is shown, and the keys that write into it. */
export function MatrixBar({ rows, filters, setFilters, marked, onBulk }: Props) {
  const { decided, of } = coverageOf(rows)
  const check = (label: string, checked: boolean, change: (checked: boolean) => Partial<Filters>) => (
    <label className="inline-flex items-center gap-1">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => setFilters({ ...filters, ...change(event.target.checked) })}
      />
      {label}
    </label>
  )
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b bg-panel px-3 py-2">
      <h2 className="font-semibold text-[15px]">Unsafe control actions</h2>
      <span role="status" className="text-[12.5px] text-soft">
        {decided} of {of} cells decided
      </span>
      <progress aria-label="Decided cells" className="h-2 w-28" value={decided} max={Math.max(of, 1)} />
      <ControllerFilter
        rows={rows}
        value={filters.controller}
        onChange={(controller) => setFilters({ ...filters, controller })}
      />
      {check('open only', filters.openOnly, (openOnly) => ({ openOnly }))}
      {check('feedback', filters.kind === 'feedback', (on) => ({ kind: on ? 'feedback' : 'controlAction' }))}
      {marked > 1 && <Button onClick={onBulk}>Verdict for {marked} cells</Button>}
      <span className="text-[12px] text-soft">
        Arrows move, Enter opens, u unsafe, n not hazardous, a not applicable, Shift marks several
      </span>
    </div>
  )
}

type FilterProps = { rows: readonly Row[]; value: string; onChange: (uid: string) => void }

function ControllerFilter({ rows, value, onChange }: FilterProps) {
  const controllers = new Map(
    rows.flatMap((row) => (row.controller ? [[row.controller.uid, row.controller] as const] : [])),
  )
  return (
    <select
      aria-label="Controller"
      className={`${inputLook} max-w-48`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">All controllers</option>
      {[...controllers.values()].map((item) => (
        <option key={item.uid} value={item.uid}>
          {item.key} {textOf(item)}
        </option>
      ))}
    </select>
  )
}
