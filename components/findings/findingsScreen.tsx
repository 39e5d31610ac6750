'use client'

import { useState } from 'react'
import { setField } from '@/components/item/edits'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { check, isOn } from '@/lib/stpa/checks'
import { findRule, rules } from '@/lib/stpa/checks/rules'
import type { Finding } from '@/lib/stpa/checks/types'
import { fieldOf } from '@/lib/stpa/fieldValues'
import { analysisItem } from '@/lib/stpa/graph'
import { steps } from '@/lib/stpa/steps'
import { DismissDialog } from './dismissDialog'

const colours = { error: 'text-error', warning: 'text-warning', hint: 'text-hint' } as const

/** What the checks found, step by step; each can be set aside with a reason, each rule switched. */
export function FindingsScreen() {
  const analysis = useAnalysis()
  const [dismissing, setDismissing] = useState<Finding>()
  const { findings, dismissed, counts } = check(analysis)
  return (
    <div className="mx-auto max-w-5xl p-5">
      <h2 className="font-semibold text-[17px]">Findings</h2>
      <p role="status" className="text-soft">
        {counts.error} errors, {counts.warning} warnings, {counts.hint} hints; {dismissed.length} dismissed
      </p>
      {findings.length === 0 && (
        <p className="mt-4">
          Nothing is open. The checks look at the method, not at the truth: a review by another person is still needed.
        </p>
      )}
      {steps.map((step) => {
        const own = findings.filter((finding) => finding.step === step.name)
        if (own.length === 0) return null
        return (
          <section key={step.name} className="mt-5">
            <h3 className="mb-1 font-semibold">{step.title}</h3>
            <ul className="divide-y divide-line rounded border border-line bg-panel">
              {own.slice(0, 300).map((finding) => (
                <Row
                  key={`${finding.rule} ${finding.message}`}
                  finding={finding}
                  onDismiss={() => setDismissing(finding)}
                />
              ))}
            </ul>
            {own.length > 300 && <p className="text-soft">{own.length - 300} more of this step.</p>}
          </section>
        )
      })}
      {dismissed.length > 0 && (
        <details className="mt-6">
          <summary className="cursor-pointer font-semibold">{dismissed.length} dismissed</summary>
          <ul className="mt-1 divide-y divide-line rounded border border-line bg-panel">
            {dismissed.map((finding) => (
              <li key={`${finding.rule} ${finding.message}`} className="px-3 py-1.5">
                <span className="font-mono text-[12px]">{finding.rule}</span> {finding.message}{' '}
                {finding.dismissedBy && <KeyLink uid={finding.dismissedBy} text />}
              </li>
            ))}
          </ul>
        </details>
      )}
      <RuleList />
      {dismissing && <DismissDialog finding={dismissing} onClose={() => setDismissing(undefined)} />}
    </div>
  )
}

function Row({ finding, onDismiss }: { finding: Finding; onDismiss: () => void }) {
  const rule = findRule(finding.rule)
  return (
    <li className="flex items-start gap-3 px-3 py-1.5">
      <div className="min-w-0 flex-1">
        <p>
          <span className={`mr-2 font-medium ${colours[finding.severity]}`}>{finding.severity}</span>
          {finding.message}
        </p>
        <p className="flex flex-wrap gap-x-2">
          {finding.items.slice(0, 12).map((uid) => (
            <KeyLink key={uid} uid={uid} />
          ))}
          {finding.items.length > 12 && <span className="text-soft">and {finding.items.length - 12} more</span>}
        </p>
        <p className="text-[12px] text-soft">
          <span className="font-mono">{finding.rule}</span> {rule?.text} {rule?.reason} ({rule?.source})
        </p>
      </div>
      <Button onClick={onDismiss}>Dismiss …</Button>
    </li>
  )
}

/** All rules with their switches; what differs from the default is kept with the analysis. */
function RuleList() {
  const analysis = useAnalysis()
  const commit = useCommit()
  const item = analysisItem(analysis)
  const set = (id: string, on: boolean) => {
    if (!item) return
    // Parsed by the analysis kind: a record of "on" and "off".
    const switches = { ...(fieldOf(item, 'rules') as Record<string, string>), [id]: on ? 'on' : 'off' }
    void commit([setField(item, 'rules', switches)], `rule ${id} switched ${on ? 'on' : 'off'}`)
  }
  return (
    <details className="mt-6">
      <summary className="cursor-pointer font-semibold">Rules</summary>
      <ul className="mt-1 divide-y divide-line rounded border border-line bg-panel">
        {rules.map((rule) => (
          <li key={rule.id} className="px-3 py-1">
            <label className="flex items-start gap-2">
              <input
                type="checkbox"
                className="mt-1"
                checked={isOn(analysis, rule)}
                onChange={(event) => set(rule.id, event.target.checked)}
              />
              <span>
                <span className="font-mono text-[12px]">{rule.id}</span> {rule.title}{' '}
                <span className={`text-[12px] ${colours[rule.severity]}`}>{rule.severity}</span>
                <span className="block text-[12px] text-soft">
                  {rule.text} {rule.reason} ({rule.source})
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  )
}
