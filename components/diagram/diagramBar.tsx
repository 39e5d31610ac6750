'use client'

import { useReactFlow } from '@xyflow/react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import { Menu } from '@/components/ui/menu'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import { kindOf } from '@/lib/stpa/kinds'
import { type InteractionKind, interactionKinds } from '@/lib/stpa/kinds/interaction'
import type { Drawing } from '@/lib/stpa/layout/types'
import type { Item } from '@/lib/stpa/model'
import { newStructure, unplaceAll } from './diagramEdits'
import { NameDialog } from './nameDialog'
import { savePng, saveSvg } from './saveDrawing'

type Props = {
  structure: Item
  drawing: Drawing | undefined
  kinds: ReadonlySet<InteractionKind>
  setKinds: (kinds: ReadonlySet<InteractionKind>) => void
  onAdd: () => void
  working: boolean
}

export function DiagramBar({ structure, drawing, kinds, setKinds, onAdd, working }: Props) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const router = useRouter()
  const [, select] = useSelection()
  const [creating, setCreating] = useState(false)
  const open = (uid: string) => router.push(`/analyses/${analysis.id}/structure/${uid}`)
  const toggle = (kind: InteractionKind) => {
    const next = new Set(kinds)
    if (!next.delete(kind)) next.add(kind)
    setKinds(next)
  }
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b bg-panel px-3 py-1.5">
      <select
        aria-label="Control structure"
        className={`${inputLook} max-w-72`}
        value={structure.uid}
        onChange={(event) => open(event.target.value)}
      >
        {itemsOf(analysis, 'structure').map((item) => (
          <option key={item.uid} value={item.uid}>
            {item.key} {textOf(item)}
          </option>
        ))}
      </select>
      <Button onClick={() => setCreating(true)}>New structure</Button>
      <Button look="main" onClick={onAdd} title="n, or a double click on the ground">
        Add element
      </Button>
      <FindBox drawing={drawing} />
      <Button
        onClick={() => void commit(unplaceAll(analysis, structure.uid), 'laid out again')}
        title="Gives every box back to the automatic layout; undo brings them back"
      >
        Lay out again
      </Button>
      <fieldset className="flex items-center gap-2 text-[12.5px]">
        <legend className="sr-only">Shown arrows</legend>
        {interactionKinds.map((kind) => (
          <label key={kind} className="inline-flex items-center gap-1">
            <input type="checkbox" checked={kinds.has(kind)} onChange={() => toggle(kind)} />
            {kindOf(kind).plural}
          </label>
        ))}
      </fieldset>
      <Button look="quiet" onClick={() => select(structure.uid)}>
        Properties
      </Button>
      <Menu
        button={<Button>Save picture</Button>}
        entries={[
          { label: 'SVG', onSelect: () => drawing && saveSvg(drawing) },
          { label: 'PNG', onSelect: () => drawing && void savePng(drawing) },
          { label: 'Graphviz DOT', href: `/api/analyses/${analysis.id}/export?format=dot&structure=${structure.uid}` },
        ]}
      />
      <span role="status" className="text-[12px] text-soft">
        {working ? 'Laying out …' : ''}
      </span>
      {creating && (
        <NameDialog
          title="New control structure"
          label="Name"
          onClose={() => setCreating(false)}
          onName={async (name) => {
            const made = newStructure(analysis, name)
            if (await commit(made.operations)) open(made.uid)
          }}
        />
      )}
    </div>
  )
}

/** Finds a box or an arrow, selects it and brings it into view. */
function FindBox({ drawing }: { drawing: Drawing | undefined }) {
  const flow = useReactFlow()
  const [, select] = useSelection()
  const find = (text: string) => {
    const wanted = text.trim().toLowerCase()
    if (!wanted || !drawing) return
    const box = drawing.nodes.find((node) => `${node.key} ${node.text}`.toLowerCase().includes(wanted))
    const arrow = box
      ? undefined
      : drawing.edges.find((edge) => `${edge.key} ${edge.text}`.toLowerCase().includes(wanted))
    if (box) select(box.uid)
    else if (arrow) select(arrow.uid)
    const shown = box ? [{ id: box.uid }] : arrow ? [{ id: arrow.from }, { id: arrow.to }] : []
    if (shown.length > 0) void flow.fitView({ nodes: shown, padding: 0.6, maxZoom: 1.2, duration: 200 })
  }
  return (
    <input
      type="search"
      aria-label="Find in the drawing"
      placeholder="Find"
      className={`${inputLook} max-w-36`}
      onKeyDown={(event) => event.key === 'Enter' && find(event.currentTarget.value)}
    />
  )
}
