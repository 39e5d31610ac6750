'use client'

import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Menu, type MenuEntry } from '@/components/ui/menu'
import { useAuthorGate } from '@/lib/client/author'
import { isUnderWay, type Listed, useGraphActions, useUpload } from '@/lib/client/graphs'
import type { GraphCard, JobCard } from '@/lib/kernel/api'

type Props = {
  listed: Listed | undefined
  error: Error | null
  onOpen: (hash: string) => void
}

/** The graphs of this workbench, and the import of another one. */
export function GraphList({ listed, error, onOpen }: Props) {
  const { upload, sent, error: refused } = useUpload()
  const withAuthor = useAuthorGate()
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined, onto?: string) => {
    if (file && (await withAuthor())) await upload(file, onto)
  }
  return (
    <div
      className="p-5"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void take(event.dataTransfer.files[0])
      }}
    >
      <div className="mb-3 flex items-center gap-3">
        <h2 className="flex-1 font-semibold text-[17px]">Kernel call graphs</h2>
        <input
          ref={input}
          type="file"
          aria-label="ks-nav database"
          className="sr-only"
          tabIndex={-1}
          accept=".db,.sqlite,.gz,.g,.dot,.json,.subs,.txt"
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <Servers names={listed?.servers ?? []} />
        <Button look="main" disabled={sent !== undefined} onClick={() => input.current?.click()}>
          Import a graph …
        </Button>
      </div>
      <p className="mb-4 max-w-3xl text-soft">
        A ks-nav database (SQLite, also .gz), what nav or graph-tools print, or what “stpa kernel import” writes. A
        subsystem of MAINTAINERS is a controller, a call from one to another a candidate for a control action.
      </p>
      {(error ?? refused) && (
        <p role="alert" className="mb-3 text-error">
          {error?.message ?? refused}
        </p>
      )}
      {sent !== undefined && <Progress label="Sending the file" fraction={sent} />}
      <Jobs jobs={listed?.jobs ?? []} />
      <Graphs graphs={listed?.graphs ?? []} onOpen={onOpen} onAdd={take} />
    </div>
  )
}

function Progress({ label, fraction }: { label: string; fraction: number }) {
  return (
    <p className="mb-2 flex items-center gap-2 text-[13px]">
      <progress aria-label={label} value={fraction} max={1} className="w-64" />
      {label} {Math.round(fraction * 100)} %
    </p>
  )
}

/** What is under way, and what failed last. */
function Jobs({ jobs }: { jobs: readonly JobCard[] }) {
  const { cancel } = useGraphActions()
  const failed = jobs[0]?.state === 'failed' ? jobs[0] : undefined
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
      {failed && (
        <p role="alert" className="mb-3 text-error">
          {failed.title}: {failed.error?.message}
        </p>
      )}
      {jobs[0]?.state === 'done' && (jobs[0].result?.report.length ?? 0) > 0 && (
        <ul className="mb-3 text-[13px] text-warning">
          {jobs[0].result?.report.map((line) => (
            <li key={line.message}>
              {line.outcome}: {line.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Databases that the operator named: read as they are now. */
function Servers({ names }: { names: readonly string[] }) {
  const { readServer } = useGraphActions()
  const withAuthor = useAuthorGate()
  const [refusal, setRefusal] = useState('')
  if (names.length === 0) return null
  const read = async (name: string) => {
    setRefusal('')
    if (await withAuthor()) await readServer(name).catch((error: Error) => setRefusal(error.message))
  }
  const entries = names.map((name): MenuEntry => ({ label: `Read ${name}`, onSelect: () => void read(name) }))
  return (
    <>
      {refusal && (
        <span role="alert" className="text-error">
          {refusal}
        </span>
      )}
      <Menu button={<Button>From a database …</Button>} entries={entries} />
    </>
  )
}

type GraphsProps = {
  graphs: readonly GraphCard[]
  onOpen: (hash: string) => void
  onAdd: (file: File | undefined, onto: string) => Promise<void>
}

function Graphs({ graphs, onOpen, onAdd }: GraphsProps) {
  const { remove } = useGraphActions()
  if (graphs.length === 0) return <p className="text-soft">No graph yet. Import one, or drop its file here.</p>
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(22rem,1fr))] gap-4">
      {graphs.map((graph) => (
        <li key={graph.hash} className="rounded-lg border border-line bg-panel p-4">
          <h3 className="font-semibold">
            <button type="button" className="text-accent hover:underline" onClick={() => onOpen(graph.hash)}>
              Linux {graph.kernelVersion || '(version unknown)'}
            </button>
          </h3>
          <p className="text-[13px]">{graph.note}</p>
          <p className="my-1 text-[13px] tabular-nums">
            {graph.functions.toLocaleString('en')} functions · {graph.calls.toLocaleString('en')} calls ·{' '}
            {graph.subsystems.toLocaleString('en')} subsystems
          </p>
          <p className="truncate text-[12px] text-soft" title={`SHA-256 of the original: ${graph.original}`}>
            {graph.format}, {graph.title}, imported by {graph.authorName} on {graph.createdAt.slice(0, 10)}
          </p>
          <div className="mt-2 flex flex-wrap gap-2">
            <Addition graph={graph} onAdd={onAdd} />
            <Button look="danger" onClick={() => void remove(graph.hash)}>
              Remove
            </Button>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** What can be added to a graph: its operation tables, or other tags. The result is a graph of its own. */
function Addition({ graph, onAdd }: { graph: GraphCard; onAdd: GraphsProps['onAdd'] }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        aria-label={`Operation tables or MAINTAINERS for Linux ${graph.kernelVersion}`}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          void onAdd(event.target.files?.[0], graph.hash)
          event.target.value = ''
        }}
      />
      <Button
        title="Operation tables (CSV) for possible calls, or MAINTAINERS for its tags; the result is a graph of its own"
        onClick={() => input.current?.click()}
      >
        Add tables or MAINTAINERS …
      </Button>
    </>
  )
}
