'use client'

import type { ReactNode } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import type { Item } from '@/lib/stpa/model'

/** Something of a file that may belong to an item, with the reason why. */
export type Proposal = {
  readonly id: string
  readonly item: Item
  /** What of the file. */
  readonly what: ReactNode
  readonly reason: string
  readonly isCertain: boolean
  /** Evidence that has it already, and whether it is the same. */
  readonly recorded: { readonly evidence: Item; readonly isCurrent: boolean } | undefined
}

type Props = {
  label: string
  proposals: readonly Proposal[]
  ticked: ReadonlySet<string>
  onToggle: (id: string) => void
}

/** More proposals than these are narrowed first. */
const mostShown = 300

/** Proposals to tick: those that are certain are ticked at first, the others wait for a person. */
export function ReviewList({ label, proposals, ticked, onToggle }: Props) {
  return (
    <>
      <ul aria-label={label} className="divide-y divide-line rounded border border-line bg-panel">
        {proposals.slice(0, mostShown).map((proposal) => (
          <Line key={proposal.id} {...{ proposal }} isTicked={ticked.has(proposal.id)} onToggle={onToggle} />
        ))}
      </ul>
      {proposals.length > mostShown && (
        <p className="mt-1 text-soft">… and {proposals.length - mostShown} more: link these first.</p>
      )}
    </>
  )
}

type LineProps = { proposal: Proposal; isTicked: boolean; onToggle: (id: string) => void }

function Line({ proposal, isTicked, onToggle }: LineProps) {
  const { id, item, what, reason, isCertain, recorded } = proposal
  const isDone = recorded?.isCurrent === true
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)_minmax(0,1fr)_minmax(0,16rem)] items-start gap-x-3 px-2.5 py-1.5">
      <span>
        {!isDone && (
          <input
            type="checkbox"
            aria-label={`Link ${item.key}`}
            className="mt-1"
            checked={isTicked}
            onChange={() => onToggle(id)}
          />
        )}
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{what}</span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <KeyLink uid={item.uid} text />
      </span>
      <span className="min-w-0 text-[12.5px] [overflow-wrap:anywhere]">
        {recorded && (
          <span className={`block ${isDone ? 'text-good' : 'text-warning'}`}>
            {isDone ? 'recorded as ' : 'otherwise in '}
            <KeyLink uid={recorded.evidence.uid} />
          </span>
        )}
        <span className="text-soft">{reason}</span>
        {!isCertain && !isDone && <span className="block text-warning">a guess: look at both</span>}
      </span>
    </li>
  )
}
