'use client'

import { Button } from '@/components/ui/button'
import { Progress } from '@/components/view/panel/progress'
import { useGraphActions } from '@/lib/client/graphs'
import { isUnderWay } from '@/lib/client/uploads'
import type { JobCard } from '@/lib/kernel/api'
import { countOutcomes, outcomesText } from '@/lib/stpa/reportCounts'

type Props = {
  jobs: readonly JobCard[]
  /** Imports another kernel of what was imported last; absent where that is not known any more. */
  onOther?: ((instance: number) => void) | undefined
}

/** What is under way, and what became of the last one. */
export function Jobs({ jobs, onOther }: Props) {
  const { cancel } = useGraphActions()
  const [last] = jobs
  return (
    <div aria-live="polite">
      {jobs.filter(isUnderWay).map((job) => (
        <div key={job.id} className="flex items-center gap-3">
          <Progress
            label={`${job.title}: ${job.stage || (job.state === 'queued' ? 'waits' : 'begins')}`}
            fraction={job.progress}
          />
          <Button look="quiet" onClick={() => void cancel(job.id)}>
            Cancel
          </Button>
        </div>
      ))}
      {last?.state === 'failed' && (
        <p role="alert" className="mb-3 text-error">
          {last.title}: {last.error?.message}
        </p>
      )}
      {last?.state === 'done' && <Outcome job={last} onOther={onOther} />}
    </div>
  )
}

/** What was left out of an import, and the other kernels of its database. */
function Outcome({ job: { title, result }, onOther }: { job: JobCard } & Pick<Props, 'onOther'>) {
  const { report = [], others = [] } = result ?? {}
  if (report.length === 0 && others.length === 0) return null
  return (
    <section aria-label="Last import" className="mb-3 text-[13px]">
      <ul className={report.some(({ outcome }) => outcome !== 'created') ? 'text-warning' : 'text-soft'}>
        {report.map((line) => (
          <li key={line.message}>
            {title}: {line.outcome}: {line.message}
          </li>
        ))}
      </ul>
      <p className="text-soft">{outcomesText(countOutcomes(report))}</p>
      {onOther && others.length > 0 && (
        <p className="mt-1 flex flex-wrap gap-1.5">
          {others.slice(0, 20).map(({ id, version }) => (
            <Button key={id} onClick={() => onOther(id)}>
              Import instance {id} (Linux {version}) too
            </Button>
          ))}
        </p>
      )}
    </section>
  )
}
