'use client'

import { type DragEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { Progress } from '@/components/view/panel/progress'
import { useAuthorGate } from '@/lib/client/author'
import { type SentFile, useEvidenceFiles, useEvidenceUpload } from '@/lib/client/evidence'
import { EvidenceList } from './evidenceList'
import { ImportDialog } from './importing/importDialog'
import { ImportJobs } from './importing/importJobs'

/** The files of evidence of this workbench, and the import of more of them. */
export function EvidenceScreen() {
  const { data: listed, error } = useEvidenceFiles()
  const { sent, upload, isSending } = useEvidenceUpload()
  const withAuthor = useAuthorGate()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<readonly File[]>([])
  const choose = () => input.current?.click()
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setChosen([...event.dataTransfer.files])
  }
  return (
    <div className="flex h-full flex-col" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <div className="px-5 pt-4">
        <div className="mb-1 flex items-center gap-3">
          <h2 className="flex-1 font-semibold text-[17px]">Evidence</h2>
          <input
            ref={input}
            type="file"
            multiple
            aria-label="Files to import"
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => {
              setChosen([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
          <Button look="main" disabled={isSending} onClick={choose}>
            Import files …
          </Button>
        </div>
        <p className="mb-2 max-w-3xl text-soft">
          Files that show what was done, kept by their hash. Open one to read it; take it into this analysis to let
          items refer to it.
        </p>
        {error && (
          <p role="alert" className="mb-2 text-error">
            {error.message}
          </p>
        )}
        <Sending files={sent} />
        <ImportJobs jobs={listed?.jobs ?? []} />
      </div>
      {listed && listed.files.length === 0 && <NoFiles onImport={choose} />}
      {listed && listed.files.length > 0 && <EvidenceList files={listed.files} />}
      {!listed && !error && <p className="px-5 text-soft">Loading the list …</p>}
      {chosen.length > 0 && (
        <ImportDialog
          files={chosen}
          onClose={() => setChosen([])}
          onImport={async (request) => {
            setChosen([])
            if (await withAuthor()) await upload(chosen, request)
          }}
        />
      )}
    </div>
  )
}

function Sending({ files }: { files: readonly SentFile[] }) {
  return files.map(({ name, fraction, refusal }) =>
    refusal === '' ? (
      <Progress key={name} label={`Sending ${name}`} fraction={fraction} />
    ) : (
      <p key={name} role="alert" className="mb-2 break-words text-error">
        {name} was not sent: {refusal}
      </p>
    ),
  )
}

function NoFiles({ onImport }: { onImport: () => void }) {
  return (
    <EmptyState
      title="No file of evidence yet"
      action={
        <Button look="main" onClick={onImport}>
          Import files …
        </Button>
      }
    >
      <p>
        Drop files here, or choose them: traces of strace, perf, ftrace, trace-cmd, bpftrace and bcc; results as JUnit,
        TAP, KTAP, LTP, openQA, stress-ng, paxtest; latencies of cyclictest and rtla; bills of materials as SPDX or
        CycloneDX; a kernel .config; coverage of gcov, lcov or llvm-cov. Also compressed (.gz), up to 2 GB.
      </p>
      <p className="mt-2">
        A trace that tells most:{' '}
        <code className="break-all font-mono text-[12.5px]">strace -f -ttt -T -yy -s 256 -o FILE COMMAND</code>. Without{' '}
        <code className="font-mono text-[12.5px]">-f</code> the work of other threads is not in it. Trace the runs that
        fail, too.
      </p>
    </EmptyState>
  )
}
