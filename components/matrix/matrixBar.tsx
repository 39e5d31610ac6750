'use client'

import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/inputs'
import { Popover } from '@/components/ui/popover'
import { textOf } from '@/lib/stpa/fieldValues'
import { coverageOf, type Row } from '@/lib/stpa/matrix'
import type { Filters } from './matrixRows'

type Props = {
  rows: readonly Row[]
  filters: Filters
  setFilters: (filters: Filters) => void
  marked: number
  onBulk: () => void
}

const keyHelp = [
  ['Arrows', 'To the next cell'],
  ['Shift with arrows', 'Mark several cells'],
  ['Enter', 'Open the cell'],
  ['U', 'New unsafe control action'],
  ['N', 'Not hazardous, with a reason'],
  ['A', 'Not applicable, with a reason'],
  ['Del', 'Take the verdict back'],
] as const

/** How far the matrix is decided, what of it is shown, and the keys that write into it. */
export function MatrixBar({ rows, filters, setFilters, marked, onBulk }: Props) {
  const { decided, of } = coverageOf(rows)
  const percent = of === 0 ? 0 : Math.floor((decided / of) * 100)
  return (
    <div className="flex flex-wrap items-center gap-3 border-line border-b bg-panel px-3 py-1.5">
      <h2 className="font-semibold text-[15px]">Unsafe control actions</h2>
      <span role="status" className="text-[12.5px] text-soft">
        {decided} of {of} cells decided ({percent} %)
      </span>
      <progress aria-label="Decided cells" className="h-2 w-28" value={decided} max={Math.max(of, 1)} />
      <ControllerFilter
        rows={rows}
        value={filters.controller}
        onChange={(controller) => setFilters({ ...filters, controller })}
      />
      <Check label="Open only" isOn={filters.openOnly} onChange={(openOnly) => setFilters({ ...filters, openOnly })} />
      <Check
        label="Feedback too"
        isOn={filters.withFeedback}
        onChange={(withFeedback) => setFilters({ ...filters, withFeedback })}
      />
      {marked > 1 && <Button onClick={onBulk}>Verdict for {marked} cells</Button>}
      <div className="ml-auto">
        <Popover label="Keys of the matrix" button={<Button look="quiet">Keys</Button>}>
          <dl className="grid grid-cols-[9rem_1fr] gap-x-3 gap-y-1">
            {keyHelp.map(([key, text]) => (
              <div key={key} className="contents">
                <dt className="font-mono text-[12px]">{key}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </Popover>
      </div>
    </div>
  )
}

function Check({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="inline-flex items-center gap-1">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  )
}

type FilterProps = { rows: readonly Row[]; value: string; onChange: (uid: string) => void }

function ControllerFilter({ rows, value, onChange }: FilterProps) {
  const controllers = new Map(
    rows.flatMap((row) => (row.controller ? [[row.controller.uid, row.controller] as const] : [])),
  )
  return (
    <div className="w-48">
      <Choice
        label="Controller"
        value={value}
        onChange={onChange}
        options={[
          { value: '', label: 'All controllers' },
          ...[...controllers.values()].map((item) => ({ value: item.uid, label: `${textOf(item)} (${item.key})` })),
        ]}
      />
    </div>
  )
}
