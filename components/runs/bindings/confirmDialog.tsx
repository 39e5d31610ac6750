'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { useCommit } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'
import { confirmBinding } from '@/lib/trace/binding/propose'

/** A person stands for a binding of the analysis. */
export function ConfirmDialog({ binding, onClose }: { binding: Item; onClose: () => void }) {
  const commit = useCommit()
  return (
    <ReasonDialog
      title={`Confirm ${binding.key}`}
      first={textOf(binding, 'reason')}
      onClose={onClose}
      onGive={(reason) => {
        onClose()
        void commit(confirmBinding(binding, reason), `${binding.key} confirmed`)
      }}
    />
  )
}

type Props = { title: string; first?: string; onClose: () => void; onGive: (reason: string) => void }

/** The reason with which a binding is confirmed. */
export function ReasonDialog({ title, first = '', onClose, onGive }: Props) {
  const [reason, setReason] = useState(first)
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description="One device carries many control actions: that a call is one of them is a claim. Look at the lines that it matches first."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim() !== '') onGive(reason.trim())
        }}
      >
        <Field label="Reason" help="Why this call is this item, and no other one is; it is printed in the report.">
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
          Confirm
        </Button>
      </form>
    </Dialog>
  )
}
