'use client'

import { type Tab, Tabs } from '@/components/ui/tabs'
import { useAnalysis } from '@/lib/client/analysis'
import type { TraceHead } from '@/lib/client/digests'
import { flagsOfTrace } from '@/lib/edits/evidence'
import type { Item } from '@/lib/stpa/model'
import { number } from '@/lib/text/counts'
import type { EvidenceCard } from '@/lib/trace/api'
import { ChartsTab } from '../charts/chartsTab'
import { FlowTab } from '../flow/flowTab'
import { observedIn } from '../inAnalysis'
import { useView } from '../useView'
import { BindingsTab } from './bindingsTab'
import { FlagsTab } from './flagsTab'
import { LinesTab } from './linesTab'
import { ProcessesTab } from './processesTab'
import { ResourcesTab } from './resourcesTab'
import { SubsystemsTab } from './subsystemsTab'
import { SummaryTab } from './summaryTab'

type Props = { hash: string; card: EvidenceCard | undefined; digest: TraceHead; evidence: readonly Item[] }

/** A trace from all sides; which one is in the address. */
export function TraceTabs({ hash, card, digest, evidence }: Props) {
  const analysis = useAnalysis()
  const [view, change] = useView()
  const { summary, usage, flows } = digest
  const flags = flagsOfTrace(digest)
  const lines = card?.lines ?? summary.files[0]?.lines ?? 0
  const observed = observedIn(analysis, evidence).length
  const tabs: Tab[] = [
    { name: 'summary', title: 'Summary', content: () => <SummaryTab digest={digest} /> },
    {
      name: 'processes',
      title: titled('Processes', summary.processes.length),
      content: () => <ProcessesTab digest={digest} />,
    },
    {
      name: 'resources',
      title: titled('Resources', usage.resources.length),
      content: () => <ResourcesTab hash={hash} digest={digest} />,
    },
    {
      name: 'subsystems',
      title: titled('Subsystems', usage.subsystems.length),
      content: () => <SubsystemsTab digest={digest} />,
    },
    { name: 'flow', title: 'Flow', content: () => <FlowTab {...{ hash, card, digest, evidence }} /> },
    { name: 'charts', title: 'Charts', content: () => <ChartsTab digest={digest} /> },
    {
      name: 'lines',
      title: 'Lines',
      content: () => <LinesTab {...{ hash, flags }} total={lines} hasFlows={flows.length > 0} />,
    },
    { name: 'bindings', title: titled('Bindings', observed), content: () => <BindingsTab {...{ card, evidence }} /> },
    { name: 'flags', title: titled('Flags', flags.length), content: () => <FlagsTab {...{ flags, evidence }} /> },
  ]
  const chosen = tabs.find(({ name }) => name === view.tab)?.name ?? 'summary'
  return <Tabs fill label="What of the trace" tabs={tabs} chosen={chosen} onChoose={(tab) => change({ tab })} />
}

export const titled = (title: string, count: number): string => (count > 0 ? `${title} (${number(count)})` : title)
