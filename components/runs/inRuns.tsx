'use client'

import Link from 'next/link'
import { useState } from 'react'
import { coveredKinds, StateWords } from '@/components/item/exerciseState'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { useAnalysis } from '@/lib/client/analysis'
import { type CoveredRun, useCoveredRuns, useRuns } from '@/lib/client/coverage'
import type { Item } from '@/lib/stpa/model'
import { counted, number } from '@/lib/text/counts'
import { bindingsOf } from '@/lib/trace/coverage/plan'
import { exerciseText } from '@/lib/trace/coverage/words'
import { LineLinks } from './lineLinks'
import { coverageOf } from './observed'

/** What runs showed of an item, with its bindings; only where the analysis has runs. */
export function InRuns({ item }: { item: Item }) {
  const analysis = useAnalysis()
  const { runs } = useRuns()
  const isCovered = coveredKinds.some((kind) => kind === item.kind)
  const bindings = isCovered ? bindingsOf(analysis, item) : []
  const kept = runs.filter(({ card }) => card !== undefined)
  if (!isCovered || kept.length === 0 || (bindings.length === 0 && item.kind === 'element')) return null
  return (
    <section aria-label="In runs" className="mt-4 text-[13px]">
      <h3 className="mb-1 font-semibold text-[12.5px]">In runs</h3>
      {bindings.length === 0 ? (
        <p className="text-soft">
          Bound to no call yet:{' '}
          <Link className="text-accent underline" href={`/analyses/${analysis.id}/runs?tab=bindings`}>
            say which call it is
          </Link>
          .
        </p>
      ) : (
        <>
          {bindings.map((binding) => (
            <p key={binding.uid}>
              <KeyLink uid={binding.uid} text />{' '}
              <span className={binding.fields.confirmed === true ? 'text-good' : 'text-warning'}>
                {binding.fields.confirmed === true ? 'confirmed' : 'not confirmed'}
              </span>
            </p>
          ))}
          <PerRun item={item} lines={kept.reduce((sum, { card }) => sum + (card?.lines ?? 0), 0)} />
        </>
      )}
    </section>
  )
}

/** Traces with more lines than these are read when somebody asks for it. */
const readAtOnce = 200_000

function PerRun({ item, lines }: { item: Item; lines: number }) {
  const [isOpen, setOpen] = useState(lines <= readAtOnce)
  const { runs, reading } = useCoveredRuns(isOpen)
  if (!isOpen)
    return (
      <Button className="mt-1" onClick={() => setOpen(true)}>
        Read the traces ({number(lines)} lines)
      </Button>
    )
  const covered = runs.filter((run) => coverageOf(run, item.uid) !== undefined)
  return (
    <>
      {reading > 0 && <p className="text-soft">Reading {counted(reading, 'trace')} …</p>}
      <ul className="mt-1 max-h-72 overflow-y-auto">
        {covered.map((run) => (
          <RunRow key={run.item.uid} run={run} item={item} />
        ))}
      </ul>
    </>
  )
}

function RunRow({ run, item }: { run: CoveredRun; item: Item }) {
  const covered = coverageOf(run, item.uid)
  if (!covered) return null
  const isInjected = run.coverage?.nature === 'faultInjection'
  return (
    <li className="mb-1.5">
      <KeyLink uid={run.item.uid} text />
      {isInjected && <span className="text-soft"> (fault injection)</span>}: <StateWords state={covered.state} />
      <span className="block text-[12px] text-soft">
        {exerciseText(covered)}{' '}
        <LineLinks hash={run.card?.hash ?? ''} lines={covered.bindings.flatMap(({ lines }) => lines).slice(0, 6)} />
      </span>
    </li>
  )
}
