'use client'

import { ReasonDialog } from '@/components/view/panel/reasonDialog'
import { useCommit } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'
import { confirmBinding } from '@/lib/trace/binding/propose'

/** A person stands for a binding of the analysis. */
export function ConfirmDialog({ binding, onClose }: { binding: Item; onClose: () => void }) {
  const commit = useCommit()
  return (
    <ConfirmReason
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
export const ConfirmReason = (props: Props) => (
  <ReasonDialog
    description="One device carries many control actions: that a call is one of them is a claim. Look at the lines that it matches first."
    help="Why this call is this item, and no other one is; it is printed in the report."
    action="Confirm"
    {...props}
  />
)
