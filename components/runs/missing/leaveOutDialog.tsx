'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { newUid } from '@/lib/edits/newUid'
import { leaveOutObserved } from '@/lib/trace/coverage/subsystems'

/** A subsystem that runs use and the analysis leaves out, with the reason. */
export function LeaveOutDialog({ subsystem, onClose }: { subsystem: string; onClose: (done: boolean) => void }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [reason, setReason] = useState('')
  const leave = () => {
    onClose(true)
    void commit(leaveOutObserved({ analysis, newUid }, subsystem, reason.trim()), `${subsystem} left out of scope`)
  }
  return (
    <Dialog open onClose={() => onClose(false)} title={`Leave out ${subsystem}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim() !== '') leave()
        }}
      >
        <Field
          label="Reason"
          help="Why the analysis may leave it out although runs use it; it is printed in the report."
        >
          {(ids) => (
            <textarea
              {...ids}
              className={inputLook}
              rows={3}
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="main" disabled={reason.trim() === ''}>
          Leave out
        </Button>
      </form>
    </Dialog>
  )
}
