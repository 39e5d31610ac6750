'use client'

import { KeyLink } from '@/components/item/keyLink'
import { Scroll } from '@/components/view/panel/scroll'
import type { CoverageTable } from '@/lib/stpa/verification/coverage'
import { counted, number } from '@/lib/text/counts'
import type { RunCoverage } from '@/lib/trace/coverage/types'
import { durationText, limitsOf } from '@/lib/trace/coverage/words'

type Props = { table: CoverageTable; coverages: readonly RunCoverage[] }

/** How far the figures go: runs, durations, limits of the traces, and errors that were never seen. */
export function Reach({ table, coverages }: Props) {
  const more = table.neverFailedCount - table.neverFailed.length
  return (
    <Scroll label="How far it goes" className="min-h-0 flex-1 border-line border-t px-4 py-3">
      <ul className="mb-4 max-w-4xl list-disc pl-5">
        {table.statements.map((statement) => (
          <li key={statement} className="mb-1">
            {statement}
          </li>
        ))}
      </ul>
      <h3 className="mb-1 font-semibold">Runs and their limits</h3>
      <ul className="mb-4 max-w-4xl divide-y divide-line rounded border border-line bg-panel">
        {coverages.map((coverage) => (
          <RunLimits key={coverage.run.id} coverage={coverage} />
        ))}
      </ul>
      <Missing names={table.missingSubsystems} />
      {table.neverFailed.length > 0 && (
        <>
          <h3 className="mb-1 font-semibold">Never seen to fail: {number(table.neverFailedCount)}</h3>
          <p className="mb-1 max-w-4xl text-soft">
            Steps that can end with an error, and did in no run: what the program does then is not shown. Bound ones
            come first.
          </p>
          <ul className="max-w-4xl columns-2 gap-6 font-mono text-[12.5px]">
            {table.neverFailed.map((step) => (
              <li key={step} className="break-all">
                {step}
              </li>
            ))}
          </ul>
          {more > 0 && <p className="text-soft">and {number(more)} more</p>}
        </>
      )}
    </Scroll>
  )
}

function RunLimits({ coverage }: { coverage: RunCoverage }) {
  const { run, nature, calls, noise, seconds } = coverage
  const limits = limitsOf(coverage)
  return (
    <li className="px-3 py-1.5">
      <p>
        <KeyLink uid={run.id} text />{' '}
        <span className="text-soft">
          {nature === 'faultInjection' ? 'fault injection' : 'normal operation'}, {durationText(seconds)},{' '}
          {counted(calls, 'call')}, {number(noise)} of them plumbing
          {run.workload !== '' && `: ${run.workload}`}
        </span>
      </p>
      {nature === 'normal' && (run.natureReason ?? '') !== '' && (
        <p className="text-soft">Counts as normal operation: {run.natureReason}</p>
      )}
      {limits.length === 0 && <p className="text-soft">The reader found no limit, and nobody declared one.</p>}
      <ul className="list-disc pl-5">
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </li>
  )
}

function Missing({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <>
      <h3 className="mb-1 font-semibold">Used, and not in the control structure</h3>
      <p className="mb-4 max-w-4xl">{names.join(', ')}: see Missing in the model.</p>
    </>
  )
}
