'use client'

import { Filter, ListTree } from 'lucide-react'
import type { Ref } from 'react'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import { Popover } from '@/components/ui/popover'
import { keepAll, layOutAgain } from '@/lib/edits/drawing'
import { savePng, saveSvg } from './saveDrawing'
import { CoverageChoice } from './shown/coverageChoice'
import { Filters } from './shown/filters'
import { FindBox } from './shown/findBox'
import type { Boxes } from './useBoxes'
import type { DiagramModel } from './useDiagram'

type Props = {
  model: DiagramModel
  boxes: Boxes
  find: Ref<HTMLInputElement>
  onFound: (uid: string) => void
  isOutlined: boolean
  onOutline: () => void
}

export function DiagramBar({ model, boxes, find, onFound, isOutlined, onOutline }: Props) {
  const { ask, view, setView, whole, busy, drawing } = model
  const isFiltered = view.hiddenKinds.length + view.hiddenBoundaries.length > 0
  const focus = view.focus === null ? undefined : whole.nodes.find((node) => node.uid === view.focus)
  const [from = null, to = null] = boxes.marked.filter((uid) => whole.nodes.some((node) => node.uid === uid))
  return (
    <div
      role="toolbar"
      aria-label="Drawing"
      className="flex flex-wrap items-center gap-1.5 border-line border-b bg-ground px-2 py-1"
    >
      <Button
        look="main"
        title="A, or a double click on the ground"
        onClick={() => ask({ about: 'box', at: null, parent: null })}
      >
        Add element
      </Button>
      <Button
        title="C, or drag from the edge of a box to another box"
        onClick={() => ask({ about: 'arrow', from, to })}
      >
        Add arrow
      </Button>
      <LayoutMenu model={model} boxes={boxes} />
      <Popover
        label="Shown"
        button={
          <Button aria-pressed={isFiltered}>
            <Filter size={13} aria-hidden /> {isFiltered ? 'Filtered' : 'Filter'}
          </Button>
        }
      >
        <Filters model={model} />
      </Popover>
      <CoverageChoice coverage={model.coverage} />
      {focus && (
        <span className="inline-flex items-center gap-1 rounded border border-accent bg-chosen px-2 py-0.5 text-[12.5px]">
          Around {focus.text}
          <Button look="quiet" onClick={() => setView({ reach: view.reach === 1 ? 2 : 1 })}>
            {view.reach === 1 ? 'wider' : 'closer'}
          </Button>
          <Button look="quiet" onClick={() => setView({ focus: null })}>
            Show all
          </Button>
        </span>
      )}
      <span role="status" className="text-[12px] text-soft">
        {busy ? `Laying out ${model.shown.diagram.nodes.length} boxes …` : ''}
      </span>
      <div className="ml-auto flex items-center gap-1.5">
        <FindBox diagram={whole} onFound={onFound} field={find} />
        <Button
          aria-pressed={isOutlined}
          onClick={onOutline}
          aria-label="Outline"
          title="Outline: the drawing in words"
        >
          <ListTree size={15} aria-hidden />
        </Button>
        <Menu
          button={<Button>Save picture</Button>}
          entries={[
            { label: 'SVG', onSelect: () => drawing && saveSvg(drawing) },
            { label: 'PNG', onSelect: () => drawing && void savePng(drawing) },
            {
              label: 'Graphviz DOT',
              href: `/api/analyses/${model.analysis.id}/export?format=dot&structure=${model.structure.uid}`,
            },
            'line',
            { label: 'Keys of the drawing (?)', onSelect: () => ask({ about: 'keys' }) },
          ]}
        />
      </div>
    </div>
  )
}

function LayoutMenu({ model: { analysis, commit, structure, drawing }, boxes }: { model: DiagramModel; boxes: Boxes }) {
  const placed = layOutAgain(analysis, structure.uid).length
  const chosen = layOutAgain(analysis, structure.uid, boxes.marked)
  return (
    <Menu
      button={<Button>Layout</Button>}
      entries={[
        {
          label: `Lay out again (${placed} placed by hand)`,
          onSelect: () => void commit(layOutAgain(analysis, structure.uid), 'laid out again'),
        },
        {
          label: `Lay out the marked boxes again (${chosen.length})`,
          onSelect: () => void commit(chosen, 'laid out again'),
        },
        {
          label: 'Keep every box where it is',
          onSelect: () => drawing && void commit(keepAll(structure.uid, drawing), 'kept in place'),
        },
      ]}
    />
  )
}
