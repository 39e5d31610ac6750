'use client'

import { useState } from 'react'
import { ReasonDialog } from '@/components/view/panel/reasonDialog'
import { useCommit } from '@/lib/client/analysis'
import { useAuthor } from '@/lib/client/author'
import { dismiss } from '@/lib/edits/dismissals'
import type { Finding } from '@/lib/stpa/checks/types'

type Scope = 'items' | 'rule'

/** Sets a finding aside with a reason: an item of its own, which holds until the item concerned changes. */
export function DismissDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const commit = useCommit()
  const author = useAuthor()
  // A line that sums up a rule stands for all its items; any other for its first.
  const concerned = finding.of === undefined ? finding.items.slice(0, 1) : finding.items
  const [scope, setScope] = useState<Scope>(concerned.length > 0 ? 'items' : 'rule')
  return (
    <ReasonDialog
      title="Dismiss this finding"
      description={finding.message}
      help="Kept with the analysis and printed in the report."
      action="Dismiss"
      onClose={onClose}
      onGive={(reason) => {
        onClose()
        const items = scope === 'items' ? concerned : []
        void commit(dismiss(finding, { items, reason, dismissedBy: author?.name ?? '' }), 'finding dismissed')
      }}
    >
      {concerned.length > 0 && (
        <ScopeChoice count={concerned.length} rule={finding.rule} scope={scope} onChange={setScope} />
      )}
    </ReasonDialog>
  )
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
