'use client'

import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { findRule } from '@/lib/stpa/checks/rules'
import type { Finding } from '@/lib/stpa/checks/types'
import { formatPlace } from '@/lib/stpa/errors'
import { severityLooks } from './groups'

const icons = { error: CircleAlert, warning: TriangleAlert, hint: Info } as const

/** One finding: what, where, and on demand why the method wants it otherwise. */
export function FindingRow({ finding, onDismiss }: { finding: Finding; onDismiss: () => void }) {
  const Icon = icons[finding.severity]
  return (
    <li className="flex items-start gap-2.5 px-3 py-2">
      <Icon size={15} aria-hidden className={`mt-0.5 shrink-0 ${severityLooks[finding.severity]}`} />
      <div className="min-w-0 flex-1">
        <p>
          <span className={`font-medium ${severityLooks[finding.severity]}`}>{finding.severity}</span> {finding.message}
        </p>
        <Items finding={finding} />
        <Why rule={finding.rule} />
        {finding.place && <p className="text-[12px] text-soft">Imported from {formatPlace(finding.place)}</p>}
      </div>
      <Button onClick={onDismiss}>Dismiss …</Button>
    </li>
  )
}

const few = 12

export function Items({ finding }: { finding: Finding }) {
  const [all, setAll] = useState(false)
  const { items } = finding
  return (
    <p className="flex flex-wrap items-center gap-x-2 leading-6">
      {(all ? items : items.slice(0, few)).map((uid) => (
        <KeyLink key={uid} uid={uid} text={items.length <= 2} />
      ))}
      {items.length > few && !all && (
        <button type="button" className="text-[12px] text-accent underline" onClick={() => setAll(true)}>
          and {items.length - few} more
        </button>
      )}
    </p>
  )
}

/** What the rule asks for, why, and who says so. */
export function Why({ rule: id }: { rule: string }) {
  const rule = findRule(id)
  if (!rule) return <p className="font-mono text-[12px] text-soft">{id}</p>
  return (
    <details className="text-[12.5px] text-soft">
      <summary className="cursor-pointer leading-6">
        <span className="font-mono text-[12px]">{rule.id}</span> {rule.title}
      </summary>
      <p className="mt-0.5">
        <span className="font-medium">What to do:</span> {rule.text}
      </p>
      <p>
        <span className="font-medium">Why:</span> {rule.reason} ({rule.source})
      </p>
    </details>
  )
}
