'use client'

import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { removal } from '@/lib/edits/items'
import { check } from '@/lib/stpa/checks'
import type { Finding } from '@/lib/stpa/checks/types'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import type { Item } from '@/lib/stpa/model'
import { Items, Why } from './findingRow'
import { findingId } from './groups'

/** What was set aside, why and by whom; and dismissals that no longer hold. */
export function DismissedFindings() {
  const analysis = useAnalysis()
  const { dismissed } = check(analysis)
  const all = itemsOf(analysis, 'dismissal')
  const holding = new Set(dismissed.map((finding) => finding.dismissedBy))
  const idle = all.filter((item) => !holding.has(item.uid))
  if (all.length === 0) return <Nothing />
  return (
    <>
      <List title="Set aside">
        {dismissed.map((finding) => (
          <Dismissed key={findingId(finding)} finding={finding} by={analysis.items.get(finding.dismissedBy ?? '')} />
        ))}
      </List>
      {idle.length > 0 && (
        <List title="Without effect: the item was edited since, the finding is gone, or the rule is off">
          {idle.map((item) => (
            <li key={item.uid} className="flex items-start gap-3 px-3 py-2">
              <div className="min-w-0 flex-1">
                <KeyLink uid={item.uid} text />
                <Reason item={item} />
              </div>
              <BringBack item={item} label="Remove" />
            </li>
          ))}
        </List>
      )}
    </>
  )
}

function List({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="mt-4">
      <h3 className="mb-1 font-semibold">{title}</h3>
      <ul className="divide-y divide-line rounded border border-line bg-panel">{children}</ul>
    </section>
  )
}

function Dismissed({ finding, by }: { finding: Finding; by: Item | undefined }) {
  return (
    <li className="flex items-start gap-3 px-3 py-2">
      <div className="min-w-0 flex-1">
        <p>{finding.message}</p>
        <Items finding={finding} />
        {by && <Reason item={by} />}
        <Why rule={finding.rule} />
      </div>
      {by && <BringBack item={by} label="Bring back" />}
    </li>
  )
}

function Reason({ item }: { item: Item }) {
  const person = textOf(item, 'dismissedBy')
  return (
    <p>
      <KeyLink uid={item.uid} /> <span className="font-medium">Reason:</span> {textOf(item, 'reason') || 'none given'}
      {person && <span className="text-soft"> ({person})</span>}
    </p>
  )
}

function BringBack({ item, label }: { item: Item; label: string }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const remove = () => void commit(removal(analysis, [item.uid]), `dismissal ${item.key} taken back`)
  return <Button onClick={remove}>{label}</Button>
}

const Nothing = () => (
  <EmptyState title="No finding was dismissed">
    <p>
      Dismiss a finding that was considered and does not matter here, with the reason. The reason stays with the
      analysis and is printed in the report; the finding comes back when the item changes.
    </p>
  </EmptyState>
)
