'use client'

import Link from 'next/link'
import { useAnalysis } from '@/lib/client/analysis'
import { check, phaseOf } from '@/lib/stpa/checks'
import { textOf } from '@/lib/stpa/fieldValues'
import { analysisItem, itemsOf } from '@/lib/stpa/graph'
import { kinds } from '@/lib/stpa/kinds'
import { coverageOf, matrixOf } from '@/lib/stpa/matrix'
import { steps } from '@/lib/stpa/steps'
import { counted } from '@/lib/text/counts'
import { shownText } from '@/lib/text/visible'

const phases = { notStarted: 'Not started', inWork: 'In work', complete: 'Complete' } as const

/** Where the analysis stands: each step with its phase, its items and its open findings. */
export function Overview() {
  const analysis = useAnalysis()
  const item = analysisItem(analysis)
  const { findings, counts } = check(analysis)
  const { decided, of } = coverageOf(matrixOf(analysis))
  const base = `/analyses/${analysis.id}`
  return (
    <div className="mx-auto max-w-5xl p-5">
      <h2 className="font-semibold text-xl">{item ? shownText(textOf(item)) : 'Analysis'}</h2>
      {item && <p className="mt-1 max-w-3xl whitespace-pre-line text-soft">{shownText(textOf(item, 'description'))}</p>}
      <p className="mt-3">
        <Link className="text-accent underline" href={`${base}/findings`}>
          {counted(counts.error, 'error')}, {counted(counts.warning, 'warning')}, {counted(counts.hint, 'hint')}
        </Link>{' '}
        · {decided} of {of} combinations of control action and guide word are decided in the{' '}
        <Link className="text-accent underline" href={`${base}/matrix`}>
          matrix
        </Link>
        .
      </p>
      <ol className="mt-5 grid grid-cols-[repeat(auto-fill,minmax(19rem,1fr))] gap-3">
        {steps.map((step, index) => (
          <li key={step.name} className="rounded-lg border border-line bg-panel p-3.5">
            <h3 className="font-semibold">
              {index + 1}. {step.title}
            </h3>
            <p className="text-[12px] text-soft">
              {phases[phaseOf(analysis, step.name)]} · {findings.filter((finding) => finding.step === step.name).length}{' '}
              findings
            </p>
            <ul className="mt-2 text-[13px]">
              {kinds
                .filter((kind) => kind.step === step.name && !kind.single)
                .map((kind) => (
                  <li key={kind.name} className="flex justify-between">
                    <Link className="text-accent hover:underline" href={`${base}/items/${kind.name}`}>
                      {kind.plural}
                    </Link>
                    <span className="text-soft tabular-nums">{itemsOf(analysis, kind.name).length}</span>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ol>
    </div>
  )
}
