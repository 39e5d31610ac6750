'use client'

import { useRef, useState } from 'react'
import { RemoveFileDialog } from '@/components/item/removeFileDialog'
import { Button } from '@/components/ui/button'
import { Menu, type MenuEntry } from '@/components/ui/menu'
import { Progress } from '@/components/view/panel/progress'
import { useAuthorGate } from '@/lib/client/author'
import { type Listed, type UploadOptions, useGraphActions, useGraphUpload } from '@/lib/client/graphs'
import type { GraphCard } from '@/lib/kernel/api'
import { Jobs } from './jobs'

type Props = {
  listed: Listed | undefined
  error: Error | null
  onOpen: (hash: string) => void
}

/** What was imported last, to import another kernel of it. */
type Source = { readonly file: File } | { readonly server: string }

/** The graphs of this workbench, and the import of another one. */
export function GraphList({ listed, error, onOpen }: Props) {
  const { upload, sent, error: refused } = useGraphUpload()
  const { readServer } = useGraphActions()
  const withAuthor = useAuthorGate()
  const input = useRef<HTMLInputElement>(null)
  const [source, setSource] = useState<Source>()
  const [unread, setUnread] = useState('')
  const take = async (of: Source | undefined, options: UploadOptions = {}) => {
    if (!of || !(await withAuthor())) return
    setUnread('')
    setSource(options.onto === undefined ? of : undefined)
    if ('file' in of) await upload(of.file, options)
    else await readServer(of.server, options.instance).catch((problem: Error) => setUnread(problem.message))
  }
  const fileOf = (files: FileList | null): Source | undefined => (files?.[0] ? { file: files[0] } : undefined)
  const problem = error?.message || refused || unread
  return (
    <div
      className="p-5"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void take(fileOf(event.dataTransfer.files))
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
            void take(fileOf(event.target.files))
            event.target.value = ''
          }}
        />
        <Servers names={listed?.servers ?? []} onRead={(server) => void take({ server })} />
        <Button look="main" disabled={sent !== undefined} onClick={() => input.current?.click()}>
          Import a graph …
        </Button>
      </div>
      <p className="mb-4 max-w-3xl text-soft">
        A ks-nav database (SQLite, also .gz), what nav or graph-tools print, or what “stpa kernel import” writes. A
        subsystem of MAINTAINERS is a controller, a call from one to another a candidate for a control action.
      </p>
      {problem && (
        <p role="alert" className="mb-3 text-error">
          {problem}
        </p>
      )}
      {sent !== undefined && <Progress label="Sending the file" fraction={sent} />}
      <Jobs jobs={listed?.jobs ?? []} onOther={source && ((instance) => void take(source, { instance }))} />
      {listed && (
        <Graphs graphs={listed.graphs} onOpen={onOpen} onAdd={async (file, onto) => take(file && { file }, { onto })} />
      )}
      {!listed && !error && <p className="text-soft">Loading the list …</p>}
    </div>
  )
}

/** Databases that the operator named: read as they are now. */
function Servers({ names, onRead }: { names: readonly string[]; onRead: (name: string) => void }) {
  if (names.length === 0) return null
  const entries = names.map((name): MenuEntry => ({ label: `Read ${name}`, onSelect: () => onRead(name) }))
  return <Menu button={<Button>From a database …</Button>} entries={entries} />
}

type GraphsProps = {
  graphs: readonly GraphCard[]
  onOpen: (hash: string) => void
  onAdd: (file: File | undefined, onto: string) => Promise<void>
}

function Graphs({ graphs, onOpen, onAdd }: GraphsProps) {
  const { remove } = useGraphActions()
  const [leaving, setLeaving] = useState<GraphCard>()
  if (graphs.length === 0) return <p className="text-soft">No graph yet. Import one, or drop its file here.</p>
  return (
    <>
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
            <p
              className="truncate text-[12px] text-soft"
              title={`SHA-256 of the original, unpacked: ${graph.original}`}
            >
              {graph.format}, {graph.title}, imported by {graph.authorName} on {graph.createdAt.slice(0, 10)}
            </p>
            <div className="mt-2 flex flex-wrap gap-2">
              <Addition graph={graph} onAdd={onAdd} />
              <Button look="danger" onClick={() => setLeaving(graph)}>
                Remove
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {leaving && (
        <RemoveFileDialog
          title="Remove this graph?"
          description="The graph is gone from the workbench, for every analysis. This cannot be taken back; it can be imported again."
          name={`Linux ${leaving.kernelVersion || '(version unknown)'}: ${leaving.title}`}
          path={`/api/graphs/${leaving.hash}`}
          remove={() => remove(leaving.hash)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
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
