'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { useCommit } from '@/lib/client/analysis'
import { useAuthor } from '@/lib/client/author'
import { createItem } from '@/lib/edits/items'
import type { Finding } from '@/lib/stpa/checks/types'
import type { Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'

type Scope = 'items' | 'rule'

/** Sets a finding aside with a reason: an item of its own, which holds until the item concerned changes. */
export function DismissDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const commit = useCommit()
  const author = useAuthor()
  const [reason, setReason] = useState('')
  // A line that sums up a rule stands for all its items; any other for its first.
  const concerned = finding.of === undefined ? finding.items.slice(0, 1) : finding.items
  const [scope, setScope] = useState<Scope>(concerned.length > 0 ? 'items' : 'rule')
  const dismiss = () => {
    const fields = { rule: finding.rule, reason: reason.trim(), dismissedBy: author?.name ?? '' }
    onClose()
    void commit(dismissals(finding, scope === 'items' ? concerned : [], fields), 'finding dismissed')
  }
  return (
    <Dialog open onClose={onClose} title="Dismiss this finding" description={finding.message}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim()) dismiss()
        }}
      >
        {concerned.length > 0 && (
          <ScopeChoice count={concerned.length} rule={finding.rule} scope={scope} onChange={setScope} />
        )}
        <Field label="Reason" help="Kept with the analysis and printed in the report.">
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

function dismissals(finding: Finding, items: readonly Uid[], fields: Record<string, unknown>): Operation[] {
  if (items.length === 0) return [createItem('dismissal', finding.message, { fields }).operation]
  return items.flatMap((to): Operation[] => {
    const { uid, operation } = createItem('dismissal', finding.message, { fields })
    return [operation, { op: 'link', from: uid, name: 'of', to }]
  })
}

type ScopeProps = { count: number; rule: string; scope: Scope; onChange: (scope: Scope) => void }

function ScopeChoice({ count, rule, scope, onChange }: ScopeProps) {
  const choices = [
    ['items', count === 1 ? 'For this item, until it changes' : `For each of these ${count} items, until it changes`],
    ['rule', `For the rule ${rule} in the whole analysis, for good`],
  ] as const
  return (
    <fieldset className="mb-3">
      <legend className="mb-0.5 font-medium text-[12.5px]">How far it holds</legend>
      {choices.map(([value, label]) => (
        <label key={value} className="flex items-center gap-1.5">
          <input type="radio" name="scope" checked={scope === value} onChange={() => onChange(value)} /> {label}
        </label>
      ))}
    </fieldset>
  )
}
