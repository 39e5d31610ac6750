'use client'

import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Progress } from '@/components/view/panel/progress'
import { useAnalysis } from '@/lib/client/analysis'
import { useEvidenceActions } from '@/lib/client/evidence'
import { raise } from '@/lib/client/refusals'
import { isUnderWay } from '@/lib/client/uploads'
import type { JobCard } from '@/lib/kernel/api'
import type { ReportLine } from '@/lib/stpa/model'
import { countOutcomes, isNotice, outcomesText } from '@/lib/stpa/reportCounts'

/** What is under way, and what became of the imports since the page was opened; older ones on request. */
export function ImportJobs({ jobs }: { jobs: readonly JobCard[] }) {
  const { cancel } = useEvidenceActions()
  const [opened] = useState(() => Date.now())
  const [isAll, setAll] = useState(false)
  const ended = jobs.filter((job) => !isUnderWay(job))
  const fresh = ended.filter(({ createdAt }) => Date.parse(createdAt) > opened - 60_000)
  const shown = isAll ? ended : fresh
  return (
    <div aria-live="polite" className="max-h-64 overflow-y-auto text-[13px]">
      {jobs.filter(isUnderWay).map((job) => (
        <div key={job.id} className="flex items-start gap-3">
          <Progress
            label={`${job.title}: ${job.stage || (job.state === 'queued' ? 'waits' : 'begins')}`}
            fraction={job.progress}
          />
          <Button look="quiet" onClick={() => void cancel(job.id).catch((error: unknown) => raise({ error }))}>
            Cancel
          </Button>
        </div>
      ))}
      {shown.length > 0 && (
        <ul aria-label="Imports" className="mb-2">
          {shown.map((job) => (
            <Ended key={job.id} job={job} />
          ))}
        </ul>
      )}
      {ended.length > fresh.length && (
        <Button look="quiet" className="mb-1" onClick={() => setAll(!isAll)}>
          {isAll ? 'Hide earlier imports' : `Earlier imports (${ended.length - fresh.length})`}
        </Button>
      )}
    </div>
  )
}

function Ended({ job }: { job: JobCard }) {
  const { id: analysis } = useAnalysis()
  const { title, state, result, error } = job
  if (state === 'failed')
    return (
      <li role="alert" className="break-words py-0.5 text-error">
        {title}: {error?.message}
      </li>
    )
  if (state === 'cancelled')
    return <li className="break-words py-0.5 text-soft">{title}: cancelled, nothing is kept.</li>
  return (
    <li className="leading-6">
      <span className="break-words">
        <Link className="text-accent underline" href={`/analyses/${analysis}/evidence/${result?.hash ?? ''}`}>
          {title}
        </Link>{' '}
        {job.kind === 'evidenceRead' ? 'was read again' : 'was read'}
      </span>
      <JobReport report={result?.report ?? []} />
    </li>
  )
}

/** What the reader says of a file: how much of each, and all of it on request. */
function JobReport({ report }: { report: readonly ReportLine[] }) {
  const notices = report.filter(isNotice).length
  return (
    <details className="inline-block max-w-full align-top">
      <summary className={`ml-2 cursor-pointer ${report.some(isGrave) ? 'text-warning' : 'text-soft'}`}>
        {outcomesText(countOutcomes(report))}
        {notices > 0 && `, ${notices} to know`}
      </summary>
      <ul className="my-1 pl-4">
        {report.map((line) => (
          <li key={`${line.outcome} ${line.message} ${line.place?.line ?? ''}`} className="break-words">
            <span className="text-soft">{isNotice(line) ? 'to know' : line.outcome}</span> {line.message}{' '}
            {line.place?.line ? <span className="text-soft">line {line.place.line}</span> : null}
          </li>
        ))}
      </ul>
    </details>
  )
}

const isGrave = ({ outcome }: ReportLine): boolean => outcome === 'skipped' || outcome === 'lost'
