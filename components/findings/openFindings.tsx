'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { inputLook } from '@/components/ui/field'
import { FilterField } from '@/components/ui/inputs'
import { useAnalysis } from '@/lib/client/analysis'
import { check } from '@/lib/stpa/checks'
import type { Finding, Severity } from '@/lib/stpa/checks/types'
import { DismissDialog } from './dismissDialog'
import { FindingRow } from './findingRow'
import {
  type FindingGroup,
  findingId,
  type Grouping,
  groupFindings,
  hasWords,
  severities,
  severityTitles,
} from './groups'

/** What is open, in groups; each finding can be opened, understood and set aside. */
export function OpenFindings() {
  const analysis = useAnalysis()
  const { findings, counts } = check(analysis)
  const [by, setBy] = useState<Grouping>('step')
  const [hidden, setHidden] = useState<ReadonlySet<Severity>>(new Set())
  const [words, setWords] = useState('')
  const [dismissing, setDismissing] = useState<Finding>()
  const shown = findings.filter((finding) => !hidden.has(finding.severity) && hasWords(analysis, finding, words))
  const toggle = (severity: Severity) => {
    const next = new Set(hidden)
    if (!next.delete(severity)) next.add(severity)
    setHidden(next)
  }
  if (findings.length === 0) return <Nothing />
  return (
    <>
      <div className="my-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <FilterField
          label="Words in the finding"
          placeholder="Key, rule or words"
          className="max-w-60"
          value={words}
          onChange={setWords}
        />
        {severities.map((severity) => (
          <label key={severity} className="inline-flex items-center gap-1">
            <input type="checkbox" checked={!hidden.has(severity)} onChange={() => toggle(severity)} />
            {severityTitles[severity]} ({counts[severity]})
          </label>
        ))}
        <label className="inline-flex items-center gap-1.5 whitespace-nowrap">
          Group by
          <select
            className={`${inputLook} max-w-52`}
            value={by}
            // The options below are the groupings.
            onChange={(event) => setBy(event.target.value as Grouping)}
          >
            <option value="step">step</option>
            <option value="severity">severity</option>
            <option value="rule">rule</option>
          </select>
        </label>
      </div>
      {shown.length === 0 && <p className="text-soft">None of the {findings.length} findings fits.</p>}
      {groupFindings(shown, by).map((group) => (
        <Group key={group.name} group={group} onDismiss={setDismissing} />
      ))}
      {dismissing && <DismissDialog finding={dismissing} onClose={() => setDismissing(undefined)} />}
    </>
  )
}

const page = 100

function Group({ group, onDismiss }: { group: FindingGroup; onDismiss: (finding: Finding) => void }) {
  const [shown, setShown] = useState(page)
  return (
    <section className="mt-4">
      <h3 className="mb-1 font-semibold">
        {group.title} <span className="font-normal text-soft">({group.findings.length})</span>
      </h3>
      <ul className="divide-y divide-line rounded border border-line bg-panel">
        {group.findings.slice(0, shown).map((finding) => (
          <FindingRow key={findingId(finding)} finding={finding} onDismiss={() => onDismiss(finding)} />
        ))}
      </ul>
      {group.findings.length > shown && (
        <Button className="mt-1" onClick={() => setShown(shown + page)}>
          {group.findings.length - shown} more
        </Button>
      )}
    </section>
  )
}

const Nothing = () => (
  <EmptyState title="Nothing is open">
    <p>
      The checks look at what the method asks for: links that are missing, wording that hides a cause, budgets that do
      not add up. They do not look at the truth: a review by another person is still needed.
    </p>
    <p className="mt-2">Rules that are off, and the phase of each step in the settings, decide what is looked at.</p>
  </EmptyState>
)
