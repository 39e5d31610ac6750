'use client'

import { useCallback, useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { saveText } from '@/components/ui/saveFile'
import { useAnalysis } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import { useSliced } from '@/lib/client/sliced'
import type { CoverageTable } from '@/lib/stpa/verification/coverage'
import { counted } from '@/lib/text/counts'
import { candidatesOf } from '@/lib/trace/coverage/candidates'
import { subsystemUses } from '@/lib/trace/coverage/subsystems'
import { coverageTable } from '@/lib/trace/coverage/table'
import type { RunCoverage } from '@/lib/trace/coverage/types'
import { SubTabs } from '../subTabs'
import { useView } from '../useView'
import { CandidateList } from './candidateList'
import { coverageCsv } from './csv'
import { inRunOrder, normalFirst } from './order'
import { Reach } from './reach'
import { RunList } from './runList'
import { SaturationView } from './saturationView'
import { TableView } from './tableView'
import { TakeOverButton } from './takeOverDialog'

/** Items of the analysis × runs, how far that goes, and what it may mean. */
export function CoverageTab({ covered }: { covered: CoveredRuns }) {
  const analysis = useAnalysis()
  const [view, change] = useView()
  const { coverages, runs } = covered
  const order = view.order.join(' ') // the list is a new one with each change of the address
  const ordered = useMemo(() => inRunOrder(coverages, order.split(' ').filter(Boolean)), [coverages, order])
  const shownRuns = useMemo(() => normalFirst(ordered), [ordered])
  const missing = useMemo(() => {
    const uses = subsystemUses(analysis, shownRuns).filter(({ state }) => state === 'missing')
    return uses.map(({ subsystem }) => subsystem).join('\n') // the same text after most edits
  }, [shownRuns, analysis])
  const table = useMemo(() => coverageTable(shownRuns, missing.split('\n').filter(Boolean)), [shownRuns, missing])
  const candidatesIn = useCallback((run: RunCoverage) => candidatesOf(analysis, [run]), [analysis])
  const { results } = useSliced(shownRuns, candidatesIn)
  const candidates = useMemo(() => results.flat(), [results])
  const list = view.list || 'table'
  const entries = [
    { name: 'table', title: 'Items and runs' },
    { name: 'reach', title: 'How far it goes' },
    { name: 'candidates', title: `To judge (${candidates.length})` },
    { name: 'saturation', title: 'Saturation' },
    { name: 'runs', title: `Runs (${runs.length})` },
  ]
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-1 px-3 py-1.5">
        <SubTabs
          label="Coverage"
          entries={entries}
          chosen={list}
          onChoose={(name) => change({ list: name === 'table' ? '' : name })}
        />
        <span className="ml-auto flex gap-1.5">
          <TakeOverButton covered={covered} />
          <Button
            title="Items and runs as a table"
            onClick={() => saveText('coverage.csv', 'text/csv', coverageCsv(table))}
          >
            CSV
          </Button>
        </span>
      </div>
      <Refusals covered={covered} />
      {list === 'table' && <TableView covered={covered} table={table} />}
      {list === 'reach' && <Reach table={table} coverages={ordered} />}
      {list === 'candidates' && <CandidateList candidates={candidates} covered={covered} />}
      {list === 'saturation' && <SaturationView coverages={ordered} />}
      {list === 'runs' && <RunList covered={covered} />}
      {list === 'table' && <Sentences table={table} />}
    </div>
  )
}

/** The first statements, always in sight: figures are never shown without them. */
function Sentences({ table }: { table: CoverageTable }) {
  return (
    <ul aria-label="How far it goes" className="border-line border-t bg-panel px-3 py-1 text-[12.5px] text-soft">
      {table.statements.slice(0, 2).map((statement) => (
        <li key={statement} className="truncate" title={statement}>
          {statement}
        </li>
      ))}
    </ul>
  )
}

function Refusals({ covered: { runs, plan } }: { covered: CoveredRuns }) {
  const refused = runs.filter(({ refusal }) => refusal !== '')
  const empty = runs.filter(({ coverage }) => coverage?.calls === 0)
  if (refused.length + plan.problems.length + empty.length === 0) return null
  return (
    <ul className="max-h-24 overflow-y-auto px-4 pb-1 text-[13px]">
      {refused.map(({ item, run, refusal }) => (
        <li key={item.uid} role="alert" className="text-error">
          {run.title}: {refusal}
        </li>
      ))}
      {plan.problems.map(({ message }) => (
        <li key={message} role="alert" className="text-error">
          {message}
        </li>
      ))}
      {empty.length > 0 && (
        <li className="text-warning">
          {counted(empty.length, 'trace')} without single calls {empty.length === 1 ? 'shows' : 'show'} nothing here:{' '}
          {empty.map(({ run }) => run.title).join(', ')}.
        </li>
      )}
    </ul>
  )
}
