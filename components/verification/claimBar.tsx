'use client'

import { Button } from '@/components/ui/button'
import { Choice, FilterField } from '@/components/ui/inputs'
import { saveText } from '@/components/ui/saveFile'
import { figuresCsv } from '@/components/view/table/figures'
import { toneLook } from '@/components/view/table/tone'
import { type VerificationState, verificationStates } from '@/lib/stpa/verification/verification'
import { number } from '@/lib/text/counts'
import { type ClaimRow, countStates, kindsOf } from './claimRows'
import { savedColumns } from './columns'

type Props = {
  all: readonly ClaimRow[]
  /** Those of the chosen kind: what is counted. */
  ofKind: readonly ClaimRow[]
  shown: readonly ClaimRow[]
  state: VerificationState | undefined
  kind: string
  words: string
  onState: (state: VerificationState | undefined) => void
  onKind: (kind: string) => void
  onWords: (words: string) => void
  isOpen: boolean
  onOpenAll: () => void
}

/** How many claims are in each state, and what the list is narrowed to. */
export function ClaimBar(props: Props) {
  const { all, ofKind, shown, state, kind, words, onState, onKind, onWords, isOpen, onOpenAll } = props
  const counts = countStates(ofKind)
  return (
    <div className="px-5 py-2">
      <fieldset className="mb-2 flex flex-wrap gap-1.5">
        <legend className="sr-only">State</legend>
        {verificationStates.map(({ value, label, tone }) => (
          <button
            key={value}
            type="button"
            aria-pressed={state === value}
            className={`rounded border px-2.5 py-0.5 ${state === value ? 'border-accent bg-chosen' : 'border-line bg-panel hover:bg-sunken'}`}
            onClick={() => onState(state === value ? undefined : value)}
          >
            <span className={`font-semibold tabular-nums ${counts[value] > 0 ? toneLook(tone) : 'text-soft'}`}>
              {number(counts[value])}
            </span>{' '}
            {label.toLowerCase()}
          </button>
        ))}
      </fieldset>
      <div className="flex flex-wrap items-center gap-2">
        <FilterField label="Filter claims" className="max-w-44" value={words} onChange={onWords} />
        <Choice
          label="Kind"
          className="max-w-52"
          value={kind}
          onChange={onKind}
          options={[
            { value: '', label: `All kinds (${number(all.length)})` },
            ...kindsOf(all).map(({ name, title, count }) => ({ value: name, label: `${title} (${number(count)})` })),
          ]}
        />
        <span role="status" className="text-[12.5px] text-soft tabular-nums">
          {shown.length === all.length ? number(all.length) : `${number(shown.length)} of ${number(all.length)}`}
        </span>
        <Button className="ml-auto" onClick={onOpenAll}>
          {isOpen ? 'Close all' : 'Open all'}
        </Button>
        <Button
          title="Save what is shown as a table"
          onClick={() => saveText('verification.csv', 'text/csv', figuresCsv(shown, savedColumns))}
        >
          CSV
        </Button>
      </div>
    </div>
  )
}
