'use client'

import type { ImportOptions, ImportOutcome } from '@/lib/stpa/api'
import { formatPlace } from '@/lib/stpa/errors'
import { kinds } from '@/lib/stpa/kinds'
import { countOutcomes, outcomesText } from '@/lib/stpa/reportCounts'

type Choices = Pick<ImportOptions, 'analysis' | 'match' | 'legend' | 'takeTheirs'>
type Props = { outcome: ImportOutcome; choices: Choices; setChoices: (choices: Choices) => void }

const outcomes = ['lost', 'skipped', 'repaired', 'created'] as const

/** The dry run: what it would hold, what to decide, and its report line by line. */
export function ImportResult({ outcome, choices, setChoices }: Props) {
  const counts = kinds.filter((kind) => (outcome.counts[kind.name] ?? 0) > 0)
  return (
    <div>
      <p className="font-medium">{outcome.title}</p>
      <p className="mb-2 text-soft">
        {counts.map((kind) => `${outcome.counts[kind.name]} ${kind.plural.toLowerCase()}`).join(', ')}
      </p>
      <Doubtful outcome={outcome} choices={choices} setChoices={setChoices} />
      <Changes outcome={outcome} choices={choices} setChoices={setChoices} />
      {outcomes.map((name) => (
        <details key={name} className="mb-1" open={name === 'lost' && outcome.report.lost.length > 0}>
          <summary className="cursor-pointer">
            {outcomesText({ [name]: countOutcomes(outcome.report[name])[name] })}
          </summary>
          <ul className="max-h-48 overflow-y-auto pl-4 text-[12.5px]">
            {outcome.report[name].slice(0, 500).map((line) => (
              <li key={`${formatPlace(line.place)} ${line.message}`}>
                {line.place && <span className="font-mono text-[12px] text-soft">{formatPlace(line.place)} </span>}
                {line.message}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  )
}

function Doubtful({ outcome, choices, setChoices }: Props) {
  if (outcome.doubtful.length === 0) return null
  return (
    <fieldset className="mb-3 rounded border border-line p-2">
      <legend className="px-1 font-medium">Is this the same?</legend>
      {outcome.doubtful.map((entry) => (
        <label key={entry.name} className="flex items-center justify-between gap-2 py-0.5">
          {entry.name}
          <select
            className="rounded border border-line bg-panel px-1"
            value={choices.match?.[entry.name] ?? ''}
            onChange={(event) =>
              setChoices({ ...choices, match: { ...choices.match, [entry.name]: event.target.value } })
            }
          >
            <option value="">new</option>
            {entry.candidates.map((candidate) => (
              <option key={candidate.key} value={candidate.key}>
                {candidate.key} {candidate.text}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  )
}

const shown = (value: unknown): string =>
  value === undefined || value === null ? '(empty)' : typeof value === 'string' ? value : JSON.stringify(value)

function Changes({ outcome, choices, setChoices }: Props) {
  const conflicts = outcome.changes.filter((change) => change.change === 'conflict')
  const others = outcome.changes.filter((change) => change.change !== 'conflict')
  const taken = new Set(choices.takeTheirs ?? [])
  const toggle = (id: string, there: boolean) => {
    const next = new Set(taken)
    if (there) next.add(id)
    else next.delete(id)
    setChoices({ ...choices, takeTheirs: [...next] })
  }
  return (
    <>
      {conflicts.length > 0 && (
        <fieldset className="mb-3 rounded border border-line p-2">
          <legend className="px-1 font-medium">{conflicts.length} conflicts: changed here and in the file</legend>
          {conflicts.map((change) => {
            const id = `${change.uid} ${change.field}`
            return (
              <div key={id} className="mb-2">
                <span className="font-mono text-[12px]">{change.key}</span> {change.field}
                <label className="block pl-3">
                  <input type="radio" name={id} checked={!taken.has(id)} onChange={() => toggle(id, false)} /> here:{' '}
                  {shown(change.here)}
                </label>
                <label className="block pl-3">
                  <input type="radio" name={id} checked={taken.has(id)} onChange={() => toggle(id, true)} /> file:{' '}
                  {shown(change.there)}
                </label>
              </div>
            )
          })}
        </fieldset>
      )}
      {others.length > 0 && (
        <details className="mb-2">
          <summary className="cursor-pointer">{others.length} changes to what is there</summary>
          <ul className="max-h-48 overflow-y-auto pl-4 text-[12.5px]">
            {others.slice(0, 500).map((change) => (
              <li key={`${change.uid} ${change.field ?? ''}`}>
                {change.change} <span className="font-mono text-[12px]">{change.key}</span>{' '}
                {change.field ?? change.text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
