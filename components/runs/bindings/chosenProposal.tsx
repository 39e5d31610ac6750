'use client'

import { useMemo, useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import { confirmed } from '@/lib/edits/bindings'
import { newUid } from '@/lib/edits/newUid'
import type { Operation } from '@/lib/stpa/operations/types'
import { counted } from '@/lib/text/counts'
import { type Proposal, takeProposal } from '@/lib/trace/binding/propose'
import { ConfirmReason } from './confirmDialog'
import { DraftMatches } from './draftMatches'

type Props = { covered: CoveredRuns; proposal: Proposal; onTaken: () => void }

/** Why the program proposes it, the lines that it would match, and the decision. */
export function ChosenProposal({ covered, proposal, onTaken }: Props) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [isConfirming, setConfirming] = useState(false)
  const taken = useMemo(() => takenAs(proposal), [proposal])
  const { item, reasons, count, verbs, resource, alsoFor } = proposal
  const take = (operations: readonly Operation[], reason: string) => {
    onTaken()
    void commit(operations, reason)
  }
  return (
    <aside
      aria-label="Chosen proposal"
      className="w-[25rem] shrink-0 overflow-y-auto border-line border-l bg-panel p-3 text-[13px]"
    >
      <h3 className="mb-1 font-semibold">
        <KeyLink uid={item} text />
      </h3>
      <p className="mb-2 font-mono text-[12.5px] [overflow-wrap:anywhere]">
        {verbs.join(', ')} of {resource}
      </p>
      <div className="mb-3 flex flex-wrap gap-1.5">
        <Button look="main" onClick={() => take(taken.operations, 'A binding taken as a draft')}>
          Take as a draft
        </Button>
        <Button onClick={() => setConfirming(true)}>Take and confirm …</Button>
      </div>
      <h4 className="font-medium text-[12.5px]">What speaks for it</h4>
      <ul className="mb-2 list-disc pl-5">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p className="mb-2 text-soft">Seen in {counted(count, 'call')} of all runs.</p>
      {alsoFor.length > 0 && (
        <p className="mb-2 text-warning">
          The same calls are proposed for {alsoFor.join(', ')}: what tells them apart is for you to say.
        </p>
      )}
      <DraftMatches analysis={analysis} covered={covered} operations={taken.operations} binding={taken.uid} />
      {isConfirming && (
        <ConfirmReason
          title={`Confirm a binding of ${proposal.key}`}
          onClose={() => setConfirming(false)}
          onGive={(reason) => take([...taken.operations, confirmed(taken.uid, reason)], 'A binding confirmed')}
        />
      )}
    </aside>
  )
}

function takenAs(proposal: Proposal) {
  const uid = newUid()
  return { uid, operations: takeProposal(proposal, () => uid) }
}
