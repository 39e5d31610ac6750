'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { useCommit } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'

type Props = { evidence: Item; title: string; hasMarks: boolean; onClose: () => void }

/** A person stands for a run being normal operation, with the reason where the tracer tampered with calls. */
export function NatureDialog({ evidence, title, hasMarks, onClose }: Props) {
  const commit = useCommit()
  const [reason, setReason] = useState(textOf(evidence, 'rationale'))
  const mayDeclare = !hasMarks || reason.trim() !== ''
  const declare = () => {
    onClose()
    const { nature = null, rationale = null } = evidence.fields
    const set = { nature: 'normal', ...(reason.trim() === '' ? {} : { rationale: reason.trim() }) }
    void commit(
      [{ op: 'update', uid: evidence.uid, set, was: { nature, rationale } }],
      'A run declared normal operation',
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${title} is normal operation`}
      description="Calls that a tracer puts in show how an error is met, and nothing about normal operation. Where they only stand in for a device that is not there, say so."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (mayDeclare) declare()
        }}
      >
        <Field label="Reason" help="It becomes the rationale of the evidence, and is printed in the report.">
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
        <Button type="submit" look="main" disabled={!mayDeclare}>
          Declare
        </Button>
      </form>
    </Dialog>
  )
}
