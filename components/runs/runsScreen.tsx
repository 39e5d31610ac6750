'use client'

import { counted, countedOf } from '@/lib/text/counts'
import './runs.css'
import Link from 'next/link'

import { EmptyState } from '@/components/ui/emptyState'
import { Tabs } from '@/components/ui/tabs'
import { useAnalysis } from '@/lib/client/analysis'
import { type CoveredRuns, useCoveredRuns } from '@/lib/client/coverage'
import { BindingsTab } from './bindings/bindingsTab'
import { CompareTab } from './compare/compareTab'
import { CoverageTab } from './coverage/coverageTab'
import { InjectTab } from './inject/injectTab'
import { MissingTab } from './missing/missingTab'
import { OtherTraces } from './otherTraces'
import { SystemTab } from './system/systemTab'
import { useView } from './useView'
import { onTab } from './view'

/** What runs of the workload show of the analysis, and where they differ. */
export function RunsScreen() {
  const [view, change] = useView()
  const covered = useCoveredRuns()
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-baseline gap-3 px-4 pt-2.5">
        <h2 className="font-semibold text-[17px]">Runs and coverage</h2>
        <p role="status" className="text-[12.5px] text-soft">
          {statusOf(covered)}
        </p>
      </div>
      <Tabs
        label="Runs and coverage"
        fill
        chosen={view.tab || 'coverage'}
        onChoose={(tab) => change(onTab(tab))}
        tabs={tabsOf(covered)}
      />
    </div>
  )
}

/** Of runs and their traces nothing is said before it is known which are kept. */
function tabsOf(covered: CoveredRuns) {
  const tabs = [
    {
      name: 'coverage',
      title: 'Coverage',
      content: () => <OfRuns covered={covered}>{<CoverageTab covered={covered} />}</OfRuns>,
    },
    {
      name: 'bindings',
      title: 'Bindings',
      content: () => <OfRuns covered={covered}>{<BindingsTab covered={covered} />}</OfRuns>,
    },
    {
      name: 'missing',
      title: 'Missing in the model',
      content: () => <OfRuns covered={covered}>{<MissingTab covered={covered} />}</OfRuns>,
    },
    { name: 'compare', title: 'Compare', content: () => <CompareTab covered={covered} /> },
    { name: 'system', title: 'System view', content: () => <SystemTab covered={covered} /> },
    { name: 'inject', title: 'Fault injection', content: () => <InjectTab covered={covered} /> },
  ]
  return covered.unlisted === '' ? tabs : tabs.map((tab) => ({ ...tab, content: () => null }))
}

function statusOf({ runs, reading, unlisted }: CoveredRuns): string {
  if (unlisted !== '') return unlisted
  const kept = runs.filter(({ card }) => card !== undefined).length
  if (reading > 0) return `Reading ${countedOf(kept - reading + 1, kept, 'trace')} …`
  return kept === 0 ? '' : `${counted(kept, 'run')} with a kept trace`
}

/** What can only be said where a run is there. */
function OfRuns({ covered, children }: { covered: CoveredRuns; children: React.ReactNode }) {
  const { id } = useAnalysis()
  if (covered.runs.some(({ card }) => card !== undefined)) return children
  return (
    <EmptyState
      title="No run with a kept trace yet"
      action={
        <Link
          className="inline-flex min-h-7 items-center rounded border border-accent bg-accent px-2.5 text-on-accent"
          href={`/analyses/${id}/evidence`}
        >
          Import traces
        </Link>
      }
    >
      <ol className="list-decimal pl-5">
        <li>
          Trace the workload:{' '}
          <code className="break-all font-mono text-[12.5px]">strace -f -ttt -T -yy -s 256 -o FILE COMMAND</code>, in
          runs that succeed and in runs that fail.
        </li>
        <li>
          Import the files under <em>Evidence</em>, and take each into the analysis: it becomes evidence with its run.
        </li>
        <li>Here, say which calls are which control actions, and see which of them each run exercised.</li>
      </ol>
      <OtherTraces covered={covered} />
      {covered.runs.length > 0 && (
        <p className="mt-2">
          The analysis has {counted(covered.runs.length, 'run')}, whose{' '}
          {covered.runs.length === 1 ? 'file is' : 'files are'} not kept here: a file is known by its hash, and is found
          again when it is imported.
        </p>
      )}
    </EmptyState>
  )
}
