'use client'

import { useEffect, useMemo, useState } from 'react'
import { type CoveredRun, type CoveredRuns, type Matches, useMatches } from '@/lib/client/coverage'
import { askedAlone } from '@/lib/edits/bindings'
import type { Analysis, Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { counted, number } from '@/lib/text/counts'
import { errorsText } from '@/lib/trace/coverage/words'
import { LineLinks, MatchedLines } from '../lineLinks'

/** Runs that are asked while somebody types; the others are, when it is saved. */
const mostAsked = 6
/** The traces are asked when typing rests for so long, in milliseconds. */
const rest = 400

type Props = {
  analysis: Analysis
  covered: CoveredRuns
  /** What would be saved; none for the binding as it is. */
  operations: readonly Operation[]
  binding: Uid
}

/** What a binding matches in the runs, counted by the server from the kept traces. */
export function DraftMatches({ analysis, covered, operations, binding }: Props) {
  const rested = useRested(operations)
  const { asked, problem } = useMemo(() => askedAlone(analysis, rested, binding), [analysis, rested, binding])
  const kept = useMemo(() => covered.runs.filter(({ card }) => card !== undefined), [covered.runs])
  const runs = useMemo(() => kept.slice(0, mostAsked), [kept])
  const isUnchanged = rested.length === 0 // then it was counted already
  const answers = useMatches(runs, isUnchanged ? undefined : asked)
  const matches = isUnchanged ? runs.map((run) => matchOf(run, binding)) : answers
  const isWaiting = rested !== operations || matches.some(({ isReading }) => isReading)
  return (
    <section aria-label="Matches" className="mb-3 rounded border border-line p-2">
      <h4 className="mb-0.5 font-medium text-[12.5px]">
        What it matches{' '}
        <span role="status" className="font-normal text-soft">
          {isWaiting ? 'counting …' : ''}
        </span>
      </h4>
      {problem !== '' && <p className="text-error [overflow-wrap:anywhere]">{problem}</p>}
      {asked && (
        <ul>
          {matches.map((match) => (
            <MatchRow key={match.run.item.uid} match={match} />
          ))}
        </ul>
      )}
      {kept.length > mostAsked && (
        <p className="text-soft">{number(kept.length - mostAsked)} more runs when it is saved.</p>
      )}
      {asked && <FirstLines matches={matches} />}
    </section>
  )
}

/** What is known of a binding as it stands. */
function matchOf(run: CoveredRun, binding: Uid): Matches {
  const { coverage, isReading, refusal } = run
  const found = coverage?.items.flatMap(({ bindings }) => bindings).find(({ uid }) => uid === binding)
  return { run, binding: found, isReading, refusal }
}

function MatchRow({ match: { run, binding, refusal } }: { match: Matches }) {
  const errors = binding ? errorsText([binding]) : ''
  return (
    <li className="[overflow-wrap:anywhere]">
      <span className={binding && binding.count > 0 ? 'font-medium' : 'text-soft'}>
        {run.run.title}: {binding ? countText(binding.count, binding.isElsewhere) : refusal || '…'}
      </span>
      {errors !== '' && <span className="text-error">, {errors}</span>}{' '}
      {binding && <LineLinks hash={run.card?.hash ?? ''} lines={binding.lines.slice(0, 5)} />}
    </li>
  )
}

const countText = (count: number, isElsewhere: boolean): string =>
  isElsewhere ? 'it is about another command' : counted(count, 'call')

/** The lines themselves, of the first run that has some. */
function FirstLines({ matches }: { matches: readonly Matches[] }) {
  const first = matches.find(({ binding }) => (binding?.count ?? 0) > 0)
  if (!first?.binding) return null
  return <MatchedLines hash={first.run.card?.hash ?? ''} lines={first.binding.lines} />
}

/** A value that has not changed for a moment. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), rest)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}
