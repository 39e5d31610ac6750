'use client'

import Link from 'next/link'
import { useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { Scroll } from '@/components/view/panel/scroll'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import type { CoveredRun, CoveredRuns } from '@/lib/client/coverage'
import { declareInjected } from '@/lib/edits/runs'
import { textOf } from '@/lib/stpa/fieldValues'
import { isFaultInjectionEvidence, isTampered } from '@/lib/stpa/verification/evidence'
import { counted } from '@/lib/text/counts'
import { OtherTraces } from '../otherTraces'
import { NatureDialog } from './natureDialog'

/** The runs of the analysis, what each counts as, and kept traces that are no run of it yet. */
export function RunList({ covered }: { covered: CoveredRuns }) {
  return (
    <Scroll label="Runs" className="min-h-0 flex-1 border-line border-t px-4 py-3">
      <ul aria-label="Runs" className="max-w-5xl divide-y divide-line rounded border border-line bg-panel">
        {covered.runs.map((run) => (
          <RunRow key={run.item.uid} run={run} />
        ))}
      </ul>
      <OtherTraces covered={covered} />
    </Scroll>
  )
}

function RunRow({ run }: { run: CoveredRun }) {
  const { item, evidence, card, coverage, isReading, refusal } = run
  const { id } = useAnalysis()
  return (
    <li className="px-3 py-2">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <KeyLink uid={item.uid} text /> {evidence && <KeyLink uid={evidence.uid} />}
          <p className="text-soft">
            {textOf(item, 'workload') || 'no command is named'}
            {textOf(item, 'outcome') !== '' && `, ${textOf(item, 'outcome')}`}
            {coverage && `, ${counted(coverage.calls, 'call')}`}
            {isReading && ', is being read …'}
          </p>
          {textOf(item, 'part') !== '' && (
            <p className="text-warning">
              It is a part of its file ({textOf(item, 'part')}); the figures here are those of the whole file.
            </p>
          )}
          {refusal !== '' && <p className="text-error">{refusal}</p>}
        </div>
        {card ? (
          <Link className="shrink-0 text-accent hover:underline" href={`/analyses/${id}/evidence/${card.hash}`}>
            {card.title.slice(0, 60)}
          </Link>
        ) : (
          <span className="shrink-0 text-warning">its trace is not kept here</span>
        )}
      </div>
      {evidence && <Nature run={run} />}
    </li>
  )
}

/** What a run counts as, and why. Tampered calls are fault injection, until a person says why not. */
function Nature({ run: { evidence, coverage, item } }: { run: CoveredRun }) {
  const commit = useCommit()
  const [isDeclaring, setDeclaring] = useState(false)
  if (!evidence) return null
  const isInjected = coverage ? coverage.nature === 'faultInjection' : isFaultInjectionEvidence(evidence)
  const hasMarks = isTampered(evidence) || (coverage?.flags.some(({ code }) => code === 'injected') ?? false)
  const reason = textOf(evidence, 'rationale')
  const toInjection = () => void commit(declareInjected(evidence), 'A run of fault injection')
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className={isInjected ? 'text-warning' : 'text-good'}>
        {isInjected ? 'Fault injection' : 'Normal operation'}
      </span>
      <span className="min-w-0 text-soft">
        {hasMarks &&
          (isInjected ? 'calls in it were put in by the tracer' : `although the tracer put calls in: ${reason}`)}
      </span>
      {isInjected ? (
        <Button onClick={() => setDeclaring(true)}>Declare normal operation …</Button>
      ) : (
        <Button look="quiet" onClick={toInjection}>
          It is fault injection
        </Button>
      )}
      {isDeclaring && (
        <NatureDialog
          evidence={evidence}
          title={textOf(item) || item.key}
          hasMarks={hasMarks}
          onClose={() => setDeclaring(false)}
        />
      )}
    </div>
  )
}
