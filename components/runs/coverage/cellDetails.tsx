'use client'

import { X } from 'lucide-react'
import { StateWords } from '@/components/item/exerciseState'
import { KeyLink } from '@/components/item/keyLink'
import { useAnalysis } from '@/lib/client/analysis'
import type { CoveredRun, CoveredRuns } from '@/lib/client/coverage'
import { counted, number } from '@/lib/text/counts'
import type { BindingCoverage, ItemCoverage } from '@/lib/trace/coverage/types'
import { errorsText, exerciseText } from '@/lib/trace/coverage/words'
import { LineLinks, MatchedLines } from '../lineLinks'

type Props = { covered: CoveredRuns; item: string; run: string; onClose: () => void }

/** What a run shows of an item, binding by binding, with the lines themselves. */
export function CellDetails({ covered, item: uid, run: id, onClose }: Props) {
  const run = covered.runs.find(({ item }) => item.uid === id)
  const item = run?.coverage?.items.find((each) => each.uid === uid)
  if (!run || !item) return null
  return (
    <section
      aria-label="Chosen cell"
      className="max-h-[45%] shrink-0 overflow-y-auto border-line border-t bg-panel px-3 py-2 text-[13px]"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
    >
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <KeyLink uid={uid} text /> in <KeyLink uid={run.item.uid} text />: <StateWords state={item.state} />
          {exerciseText(item) !== '' && <span className="text-soft"> {exerciseText(item)}</span>}
        </p>
        <button type="button" aria-label="Close the cell" className="rounded p-1 hover:bg-sunken" onClick={onClose}>
          <X size={14} aria-hidden />
        </button>
      </div>
      <BoundCalls run={run} item={item} />
    </section>
  )
}

/** The bindings of an item in one run. */
function BoundCalls({ run, item }: { run: CoveredRun; item: ItemCoverage }) {
  if (item.bindings.length === 0)
    return (
      <p className="mt-1 text-soft">
        It is bound to no call: under <em>Bindings</em> you say which call it is.
      </p>
    )
  return (
    <ul className="mt-1 grid gap-2">
      {item.bindings.map((binding) => (
        <li key={binding.uid}>
          <BindingSeen binding={binding} hash={run.card?.hash ?? ''} />
        </li>
      ))}
    </ul>
  )
}

function BindingSeen({ binding, hash }: { binding: BindingCoverage; hash: string }) {
  const text = useAnalysis().items.get(binding.uid) ? <KeyLink uid={binding.uid} text /> : binding.key
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        {text}: {seenText(binding)}{' '}
        <span className={binding.isConfirmed ? 'text-good' : 'text-warning'}>
          {binding.isConfirmed ? 'confirmed' : 'not confirmed'}
        </span>{' '}
        <LineLinks hash={hash} lines={binding.lines} />
      </p>
      <Violations binding={binding} hash={hash} />
      <MatchedLines hash={hash} lines={binding.lines} />
    </>
  )
}

function seenText(binding: BindingCoverage): string {
  const { count, injected, isElsewhere, isForbidden, seconds } = binding
  if (isElsewhere) return 'it is about another command;'
  const errors = errorsText([binding])
  const parts = [
    isForbidden ? `${counted(count, 'time')} where it must not occur` : counted(count, 'call'),
    errors === '' ? '' : `with ${errors}`,
    injected > 0 ? `${injected === count ? 'all' : number(injected)} put in by the tracer` : '',
    seconds !== undefined && count > 1 ? `over ${Number(seconds.toPrecision(3))} s` : '',
  ]
  return `${parts.filter((part) => part !== '').join(', ')};`
}

function Violations({ binding, hash }: { binding: BindingCoverage; hash: string }) {
  const { violations, violationCount, gaps } = binding
  return (
    <>
      {violations.length > 0 && (
        <p className="text-warning">
          Out of order or late {counted(violationCount, 'time')}:{' '}
          <LineLinks hash={hash} lines={violations.map(({ line }) => line)} />
        </p>
      )}
      {gaps && (
        <p className="text-soft">
          {milliseconds(gaps.least)} to {milliseconds(gaps.most)} after what it comes after
        </p>
      )}
    </>
  )
}

const milliseconds = (seconds: number): string => `${Number((seconds * 1_000).toPrecision(3))} ms`
