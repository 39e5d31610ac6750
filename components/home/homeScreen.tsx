'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { ThemeButton } from '@/components/ui/themeButton'
import { request } from '@/lib/client/request'
import type { AnalysisCard } from '@/lib/stpa/api'
import { kinds } from '@/lib/stpa/kinds'
import { CreateDialog } from './createDialog'
import { ImportDialog } from './importDialog'
import { RemoveButton } from './removeButton'

/** All analyses; a file dropped anywhere on the page opens the import. */
export function HomeScreen() {
  const { data: cards, error } = useQuery({
    queryKey: ['analyses'],
    queryFn: () => request<AnalysisCard[]>('GET', '/api/analyses'),
  })
  const [creating, setCreating] = useState(false)
  const [files, setFiles] = useState<File[]>()
  return (
    <div
      className="min-h-dvh"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        if (event.dataTransfer.files.length > 0) setFiles([...event.dataTransfer.files])
      }}
    >
      <header className="flex items-center gap-3 border-line border-b bg-panel px-5 py-2.5">
        <h1 className="flex-1 font-semibold text-[16px]">STPA Workbench</h1>
        <Button look="main" onClick={() => setCreating(true)}>
          New analysis
        </Button>
        <Button onClick={() => setFiles([])}>Import …</Button>
        <ThemeButton />
      </header>
      <main className="mx-auto max-w-6xl p-5">
        {error && <p className="text-error">{error.message}</p>}
        {cards?.length === 0 && (
          <EmptyState
            title="No analysis yet"
            action={
              <Button look="main" onClick={() => setCreating(true)}>
                New analysis
              </Button>
            }
          >
            Start with a blank one or with the Telltale example, or drop a file here: an analysis of this program
            (*.stpa.yaml), stpatools YAML, or a Graphviz control structure.
          </EmptyState>
        )}
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(20rem,1fr))] gap-4">
          {cards?.map((card) => (
            <Card key={card.id} card={card} />
          ))}
        </ul>
      </main>
      <CreateDialog open={creating} onClose={() => setCreating(false)} />
      {files && <ImportDialog files={files} onClose={() => setFiles(undefined)} />}
    </div>
  )
}

const told = ['hazard', 'element', 'controlAction', 'unsafeControlAction', 'lossScenario', 'assumptionOfUse']

function Card({ card }: { card: AnalysisCard }) {
  const counts = kinds
    .filter((kind) => told.includes(kind.name))
    .map((kind) => ({ kind, count: card.counts[kind.name] ?? 0 }))
  return (
    <li className="relative rounded-lg border border-line bg-panel p-4 hover:border-accent">
      <h2 className="pr-8 font-semibold text-[15px]">
        <Link href={`/analyses/${card.id}`} className="after:absolute after:inset-0">
          {card.title}
        </Link>
      </h2>
      <p className="mt-0.5 text-[12px] text-soft">
        Revision {card.revision} · {new Date(card.updatedAt).toLocaleString()}
      </p>
      <dl className="mt-3 grid grid-cols-3 gap-2">
        {counts.map(({ kind, count }) => (
          <div key={kind.name}>
            <dd className="font-semibold text-[15px] tabular-nums">{count}</dd>
            <dt className="text-[11.5px] text-soft">{count === 1 ? kind.title : kind.plural}</dt>
          </div>
        ))}
      </dl>
      <RemoveButton card={card} />
    </li>
  )
}
