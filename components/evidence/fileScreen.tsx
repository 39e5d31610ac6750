'use client'

import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { Progress } from '@/components/view/panel/progress'
import { sizeText } from '@/components/view/table/figures'
import { useAnalysis } from '@/lib/client/analysis'
import type { TraceHead } from '@/lib/client/digests'
import { useDigest, useEvidenceActions, useEvidenceFiles } from '@/lib/client/evidence'
import { isUnderWay } from '@/lib/client/uploads'
import type { RecordsDigest } from '@/lib/evidence/digest'
import type { JobCard } from '@/lib/kernel/api'
import type { Item } from '@/lib/stpa/model'
import { number } from '@/lib/text/counts'
import type { EvidenceCard } from '@/lib/trace/api'
import { formatTitle } from './formatTitle'
import { ReadAgainDialog } from './importing/readAgainDialog'
import { evidenceItems } from './inAnalysis'
import { RecordsTabs } from './records/recordsTabs'
import { TakeButton } from './takeDialog'
import { TraceTabs } from './trace/traceTabs'

/** One file of evidence: what was read from it, and the file itself. */
export function FileScreen({ hash }: { hash: string }) {
  const analysis = useAnalysis()
  const { data: listed } = useEvidenceFiles()
  const { data: digest, error } = useDigest(hash)
  const card = listed?.files.find((file) => file.hash === hash)
  const evidence = evidenceItems(analysis, card ?? { hash, original: hash })
  const rereading = useRereading(hash, listed?.jobs ?? [])
  if (error) return <Gone hash={hash} message={error.message} evidence={evidence} />
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Head {...{ hash, card, digest, evidence }} onStarted={rereading.watch} />
      {card?.isOutdated && !rereading.job && (
        <p role="status" className="px-3 pb-1 text-warning">
          Another version of this program read this file, and its figures may be wrong. It is read again when its turn
          comes; why it was not, the list of evidence says.
        </p>
      )}
      <Rereading job={rereading.job} />
      {digest ? (
        <Content {...{ hash, card, digest, evidence }} />
      ) : (
        <p className="px-5 py-3 text-soft" role="status">
          Loading what was read …
        </p>
      )}
    </div>
  )
}

type ShownFile = {
  hash: string
  card: EvidenceCard | undefined
  digest: TraceHead | RecordsDigest | undefined
  evidence: readonly Item[]
}

function Content({ digest, card, ...rest }: ShownFile) {
  if (!digest) return null
  if (digest.kind === 'records') return <RecordsTabs {...{ ...rest, card, digest }} />
  return <TraceTabs {...{ ...rest, card, digest }} />
}

function Head({ hash, card, digest, evidence, onStarted }: ShownFile & { onStarted: (job: string) => void }) {
  const { id } = useAnalysis()
  const [isReading, setReading] = useState(false)
  return (
    <div className="flex items-center gap-2 px-3 pt-2.5 pb-1">
      <Link className="text-accent hover:underline" href={`/analyses/${id}/evidence`}>
        Evidence
      </Link>
      <span aria-hidden className="text-soft">
        /
      </span>
      <h2 className="min-w-0 truncate font-semibold text-[15px]" title={card?.title}>
        {card?.title ?? hash.slice(0, 12)}
      </h2>
      {card && (
        <span className="shrink-0 text-[12.5px] text-soft tabular-nums" title={`SHA-256 ${hash}`}>
          {formatTitle(card.format)} · {number(card.lines)} lines · {sizeText(card.size)}
          {card.redacted !== '' && <span title={card.redacted}> · redacted</span>}
        </span>
      )}
      <span className="ml-auto flex shrink-0 items-center gap-2">
        {evidence.map(({ uid }) => (
          <KeyLink key={uid} uid={uid} />
        ))}
        {card && <TakeButton card={card} look="main" />}
        {digest?.kind === 'trace' && <Button onClick={() => setReading(true)}>Read again …</Button>}
        <a
          className="inline-flex min-h-7 items-center rounded border border-line px-2.5 text-[13px] hover:bg-sunken"
          href={`/api/evidence/${encodeURIComponent(hash)}/original`}
        >
          Download
        </a>
      </span>
      {isReading && digest?.kind === 'trace' && (
        <ReadAgainDialog hash={hash} options={digest.options} onClose={() => setReading(false)} onStarted={onStarted} />
      )}
    </div>
  )
}

/** The job that reads this file again; when it is done, what is shown is fetched anew. */
function useRereading(hash: string, jobs: readonly JobCard[]) {
  const { refresh } = useEvidenceActions()
  const [watched, watch] = useState('')
  const job = jobs.find(({ id }) => id === watched)
  const done = useRef('')
  useEffect(() => {
    if (job?.state !== 'done' || done.current === job.id) return
    done.current = job.id
    void refresh(hash)
  }, [job, hash, refresh])
  return { job, watch }
}

function Rereading({ job }: { job: JobCard | undefined }) {
  const { cancel } = useEvidenceActions()
  if (job?.state === 'failed')
    return (
      <p role="alert" className="px-3 pb-1 text-error">
        It was not read again: {job.error?.message}
      </p>
    )
  if (!job || !isUnderWay(job)) return null
  return (
    <div className="flex items-start gap-3 px-3">
      <Progress label={job.stage || 'Waits'} fraction={job.progress} />
      <Button look="quiet" onClick={() => void cancel(job.id)}>
        Cancel
      </Button>
    </div>
  )
}

function Gone({ hash, message, evidence }: { hash: string; message: string; evidence: readonly Item[] }) {
  const { id } = useAnalysis()
  return (
    <EmptyState
      title="This file cannot be shown"
      action={
        <Link className="text-accent underline" href={`/analyses/${id}/evidence`}>
          All files of evidence
        </Link>
      }
    >
      <p role="alert">{message}</p>
      <p className="mt-2">
        A file is known by its hash: the same file imported again is found here again.
        <span className="block break-all font-mono text-[12px]">{hash}</span>
      </p>
      {evidence.map(({ uid }) => (
        <p key={uid} className="mt-2">
          <KeyLink uid={uid} text />
        </p>
      ))}
    </EmptyState>
  )
}
