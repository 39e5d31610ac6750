'use client'

import { useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import type { CoveredRuns } from '@/lib/client/coverage'
import { useHeads } from '@/lib/client/traces'
import type { UsedBy } from '@/lib/trace/systemView/model'
import { systemViewOf } from '@/lib/trace/systemView/systemView'
import { useSources } from '../sources'
import { TraceChooser } from '../traceChooser'
import { useView } from '../useView'
import { CommandMatrix } from './commandMatrix'
import { SystemFilters } from './systemFilters'
import { optionsOf } from './systemOptions'
import { SystemPicture } from './systemPicture'

/** Runs that are shown where nobody has chosen any. */
const usual = 12

/** Commands of the workload → subsystems of the kernel → devices, from one or many runs. */
export function SystemTab({ covered }: { covered: CoveredRuns }) {
  const [view, change] = useView()
  const { sources, chosen } = useSources(covered, view.traces, usual)
  const heads = useHeads(chosen.map(({ hash }) => hash))
  const digests = useMemo(
    () =>
      chosen.flatMap(({ title }, at): UsedBy[] => {
        const head = heads.answers[at]
        return head ? [{ title, usage: head.usage }] : []
      }),
    [chosen, heads.answers],
  )
  const asked = JSON.stringify(optionsOf(view)) // the view is a new one with each change of the address
  const system = useMemo(() => systemViewOf(digests, JSON.parse(asked)), [digests, asked])
  const isMatrix = view.list === 'matrix'
  if (sources.length === 0) return <NoTrace />
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-3 py-1.5 text-[13px]">
        <TraceChooser sources={sources} chosen={chosen} onChange={(traces) => change({ traces })} />
        <SystemFilters />
        <Button
          aria-pressed={isMatrix}
          onClick={() => change({ list: isMatrix ? '' : 'matrix', row: '' })}
          title="Which command used which subsystem, in figures"
        >
          {isMatrix ? 'As a picture' : 'By command'}
        </Button>
        <span role="status" className="text-soft">
          {heads.isReading ? 'Loading what was read …' : ''}
        </span>
      </div>
      {heads.refusal !== '' && (
        <p role="alert" className="px-4 py-1 text-error">
          {heads.refusal}
        </p>
      )}
      {isMatrix ? <CommandMatrix view={system} /> : <SystemPicture view={system} />}
    </div>
  )
}

function NoTrace() {
  return (
    <EmptyState title="No trace is kept yet">
      <p>
        Import traces under <em>Evidence</em>. Here they become one picture: which commands of the workload used which
        subsystems of the kernel, and which devices stand behind these.
      </p>
    </EmptyState>
  )
}
