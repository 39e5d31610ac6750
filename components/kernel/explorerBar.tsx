'use client'

import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/inputs'
import type { GraphCard } from '@/lib/kernel/api'
import type { DrawnTree } from '@/lib/kernel/drawing/layout'
import { colourings, type Exploration } from '@/lib/kernel/exploration'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import type { Tree } from '@/lib/kernel/walk/tree'
import { ExclusionsDialog } from './exclusionsDialog'
import { ExplorationMenu } from './explorationMenu'
import { StartPicker } from './startPicker'
import type { Change } from './useExploration'

type Props = {
  graph: CallGraph
  card: GraphCard | undefined
  exploration: Exploration
  change: Change
  tree: Tree | undefined
  drawn: DrawnTree | undefined
}

/** Where to begin and how far to look. */
export function ExplorerBar({ graph, card, exploration, change, tree, drawn }: Props) {
  const { level, depth, callers, opened, hidden, closed, pinned, onlyPinned, colour } = exploration
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b bg-panel px-3 py-1.5 text-[13px]">
      <Button look="quiet" title={card?.note ?? ''} onClick={() => change({ graph: '', start: '', hidden: [] })}>
        Linux {graph.provenance.kernelVersion}
      </Button>
      <StartPicker graph={graph} exploration={exploration} change={change} />
      <Choice
        label="Level"
        className="max-w-40"
        value={level}
        options={[
          { value: 'subsystems', label: 'Subsystems' },
          { value: 'functions', label: 'Functions' },
        ]}
        onChange={(value) =>
          change({ level: value === 'functions' ? 'functions' : 'subsystems', opened: [], hidden: [], closed: [] })
        }
      />
      <Choice
        label="Direction"
        className="max-w-40"
        value={callers ? 'callers' : 'callees'}
        options={[
          { value: 'callees', label: 'What it reaches' },
          { value: 'callers', label: 'What reaches it' },
        ]}
        onChange={(value) => change({ callers: value === 'callers', hidden: [] })}
      />
      <label className="flex items-center gap-1.5">
        Depth
        <input
          type="range"
          className="w-20"
          min={1}
          max={9}
          value={depth === 0 ? 9 : Math.min(depth, 8)}
          aria-valuetext={depthText(depth)}
          onChange={(event) => change({ depth: event.target.value === '9' ? 0 : Number(event.target.value) })}
        />
        <span className="w-12 tabular-nums">{depthText(depth)}</span>
      </label>
      <Choice
        label="Colours"
        className="max-w-40"
        value={colour}
        options={[
          { value: 'analysis', label: 'Colour: analysis' },
          { value: 'directory', label: 'Colour: folder' },
          { value: 'section', label: 'Colour: section' },
        ]}
        onChange={(value) => change({ colour: colourings.find((other) => other === value) ?? 'analysis' })}
      />
      <ExclusionsDialog graph={graph} exploration={exploration} change={change} />
      <ExplorationMenu {...{ graph, exploration, change, tree, drawn }} />
      {opened.length > 0 && <Button onClick={() => change({ opened: [] })}>Close {opened.length} opened</Button>}
      {hidden.length > 0 && <Button onClick={() => change({ hidden: [] })}>Show {hidden.length} hidden</Button>}
      {closed.length > 0 && <Button onClick={() => change({ closed: [] })}>Enter {closed.length} left closed</Button>}
      {pinned.length > 0 && (
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            checked={onlyPinned}
            onChange={(event) => change({ onlyPinned: event.target.checked })}
          />
          Only the {pinned.length} pinned and their neighbours
        </label>
      )}
    </div>
  )
}

const depthText = (depth: number): string => (depth === 0 ? 'no limit' : String(depth))
