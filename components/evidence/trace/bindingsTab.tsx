'use client'

import Link from 'next/link'
import { KeyLink } from '@/components/item/keyLink'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis } from '@/lib/client/analysis'
import { itemsOf, linked } from '@/lib/stpa/graph'
import type { Item } from '@/lib/stpa/model'
import type { EvidenceCard } from '@/lib/trace/api'
import { observedIn } from '../inAnalysis'
import { TakeButton } from '../takeDialog'

type Props = { card: EvidenceCard | undefined; evidence: readonly Item[] }

/** Which bindings of the analysis were seen in the runs of this file, and how. */
export function BindingsTab({ card, evidence }: Props) {
  const analysis = useAnalysis()
  const observed = observedIn(analysis, evidence)
  if (observed.length === 0) return <None card={card} isTaken={evidence.length > 0} />
  return (
    <div className="h-full overflow-y-auto p-5">
      <ul className="max-w-5xl divide-y divide-line rounded border border-line bg-panel">
        {observed.map(({ binding, seenIn, how }) => (
          <li key={`${binding.uid} ${seenIn.uid}`} className="grid grid-cols-2 gap-4 px-3 py-2">
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <KeyLink uid={binding.uid} text />
              <p className="text-soft">
                binds{' '}
                {linked(analysis, binding.uid, 'binds').map(({ uid }) => (
                  <KeyLink key={uid} uid={uid} text />
                ))}
              </p>
            </div>
            <div className="min-w-0 [overflow-wrap:anywhere]">
              in <KeyLink uid={seenIn.uid} text />
              <p className="text-soft">{how}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}

function None({ card, isTaken }: { card: EvidenceCard | undefined; isTaken: boolean }) {
  const analysis = useAnalysis()
  const count = itemsOf(analysis, 'binding').length
  return (
    <EmptyState
      title="No binding was seen in this file yet"
      action={card && !isTaken ? <TakeButton card={card} look="main" /> : undefined}
    >
      <p>
        A binding says how a control action, feedback, element or loss scenario shows in a trace: which call, on what,
        with which result. It is a claim that a person confirms, with a reason.
      </p>
      <p className="mt-2">
        {count === 0 ? (
          <>
            This analysis has none yet: write them in the table of{' '}
            <Link className="text-accent underline" href={`/analyses/${analysis.id}/items/binding`}>
              trace bindings
            </Link>
            .
          </>
        ) : (
          <>
            This analysis has{' '}
            <Link className="text-accent underline" href={`/analyses/${analysis.id}/items/binding`}>
              {count} of them
            </Link>
            .{' '}
            {isTaken ? (
              <>
                <Link className="text-accent underline" href={`/analyses/${analysis.id}/runs`}>
                  Runs and coverage
                </Link>{' '}
                says which of them this run exercises, and keeps what was seen.
              </>
            ) : (
              'Take the file into the analysis first.'
            )}
          </>
        )}
      </p>
    </EmptyState>
  )
}
