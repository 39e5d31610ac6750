'use client'

import { useMemo } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { toneLook } from '@/components/view/table/tone'
import { useAnalysis } from '@/lib/client/analysis'
import { itemsOf } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { type VerificationState, verificationOf, verificationStates } from '@/lib/stpa/verification/verification'

type Change = { readonly item: Item; readonly from: VerificationState; readonly to: VerificationState }

const kinds = ['requirement', 'assumptionOfUse', 'assumption', 'systemConstraint', 'controllerConstraint'] as const

function changesOf(analysis: Analysis, operations: readonly Operation[]): Change[] {
  if (operations.length === 0) return []
  const after = { ...apply(analysis, operations).analysis, revisedAt: analysis.revisedAt }
  return kinds
    .flatMap((kind) => itemsOf(analysis, kind))
    .flatMap((item) => {
      const from = verificationOf(analysis, item)?.state
      const to = verificationOf(after, item)?.state
      return from && to && from !== to ? [{ item, from, to }] : []
    })
}

const looks = new Map(verificationStates.map((entry) => [entry.value, entry]))
const mostShown = 8

/** What operations would do to the state of claims, before they are carried out. */
export function StateChanges({ operations }: { operations: readonly Operation[] }) {
  const analysis = useAnalysis()
  const changes = useMemo(() => changesOf(analysis, operations), [analysis, operations])
  if (operations.length === 0) return null
  return (
    <ul aria-label="What changes" className="flex min-w-0 flex-wrap gap-x-4 gap-y-0.5 text-[12.5px]">
      {changes.length === 0 && <li className="text-soft">No claim changes its state by it.</li>}
      {changes.slice(0, mostShown).map(({ item, from, to }) => (
        <li key={item.uid}>
          <KeyLink uid={item.uid} /> <span className="text-soft">{looks.get(from)?.label.toLowerCase()} → </span>
          <span className={`font-medium ${toneLook(looks.get(to)?.tone ?? 'warn')}`}>
            {looks.get(to)?.label.toLowerCase()}
          </span>
        </li>
      ))}
      {changes.length > mostShown && <li className="text-soft">and {changes.length - mostShown} more</li>}
    </ul>
  )
}
