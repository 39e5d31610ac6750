'use client'

import { ReasonDialog } from '@/components/view/panel/reasonDialog'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { newUid } from '@/lib/edits/newUid'
import { leaveOutObserved } from '@/lib/trace/coverage/subsystems'

/** A subsystem that runs use and the analysis leaves out, with the reason. */
export function LeaveOutDialog({ subsystem, onClose }: { subsystem: string; onClose: (done: boolean) => void }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  return (
    <ReasonDialog
      title={`Leave out ${subsystem}`}
      help="Why the analysis may leave it out although runs use it; it is printed in the report."
      action="Leave out"
      onClose={() => onClose(false)}
      onGive={(reason) => {
        onClose(true)
        void commit(leaveOutObserved({ analysis, newUid }, subsystem, reason), `${subsystem} left out of scope`)
      }}
    />
  )
}
