'use client'

import { useDeferredValue, useMemo } from 'react'
import { coveredKinds, pluralOf, stateSigns } from '@/components/item/exerciseState'
import { Choice, FilterField } from '@/components/ui/inputs'
import type { CoveredRuns } from '@/lib/client/coverage'
import {
  type CoverageRow,
  type CoverageTable,
  type ExerciseState,
  exerciseStates,
} from '@/lib/stpa/verification/coverage'
import { counted } from '@/lib/text/counts'
import { useQuickView, useView } from '../useView'
import { CellDetails } from './cellDetails'
import { CoverageGrid } from './coverageGrid'

const cellNames = ['row', 'run', 'words'] as const

/** Items × runs with filters, and what stands behind the chosen cell. */
export function TableView({ covered, table }: { covered: CoveredRuns; table: CoverageTable }) {
  const [{ kind, state }, change] = useView()
  const [{ row, run, words }, setQuick] = useQuickView(cellNames)
  const wanted = useDeferredValue(words)
  const rows = useMemo(() => shownRows(table.rows, { kind, state, words: wanted }), [table, kind, state, wanted])
  if (table.runs.length === 0) return <p className="px-4 py-3 text-soft">No trace has been read yet.</p>
  const kinds = coveredKinds.filter((name) => table.rows.some((each) => each.kind === name))
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-3 pb-1.5">
        <FilterField
          label="Filter items"
          className="max-w-48"
          value={words}
          onChange={(words) => setQuick({ words })}
        />
        <Choice
          label="Kind of item"
          className="max-w-44"
          value={kind}
          onChange={(value) => change({ kind: value }, 'replace')}
          options={[
            { value: '', label: 'All kinds' },
            ...kinds.map((name) => ({ value: name, label: pluralOf(name) })),
          ]}
        />
        <Choice
          label="State in normal operation"
          className="max-w-52"
          value={state}
          onChange={(value) => change({ state: value }, 'replace')}
          options={[
            { value: '', label: 'All states' },
            { value: 'bound', label: 'Bound to calls' },
            ...exerciseStates.map(({ value, label }) => ({ value, label: `${stateSigns[value]} ${label}` })),
          ]}
        />
        <span role="status" className="text-[12.5px] text-soft">
          {counted(rows.length, 'item')}, {counted(table.runs.length, 'run')}
        </span>
      </div>
      <CoverageGrid
        table={table}
        rows={rows}
        chosen={{ row, run }}
        onChoose={(cell) => setQuick(cell)}
        onClose={() => setQuick({ row: '', run: '' })}
      />
      {row !== '' && run !== '' && (
        <CellDetails covered={covered} item={row} run={run} onClose={() => setQuick({ row: '', run: '' })} />
      )}
    </div>
  )
}

type Filters = { readonly kind: string; readonly state: string; readonly words: string }

function shownRows(rows: readonly CoverageRow[], { kind, state, words }: Filters): readonly CoverageRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  const isState = (normal: ExerciseState) =>
    state === '' || (state === 'bound' ? normal !== 'unbound' : normal === state)
  const has = (row: CoverageRow) => {
    const text = `${row.key} ${row.text}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  }
  return rows.filter((row) => (kind === '' || row.kind === kind) && isState(row.normal) && has(row))
}
