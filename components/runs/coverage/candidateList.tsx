'use client'

import { useMemo } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { EmptyState } from '@/components/ui/emptyState'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { FigureTable } from '@/components/view/table/figureTable'
import { useAnalysis } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import type { Analysis, Uid } from '@/lib/stpa/model'
import type { Candidate, Reading } from '@/lib/trace/coverage/candidates'
import { ItemName } from '../itemName'
import { LineLinks } from '../lineLinks'
import { useQuickView } from '../useView'

const readings: Readonly<Record<Reading, string>> = {
  absent: 'Not provided?',
  failed: 'Ended with an error',
  partial: 'In part only',
  forbidden: 'Where it must not be',
  order: 'Out of order',
  late: 'Late',
  tooFew: 'Too few',
  tooMany: 'Too many',
  scenario: 'Scenario observed',
}

const names = ['row'] as const
type Row = Candidate & { readonly id: string }
const keyOf = ({ id }: Row): string => id

/** What runs may show about unsafe control actions and scenarios: for a person to judge. */
export function CandidateList({ candidates, covered }: { candidates: readonly Candidate[]; covered: CoveredRuns }) {
  const analysis = useAnalysis()
  const [{ row }, set] = useQuickView(names)
  const rows = useMemo(
    () => candidates.map((each, at): Row => ({ ...each, id: `${each.run} ${each.item} ${each.reading} ${at}` })),
    [candidates],
  )
  const hashes = useMemo(
    () => new Map(covered.runs.flatMap(({ item, card }) => (card ? [[item.uid, card.hash] as const] : []))),
    [covered.runs],
  )
  const columns = useMemo(() => columnsOf(analysis, hashes), [analysis, hashes])
  if (rows.length === 0)
    return (
      <EmptyState title="Nothing to judge">
        <p>
          No run shows a bound control action that is absent, fails, comes out of order, too late, too often or where it
          must not be, and no bound scenario. That says nothing about other runs.
        </p>
      </EmptyState>
    )
  const chosen = rows.find(({ id }) => id === row)
  return (
    <div className="flex min-h-0 flex-1 flex-col border-line border-t">
      <p className="px-3 pt-1.5 text-[12.5px] text-soft">
        What a trace shows is no verdict: look at the lines, and say in the analysis what follows.
      </p>
      <FigureTable
        label="To judge"
        {...{ rows, columns, keyOf }}
        chosen={row}
        onChoose={(id) => set({ row: id })}
        markOf={({ nature }) => (nature === 'faultInjection' ? 'marked' : undefined)}
      />
      {chosen && (
        <p
          className="max-h-28 shrink-0 overflow-y-auto border-line border-t bg-panel px-3 py-2 text-[13px] [overflow-wrap:anywhere]"
          role="status"
        >
          {chosen.text} <LineLinks hash={hashes.get(chosen.run) ?? ''} lines={chosen.lines} />
        </p>
      )}
    </div>
  )
}

function columnsOf(analysis: Analysis, hashes: ReadonlyMap<Uid, string>): ShownColumn<Row>[] {
  const keys = (uids: readonly Uid[]) => uids.map((uid) => analysis.items.get(uid)?.key ?? '').join(', ')
  const links = (uids: readonly Uid[]) =>
    uids.map((uid, at) => (
      <span key={uid}>
        {at > 0 && ', '}
        <KeyLink uid={uid} />
      </span>
    ))
  return [
    {
      name: 'item',
      title: 'Item',
      width: 'minmax(11rem,1.6fr)',
      value: ({ item }) => `${keys([item])} ${String(analysis.items.get(item)?.fields.text ?? '')}`,
      show: ({ item }) => <ItemName uid={item} />,
    },
    { name: 'reading', title: 'What is seen', width: '9.5rem', value: ({ reading }) => readings[reading] },
    {
      name: 'run',
      title: 'Run',
      width: 'minmax(8rem,1fr)',
      value: ({ run }) => String(analysis.items.get(run)?.fields.text ?? ''),
      show: ({ run, nature }) => (
        <>
          <ItemName uid={run} />
          {nature === 'faultInjection' && ' (fault injection)'}
        </>
      ),
    },
    {
      name: 'ucas',
      title: 'UCAs',
      width: 'minmax(5rem,0.6fr)',
      value: ({ ucas }) => keys(ucas),
      show: ({ ucas }) => links(ucas),
      help: 'Unsafe control actions whose guide word says so',
    },
    {
      name: 'scenarios',
      title: 'Scenarios',
      width: 'minmax(7rem,0.9fr)',
      value: ({ scenarios }) => keys(scenarios),
      show: ({ scenarios }) => links(scenarios),
    },
    {
      name: 'lines',
      title: 'Lines',
      width: 'minmax(7rem,0.8fr)',
      value: ({ lines }) => lines[0] ?? null,
      show: ({ run, lines }) => <LineLinks hash={hashes.get(run) ?? ''} lines={lines} />,
    },
  ]
}
