'use client'

import { Tabs } from '@/components/ui/tabs'
import { useAnalysis } from '@/lib/client/analysis'
import { check, isOn } from '@/lib/stpa/checks'
import { rules } from '@/lib/stpa/checks/rules'
import { counted } from '@/lib/text/counts'
import { DismissedFindings } from './dismissedFindings'
import { OpenFindings } from './openFindings'
import { RuleList } from './ruleList'

/** What the checks found, what was set aside, and the rules themselves. */
export function FindingsScreen() {
  const analysis = useAnalysis()
  const { findings, dismissed, counts } = check(analysis)
  const on = rules.filter((rule) => isOn(analysis, rule)).length
  return (
    <div className="mx-auto max-w-5xl p-5">
      <h2 className="font-semibold text-[17px]">Findings</h2>
      <p role="status" className="mb-3 text-soft">
        {counted(counts.error, 'error')}, {counted(counts.warning, 'warning')}, {counted(counts.hint, 'hint')};{' '}
        {dismissed.length} dismissed
      </p>
      <Tabs
        label="Findings"
        tabs={[
          { name: 'open', title: `Open (${findings.length})`, content: () => <OpenFindings /> },
          { name: 'dismissed', title: `Dismissed (${dismissed.length})`, content: () => <DismissedFindings /> },
          { name: 'rules', title: `Rules (${on} of ${rules.length} on)`, content: () => <RuleList /> },
        ]}
      />
    </div>
  )
}
