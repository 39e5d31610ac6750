'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { FilterField } from '@/components/ui/inputs'
import { showExactly, withInner } from '@/lib/edits/structures'
import { textOf } from '@/lib/stpa/fieldValues'
import { graphOf, itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import type { DiagramModel } from '../useDiagram'

/** Which elements this structure shows; what passes between them is drawn by itself. */
export function ShownDialog({ model, onClose }: { model: DiagramModel; onClose: () => void }) {
  const { analysis, structure, commit } = model
  const [chosen, setChosen] = useState<ReadonlySet<Uid>>(
    () =>
      new Set(linked(analysis, structure.uid, 'shows').flatMap((item) => (item.kind === 'element' ? item.uid : []))),
  )
  const [filter, setFilter] = useState('')
  const elements = itemsOf(analysis, 'element')
  const fits = (item: Item) => `${item.key} ${textOf(item)}`.toLowerCase().includes(filter.trim().toLowerCase())
  const toggle = (uid: Uid) => {
    const isOn = chosen.has(uid)
    const touched = withInner(analysis, [uid])
    setChosen(new Set(isOn ? [...chosen].filter((other) => !touched.has(other)) : [...chosen, ...touched]))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Elements shown in this structure"
      description="A box brings along what is inside it. What passes between two shown elements is drawn by itself."
    >
      <div className="mb-2 flex gap-2">
        <FilterField label="Filter" value={filter} onChange={setFilter} />
        <Button onClick={() => setChosen(new Set(elements.map((item) => item.uid)))}>All</Button>
        <Button onClick={() => setChosen(new Set())}>None</Button>
      </div>
      <ul className="mb-3 max-h-80 overflow-y-auto rounded border border-line p-2">
        {elements.filter(fits).map((item) => (
          <li key={item.uid} className={depths[Math.min(depthOf(analysis, item), 4)]}>
            <label className="flex items-center gap-2 py-0.5">
              <input type="checkbox" checked={chosen.has(item.uid)} onChange={() => toggle(item.uid)} />
              <span className="font-mono text-[12px] text-soft">{item.key}</span> {textOf(item)}
              {(graphOf(analysis).children.get(item.uid)?.length ?? 0) > 0 && (
                <span className="text-[12px] text-soft">with its inside</span>
              )}
            </label>
          </li>
        ))}
      </ul>
      <Button
        look="main"
        onClick={() => {
          onClose()
          void commit(showExactly(analysis, structure.uid, chosen), 'elements shown')
        }}
      >
        Show {chosen.size} {chosen.size === 1 ? 'element' : 'elements'}
      </Button>
    </Dialog>
  )
}

const depths = ['', 'ml-4', 'ml-8', 'ml-12', 'ml-16'] as const

function depthOf(analysis: Analysis, item: Item): number {
  const parent = item.parent === null ? undefined : analysis.items.get(item.parent)
  return parent ? depthOf(analysis, parent) + 1 : 0
}
