'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { FilterField } from '@/components/ui/inputs'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { setField } from '@/lib/edits/items'
import { check, isOn } from '@/lib/stpa/checks'
import { rules } from '@/lib/stpa/checks/rules'
import type { Rule } from '@/lib/stpa/checks/types'
import { fieldOf } from '@/lib/stpa/fieldValues'
import { analysisItem } from '@/lib/stpa/graph'
import { steps } from '@/lib/stpa/steps'
import { severityLooks } from './groups'

/** All rules with their switches; what differs from the default is kept with the analysis. */
export function RuleList() {
  const [words, setWords] = useState('')
  const wanted = words.toLowerCase().trim()
  const found = rules.filter((rule) => `${rule.id} ${rule.title} ${rule.text}`.toLowerCase().includes(wanted))
  return (
    <>
      <FilterField
        label="Words in the rule"
        placeholder="Rule or words"
        className="my-3 max-w-60"
        value={words}
        onChange={setWords}
      />
      {steps.map((step) => {
        const own = found.filter((rule) => rule.step === step.name)
        if (own.length === 0) return null
        return (
          <section key={step.name} className="mb-4">
            <h3 className="mb-1 font-semibold">{step.title}</h3>
            <ul className="divide-y divide-line rounded border border-line bg-panel">
              {own.map((rule) => (
                <RuleRow key={rule.id} rule={rule} />
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

const defaults = { on: 'on', off: 'off', linux: 'on with the Linux profile' } as const

function RuleRow({ rule }: { rule: Rule }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const item = analysisItem(analysis)
  // Parsed by the analysis kind: a record of "on" and "off".
  const switches = (item ? fieldOf(item, 'rules') : {}) as Readonly<Record<string, string>>
  const own = switches[rule.id]
  const count = check(analysis).findings.filter((finding) => finding.rule === rule.id).length
  const keep = ({ [rule.id]: _, ...others }: Readonly<Record<string, string>>, value?: 'on' | 'off') => {
    const next = value ? { ...others, [rule.id]: value } : others
    if (item) void commit([setField(item, 'rules', next)], `rule ${rule.id} switched ${value ?? 'back to its default'}`)
  }
  return (
    <li className="flex items-start gap-3 px-3 py-1.5">
      <label className="flex min-w-0 flex-1 items-start gap-2">
        <input
          type="checkbox"
          className="mt-1"
          checked={isOn(analysis, rule)}
          onChange={(event) => keep(switches, event.target.checked ? 'on' : 'off')}
        />
        <span>
          <span className="font-mono text-[12px]">{rule.id}</span> {rule.title}{' '}
          <span className={`text-[12px] ${severityLooks[rule.severity]}`}>{rule.severity}</span>
          {count > 0 && <span className="text-[12px] text-soft"> · {count} open</span>}
          <span className="block text-[12px] text-soft">
            {rule.text} {rule.reason} ({rule.source})
          </span>
        </span>
      </label>
      {own && <Button onClick={() => keep(switches)}>Default: {defaults[rule.enabled]}</Button>}
    </li>
  )
}
