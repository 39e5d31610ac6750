'use client'

import type { ReactNode } from 'react'
import { secondsText } from '@/components/view/table/figures'
import { counted } from '@/lib/text/counts'
import type { ComparedStep, Comparison, Difference, Parting } from '@/lib/trace/compare/model'
import type { Lines } from '@/lib/trace/flow/model'
import { LineLink, MatchedLines } from '../lineLinks'
import type { ComparedSource } from './pairs'

type Props = {
  comparison: Comparison
  runs: readonly ComparedSource[]
  step: string
  onChoose: (step: string) => void
  /** What can be done with all of it. */
  children: ReactNode
}

/** In words: where the runs part, what differs, and what each of them did at the chosen step. */
export function ComparisonPanel({ comparison, runs, step, onChoose, children }: Props) {
  const { names, steps, partings, differences, isApproximate, cut } = comparison
  const chosen = steps.find(({ id }) => id === step)
  const decisions = steps.filter(({ isDecision }) => isDecision).length
  return (
    <aside
      aria-label="Differences"
      className="w-[22rem] shrink-0 overflow-y-auto border-line border-l bg-panel p-3 text-[13px]"
    >
      <div className="mb-2 flex items-start gap-2">
        <p className="flex-1">
          {counted(steps.length, 'step')}, {counted(decisions, 'decision')}, {counted(differences.length, 'difference')}
        </p>
        {children}
      </div>
      {isApproximate && (
        <p className="mb-2 text-warning">The flows are long: steps may be the same and yet stand apart.</p>
      )}
      {cut.length > 0 && (
        <p className="mb-2 text-warning">
          Cut, because they were too long: {cut.map((run) => names[run] ?? '').join(', ')}.
        </p>
      )}
      {chosen && <ChosenStep step={chosen} names={names} runs={runs} />}
      <h3 className="mb-1 font-semibold">Where they part</h3>
      {partings.length === 0 && <p className="mb-2 text-soft">All go the same way, and end the same way.</p>}
      <ul className="mb-3">
        {partings.map((parting) => (
          <PartingRow key={parting.run} {...{ parting, comparison, runs, onChoose }} isChosen={parting.step === step} />
        ))}
      </ul>
      <h3 className="mb-1 font-semibold">What differs</h3>
      {differences.length === 0 && <p className="text-soft">The runs do the same, step by step.</p>}
      <ul>
        {differences.map((difference) => (
          <DifferenceRow
            key={`${difference.kind} ${difference.step}`}
            {...{ difference, names, onChoose }}
            isChosen={difference.step === step}
          />
        ))}
      </ul>
    </aside>
  )
}

/** The driver or filesystem behind what a step acts on, as the traces were read. */
function subsystemOf(step: ComparedStep | undefined, runs: readonly ComparedSource[]): string {
  if (!step) return ''
  for (const { head } of runs) {
    const use = head.usage.resources.find(({ name }) => name === step.resource.name)
    if (use?.sections[0] !== undefined) return use.sections[0]
  }
  return ''
}

type PartingProps = {
  parting: Parting
  comparison: Comparison
  runs: readonly ComparedSource[]
  isChosen: boolean
  onChoose: (step: string) => void
}

function PartingRow({ parting, comparison: { names, steps }, runs, isChosen, onChoose }: PartingProps) {
  const { run, text, values, error, step } = parting
  const subsystem = subsystemOf(
    steps.find(({ id }) => id === step),
    runs,
  )
  return (
    <li className="mb-1.5">
      <Choice isChosen={isChosen} onChoose={() => onChoose(step)}>
        <span className="block font-medium">{names[run]} parts</span>
        <span className="block font-mono text-[12.5px]">at {text}</span>
        <span className="block">
          {values[0]} | <span className={error === '' ? '' : 'font-medium text-error'}>{values[1]}</span>
        </span>
        {error !== '' && (
          <span className="block text-soft">
            on {error}
            {subsystem !== '' && `, in ${subsystem}`}
          </span>
        )}
      </Choice>
    </li>
  )
}

const kindWords: Readonly<Record<Difference['kind'], string>> = {
  outcome: 'Outcome',
  path: 'Way that not all went',
  count: 'How often',
  resource: 'Resource',
  exit: 'End',
}

type DifferenceProps = {
  difference: Difference
  names: readonly string[]
  isChosen: boolean
  onChoose: (step: string) => void
}

/** More runs than these are read in the step itself. */
const mostValues = 6

function DifferenceRow({ difference: { kind, step, text, values }, names, isChosen, onChoose }: DifferenceProps) {
  return (
    <li className="mb-1">
      <Choice isChosen={isChosen} onChoose={() => onChoose(step)}>
        <span className="block">
          <span className="font-medium">{kindWords[kind]}</span> <span className="font-mono text-[12.5px]">{text}</span>
        </span>
        {values.slice(0, mostValues).map((value, run) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one for each run, in the order of the runs
          <span key={run} className="block pl-2 text-soft">
            {names[run]}: {value ?? 'not there'}
          </span>
        ))}
        {values.length > mostValues && (
          <span className="block pl-2 text-soft">and {counted(values.length - mostValues, 'more run')}</span>
        )}
      </Choice>
    </li>
  )
}

type ChoiceProps = { isChosen: boolean; onChoose: () => void; children: ReactNode }

function Choice({ isChosen, onChoose, children }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      className={`w-full rounded px-1.5 py-1 text-left [overflow-wrap:anywhere] hover:bg-sunken ${isChosen ? 'bg-chosen' : ''}`}
      onClick={onChoose}
    >
      {children}
    </button>
  )
}

type StepProps = { step: ComparedStep; names: readonly string[]; runs: readonly ComparedSource[] }

/** What each run did at a step, with the lines of its own trace. */
function ChosenStep({ step, names, runs }: StepProps) {
  const subsystem = subsystemOf(step, runs)
  return (
    <section aria-label="Chosen step" className="mb-4 border-line border-b pb-3">
      <h3 className="break-all font-mono font-semibold">{step.text}</h3>
      <p className="mb-1 text-soft">
        {step.phase}
        {subsystem !== '' && `, ${subsystem}`}
      </p>
      {step.runs.map((run, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one for each run, in the order of the runs
        <div key={at} className="mb-2">
          <p className="[overflow-wrap:anywhere]">
            <span className="font-medium">{names[at]}</span>:{' '}
            {run ? (
              <>
                {run.count === '1' ? '' : `${run.count} × `}
                <span className={run.outcome === 'ok' ? 'text-good' : 'text-error'}>{run.outcome}</span>
                {run.seconds && `, ${secondsText(run.seconds.sum)}`}{' '}
                <StepLines hash={runs[at]?.source.hash ?? ''} lines={run.lines} />
              </>
            ) : (
              <span className="text-soft">did not come here</span>
            )}
          </p>
          {run && <MatchedLines hash={runs[at]?.source.hash ?? ''} lines={firstOf(run.lines)} />}
        </div>
      ))}
    </section>
  )
}

const StepLines = ({ hash, lines: { first, end } }: { hash: string; lines: Lines }) => (
  <LineLink hash={hash} first={first} last={end} />
)

/** The first and the last line: what lies between may be of other processes. */
const firstOf = ({ first, last }: Lines): readonly number[] => (last > first ? [first, last] : [first])
