'use client'

import { useMemo } from 'react'
import { useAnalysis } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import { subsystemUses } from '@/lib/trace/coverage/subsystems'
import { SubTabs } from '../subTabs'
import { useView } from '../useView'
import { StepTable } from './stepTable'
import { SubsystemTable } from './subsystemTable'
import { unboundSteps } from './unbound'

/** What runs used that the model lacks: subsystems of the kernel, and steps that no binding knows. */
export function MissingTab({ covered }: { covered: CoveredRuns }) {
  const analysis = useAnalysis()
  const [view, change] = useView()
  const { coverages } = covered
  const uses = useMemo(() => subsystemUses(analysis, coverages), [analysis, coverages])
  const steps = useMemo(() => unboundSteps(coverages), [coverages])
  const missing = uses.filter(({ state }) => state === 'missing').length
  const list = view.list || 'subsystems'
  const entries = [
    { name: 'subsystems', title: `Subsystems (${missing} missing)` },
    { name: 'steps', title: `Steps bound to nothing (${steps.length})` },
  ]
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-1 px-3 py-1.5">
        <SubTabs
          label="Missing in the model"
          entries={entries}
          chosen={list}
          onChoose={(name) => change({ list: name === 'subsystems' ? '' : name, row: '' })}
        />
      </div>
      {list === 'subsystems' ? (
        <SubsystemTable covered={covered} uses={uses} />
      ) : (
        <StepTable covered={covered} steps={steps} />
      )}
    </div>
  )
}
