'use client'

import { useMemo } from 'react'
import { EmptyState } from '@/components/ui/emptyState'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { FigureTable } from '@/components/view/table/figureTable'
import { useAnalysis } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import type { Item } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import { bindingsOf } from '@/lib/trace/coverage/plan'
import { ItemName } from '../itemName'
import { observedIn } from '../observed'
import { useQuickView } from '../useView'
import { ScenarioRecipe } from './scenarioRecipe'

type Row = {
  readonly scenario: Item
  readonly bindings: number
  /** Runs of fault injection, and others, in which it was observed. */
  readonly injected: number
  readonly normal: number
}

const names = ['row'] as const
const keyOf = ({ scenario }: Row): string => scenario.uid

/** From a loss scenario to a run in which its fault is put in, and back to what such runs showed. */
export function InjectTab({ covered }: { covered: CoveredRuns }) {
  const analysis = useAnalysis()
  const [{ row }, set] = useQuickView(names)
  const rows = useMemo(() => {
    const scenarios = itemsOf(analysis, 'lossScenario').filter(isActive)
    const all = scenarios.map((scenario): Row => {
      const seen = observedIn(covered.runs, scenario.uid)
      const injected = seen.filter(({ coverage }) => coverage?.nature === 'faultInjection').length
      const bindings = bindingsOf(analysis, scenario).length
      return { scenario, bindings, injected, normal: seen.length - injected }
    })
    return all.toSorted((left, right) => Number(right.bindings > 0) - Number(left.bindings > 0))
  }, [analysis, covered.runs])
  if (rows.length === 0)
    return (
      <EmptyState title="No loss scenario yet">
        <p>
          A loss scenario that is bound to a call and its error becomes a script that puts this error in; the trace of
          that run shows how the error is met.
        </p>
      </EmptyState>
    )
  const chosen = rows.find(({ scenario }) => scenario.uid === row)
  return (
    <div className="flex h-full min-h-0">
      <FigureTable
        label="Loss scenarios"
        {...{ rows, columns, keyOf }}
        chosen={row}
        onChoose={(uid) => set({ row: uid })}
      />
      {chosen && <ScenarioRecipe key={chosen.scenario.uid} covered={covered} scenario={chosen.scenario} />}
    </div>
  )
}

const columns: readonly ShownColumn<Row>[] = [
  {
    name: 'scenario',
    title: 'Loss scenario',
    width: 'minmax(11rem,2fr)',
    value: ({ scenario }) => `${scenario.key} ${textOf(scenario)}`,
    show: ({ scenario }) => <ItemName uid={scenario.uid} />,
  },
  {
    name: 'bindings',
    title: 'Bound',
    width: '5.5rem',
    value: ({ bindings }) => bindings,
    show: ({ bindings }) => (bindings > 0 ? bindings : <span className="text-soft">no</span>),
  },
  {
    name: 'injected',
    title: 'Injected',
    width: '5.5rem',
    value: ({ injected }) => injected,
    help: 'Runs of fault injection in which it was observed',
  },
  {
    name: 'normal',
    title: 'Else seen',
    width: '6rem',
    value: ({ normal }) => normal,
    help: 'Runs of normal operation in which it was observed',
  },
]
