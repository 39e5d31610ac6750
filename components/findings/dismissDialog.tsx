'use client'

import { useState } from 'react'
import { createItem } from '@/components/item/edits'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { useCommit } from '@/lib/client/analysis'
import { useAuthor } from '@/lib/client/author'
import type { Finding } from '@/lib/stpa/checks/types'
import type { Operation } from '@/lib/stpa/operations/types'

/** Sets a finding aside with a reason: an item of its own per item concerned, which holds until that item changes. */
export function DismissDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const commit = useCommit()
  const author = useAuthor()
  const [reason, setReason] = useState('')
  const single = finding.items.slice(0, 1)
  const summary = / of \d+ /.test(finding.message)
  const dismiss = () => {
    const ends = summary ? finding.items : single
    const operations = ends.flatMap((uid): Operation[] => {
      const made = createItem('dismissal', finding.message, {
        fields: { rule: finding.rule, reason: reason.trim(), dismissedBy: author?.name ?? '' },
      })
      return [made.operation, { op: 'link', from: made.uid, name: 'of', to: uid }]
    })
    onClose()
    void commit(operations, 'finding dismissed')
  }
  return (
    <Dialog open onClose={onClose} title="Dismiss this finding" description={finding.message}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim()) dismiss()
        }}
      >
        <Field
          label="Reason"
          help="Kept with the analysis and printed in the report. A later edit of the item brings the finding back."
        >
          {(ids) => (
            <textarea
              {...ids}
              className={inputLook}
              rows={3}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="main" disabled={!reason.trim()}>
          Dismiss
        </Button>
      </form>
    </Dialog>
  )
}
