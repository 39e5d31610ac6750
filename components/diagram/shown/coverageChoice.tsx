'use client'

import { inputLook } from '@/components/ui/field'
import { allRuns, type DiagramCoverage } from './useCoverage'

/** Which runs colour the drawing, where the analysis has some. */
export function CoverageChoice({ coverage: { chosen, choose, runs, status } }: { coverage: DiagramCoverage }) {
  if (runs.length === 0) return null
  return (
    <>
      <select
        aria-label="Coverage of runs"
        title="What runs of the workload showed of each arrow and box"
        className={`${inputLook} max-w-60`}
        value={chosen}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">Coverage of runs: off</option>
        <option value={allRuns}>All runs of normal operation</option>
        {runs.map(({ item, run }) => (
          <option key={item.uid} value={item.uid}>
            {run.title}
          </option>
        ))}
      </select>
      {status !== '' && (
        <span role="status" className="text-[12px] text-soft">
          {status}
        </span>
      )}
    </>
  )
}
