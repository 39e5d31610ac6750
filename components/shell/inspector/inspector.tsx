'use client'

import { X } from 'lucide-react'
import { useEffect } from 'react'
import { FileOfItem } from '@/components/evidence/fileOfItem'
import { ItemFields } from '@/components/item/itemFields'
import { ItemLinks } from '@/components/item/itemLinks'
import { KeyField } from '@/components/item/keyField'
import { InKernel } from '@/components/kernel/inKernel'
import { InRuns } from '@/components/runs/inRuns'
import { Button } from '@/components/ui/button'
import { useAnalysis } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { check } from '@/lib/stpa/checks'
import { kindOf } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'
import { ItemActions } from './itemActions'
import { ItemFamily } from './itemFamily'

/** What is selected: its fields, its links both ways, its findings and what can be done with it. */
export function Inspector() {
  const analysis = useAnalysis()
  const [uid, select] = useSelection()
  const item = uid === null ? undefined : analysis.items.get(uid)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : undefined
      if (event.key === 'Escape' && uid !== null && !target?.closest('[role=dialog], input, textarea, select'))
        select(null)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [uid, select])
  if (uid === null) return null
  return (
    <aside aria-label="Inspector" className="flex w-96 shrink-0 flex-col overflow-y-auto border-line border-l bg-panel">
      {item ? (
        <Selected key={item.uid} item={item} onClose={() => select(null)} />
      ) : (
        <div className="p-4">
          <p className="text-soft">This item is not there any more.</p>
          <Button className="mt-2" onClick={() => select(null)}>
            Close
          </Button>
        </div>
      )}
    </aside>
  )
}

function Selected({ item, onClose }: { item: Item; onClose: () => void }) {
  const kind = kindOf(item.kind)
  return (
    <>
      <div className="sticky top-0 z-10 flex items-center gap-2 border-line border-b bg-panel px-3 py-2">
        <h2 className="flex min-w-0 flex-1 items-center gap-2 font-semibold">
          <span className="truncate">{kind.title}</span>
          <KeyField item={item} />
        </h2>
        <ItemActions item={item} />
        <button
          type="button"
          className="rounded p-1 hover:bg-sunken"
          aria-label="Close the inspector"
          onClick={onClose}
        >
          <X size={16} aria-hidden />
        </button>
      </div>
      <div className="px-3 py-3">
        <details className="mb-3 text-[12px] text-soft">
          <summary className="cursor-pointer">What is this?</summary>
          <p className="mt-1">{kind.summary}</p>
          <p className="mt-1">{kind.help}</p>
          {kind.example && <p className="mt-1">Good: “{kind.example.good}”</p>}
          {kind.example?.bad && <p>Bad: “{kind.example.bad}”</p>}
        </details>
        <ItemFields item={item} />
        <ItemLinks item={item} />
        <ItemFamily item={item} />
        <InKernel item={item} />
        <FileOfItem item={item} />
        <InRuns item={item} />
        <ItemFindings item={item} />
        {item.aliases.length > 0 && (
          <p className="mt-3 text-[12px] text-soft">Also known as {item.aliases.join(', ')}</p>
        )}
        {item.origin?.file && (
          <p className="mt-1 text-[12px] text-soft">
            From {item.origin.file}
            {item.origin.line ? `:${item.origin.line}` : ''}
          </p>
        )}
      </div>
    </>
  )
}

function ItemFindings({ item }: { item: Item }) {
  const findings = check(useAnalysis()).findings.filter((finding) => finding.items.includes(item.uid))
  if (findings.length === 0) return null
  return (
    <section className="mt-4">
      <h3 className="mb-1 font-semibold text-[12.5px]">Findings</h3>
      <ul>
        {findings.map((finding) => (
          <li
            key={`${finding.rule} ${finding.message}`}
            className={
              finding.severity === 'error'
                ? 'text-error'
                : finding.severity === 'warning'
                  ? 'text-warning'
                  : 'text-hint'
            }
          >
            {finding.severity} <span className="font-mono text-[12px]">{finding.rule}</span>: {finding.message}
          </li>
        ))}
      </ul>
    </section>
  )
}
