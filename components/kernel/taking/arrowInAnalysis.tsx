'use client'

import { useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { ReasonDialog } from '@/components/view/panel/reasonDialog'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { newUid } from '@/lib/edits/newUid'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { arrowIn, leaveOut } from '@/lib/kernel/taking/take'

type Props = { graph: CallGraph; hash: string; ends: { from: string; to: string }; onTake: () => void }

/** What the analysis says of an interface of the kernel: taken, left out with a reason, or nothing yet. */
export function ArrowInAnalysis({ graph, hash, ends, onTake }: Props) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [isLeaving, setLeaving] = useState(false)
  const { bound, out } = arrowIn(analysis, ends.from, ends.to)
  const leave = (reason: string) => {
    setLeaving(false)
    void commit(leaveOut({ analysis, graph, hash, structure: null, newUid }, ends, reason), 'Left out of scope')
  }
  return (
    <div className="mb-2">
      {bound.map((item) => (
        <p key={item.uid}>
          In the analysis: <KeyLink uid={item.uid} text />
        </p>
      ))}
      {out && (
        <p>
          Out of scope: <KeyLink uid={out.uid} text />
        </p>
      )}
      {bound.length === 0 && !out && <p className="text-warning">Missing in the model.</p>}
      <div className="mt-1 flex gap-1.5">
        <Button look="main" onClick={onTake}>
          Take as a candidate …
        </Button>
        {!out && <Button onClick={() => setLeaving(true)}>Out of scope …</Button>}
      </div>
      {isLeaving && (
        <ReasonDialog
          title={`Leave out ${ends.from} → ${ends.to}`}
          help="Why the analysis may leave this interface out; it is printed in the report."
          action="Leave out"
          onClose={() => setLeaving(false)}
          onGive={leave}
        />
      )}
    </div>
  )
}
