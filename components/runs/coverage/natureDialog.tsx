'use client'

import { ReasonDialog } from '@/components/view/panel/reasonDialog'
import { useCommit } from '@/lib/client/analysis'
import { declareNormal } from '@/lib/edits/runs'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'

type Props = { evidence: Item; title: string; hasMarks: boolean; onClose: () => void }

/** A person stands for a run being normal operation, with the reason where the tracer tampered with calls. */
export function NatureDialog({ evidence, title, hasMarks, onClose }: Props) {
  const commit = useCommit()
  return (
    <ReasonDialog
      title={`${title} is normal operation`}
      description="Calls that a tracer puts in show how an error is met, and nothing about normal operation. Where they only stand in for a device that is not there, say so."
      help="It becomes the rationale of the evidence, and is printed in the report."
      action="Declare"
      first={textOf(evidence, 'rationale')}
      isOptional={!hasMarks}
      onClose={onClose}
      onGive={(reason) => {
        onClose()
        void commit(declareNormal(evidence, reason), 'A run declared normal operation')
      }}
    />
  )
}
