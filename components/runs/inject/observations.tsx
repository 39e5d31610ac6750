'use client'

import Link from 'next/link'
import { KeyLink } from '@/components/item/keyLink'
import { useAnalysis } from '@/lib/client/analysis'
import type { CoveredRun, CoveredRuns } from '@/lib/client/coverage'
import { linkedFrom } from '@/lib/stpa/graph'
import type { Item } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import { isFaultInjectionEvidence } from '@/lib/stpa/verification/evidence'
import { exerciseText } from '@/lib/trace/coverage/words'
import { LineLinks, MatchedLines } from '../lineLinks'
import { coverageOf, observedIn } from '../observed'

function notSeen({ runs, reading }: CoveredRuns): string {
  if (reading > 0) return 'The traces are being read …'
  const unread = runs.filter(({ refusal }) => refusal !== '')
  if (unread.length === 0) return 'No run that is kept here showed it.'
  return `No run showed it, of those that could be read. Not read: ${unread.map(({ run }) => run.title).join(', ')}.`
}

/** Runs that showed a scenario, fault injection apart from the rest, and what the analysis keeps of it. */
export function Observations({ covered, scenario }: { covered: CoveredRuns; scenario: Item }) {
  const analysis = useAnalysis()
  const seen = observedIn(covered.runs, scenario.uid)
  const injected = seen.filter(({ coverage }) => coverage?.nature === 'faultInjection')
  const others = seen.filter((run) => !injected.includes(run))
  const evidence = linkedFrom(analysis, scenario.uid, 'observes', 'evidence').filter(isActive)
  return (
    <section aria-label="Observations">
      <Runs title="Observed by fault injection" runs={injected} scenario={scenario} />
      <Runs title="Observed in normal operation" runs={others} scenario={scenario} />
      {seen.length === 0 && <p className="mb-2 text-soft">{notSeen(covered)}</p>}
      {evidence.length > 0 && (
        <>
          <h4 className="font-medium text-[12.5px]">Evidence in the analysis</h4>
          <ul className="mb-3">
            {evidence.map((item) => (
              <li key={item.uid}>
                <KeyLink uid={item.uid} text />{' '}
                <span className="text-soft">
                  {isFaultInjectionEvidence(item) ? 'fault injection' : 'normal operation'}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** How a run with the fault becomes evidence. */
export function Instruction() {
  const { id } = useAnalysis()
  return (
    <p className="mb-3 rounded border border-line bg-sunken px-2 py-1.5">
      Run the script, then import the trace that it writes under{' '}
      <Link className="text-accent underline" href={`/analyses/${id}/evidence`}>
        Evidence
      </Link>{' '}
      and take it into the analysis: as the tracer marks the call, the run counts as fault injection, for this scenario
      and never for normal operation. The kernel’s own knobs leave no mark: declare such a run under Coverage, Runs.
    </p>
  )
}

function Runs({ title, runs, scenario }: { title: string; runs: readonly CoveredRun[]; scenario: Item }) {
  if (runs.length === 0) return null
  return (
    <>
      <h4 className="font-medium text-[12.5px]">{title}</h4>
      <ul className="mb-3">
        {runs.map((run) => (
          <RunSeen key={run.item.uid} run={run} scenario={scenario} />
        ))}
      </ul>
    </>
  )
}

function RunSeen({ run, scenario }: { run: CoveredRun; scenario: Item }) {
  const item = coverageOf(run, scenario.uid)
  const lines = item?.bindings.flatMap((binding) => binding.lines) ?? []
  const hash = run.card?.hash ?? ''
  return (
    <li className="mb-1">
      <KeyLink uid={run.item.uid} text />: {item && exerciseText(item)} <LineLinks hash={hash} lines={lines} />
      <MatchedLines hash={hash} lines={lines} />
    </li>
  )
}
