'use client'

import { useMemo } from 'react'
import { EmptyState } from '@/components/ui/emptyState'
import { Choice } from '@/components/ui/inputs'
import type { CoveredRuns } from '@/lib/client/coverage'
import type { FlowCard } from '@/lib/client/digests'
import { useHeads } from '@/lib/client/traces'
import type { ProcessPair } from '@/lib/trace/compare/pair'
import { useSources } from '../sources'
import { TraceChooser } from '../traceChooser'
import { useView } from '../useView'
import { Compared } from './compared'
import { keyOfPair, pairsOf, titleOfPair } from './pairs'

/** Two or more runs laid along each other: where they part, on what error, in which subsystem. */
export function CompareTab({ covered }: { covered: CoveredRuns }) {
  const [view, change] = useView()
  const { sources, chosen } = useSources(covered, view.traces, 2)
  const heads = useHeads(chosen.map(({ hash }) => hash))
  const pairs = useMemo(() => pairsOf(heads.answers), [heads.answers])
  const pair = pairs.find((each) => keyOfPair(each) === view.process) ?? pairs[0]
  if (sources.length < 2) return <TooFew />
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-3 py-1.5 text-[13px]">
        <TraceChooser
          sources={sources}
          chosen={chosen}
          onChange={(traces) => change({ traces, process: '', step: '' })}
          help="The first is the one that the others are compared with."
        />
        {pairs.length > 0 && (
          <Choice
            label="Process"
            className="max-w-96"
            value={pair ? keyOfPair(pair) : ''}
            onChange={(value) => change({ process: value, step: '' })}
            options={pairs.map((each) => ({ value: keyOfPair(each), label: titleOfPair(each) }))}
          />
        )}
      </div>
      <Content {...{ heads, pair, chosen }} />
    </div>
  )
}

type ContentProps = {
  heads: ReturnType<typeof useHeads>
  pair: ProcessPair<FlowCard> | undefined
  chosen: ReturnType<typeof useSources>['chosen']
}

function Content({ heads, pair, chosen }: ContentProps) {
  const { answers } = heads
  const runs = useMemo(
    () =>
      chosen.flatMap((source, at) => {
        const [flow, head] = [pair?.flows[at], answers[at]]
        return flow && head ? [{ source, flow, head }] : []
      }),
    [chosen, pair, answers],
  )
  if (chosen.length < 2) return <p className="px-4 py-3 text-soft">Choose two traces or more.</p>
  if (heads.refusal !== '')
    return (
      <p role="alert" className="px-4 py-3 text-error">
        {heads.refusal}
      </p>
    )
  if (heads.isReading) return <p className="px-4 py-3 text-soft">Loading what was read …</p>
  if (!pair)
    return (
      <p className="px-4 py-3 text-soft">
        There is nothing to compare: fewer than two of these files have single calls in them.
      </p>
    )
  return <Compared key={keyOfPair(pair)} runs={runs} />
}

function TooFew() {
  return (
    <EmptyState title="Two traces are needed">
      <p>
        Import the trace of a run that succeeds and of one that fails, under <em>Evidence</em>. Here they are laid along
        each other: steps that are the same become one, and where the same step ended differently the ways part.
      </p>
    </EmptyState>
  )
}
