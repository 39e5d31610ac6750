'use client'

import { Tabs } from '@/components/ui/tabs'
import type { Exploration } from '@/lib/kernel/exploration'
import type { CallGraph } from '@/lib/kernel/graph'
import type { Tree } from '@/lib/kernel/walk/tree'
import { ArrowList } from './arrowList'
import { BindingList } from './bindingList'
import { BoxList } from './boxList'
import { ChosenArrow } from './chosenArrow'
import { ChosenBox } from './chosenBox'
import type { Chosen } from './explorer'
import type { Change } from './useExploration'
import type { Target } from './useTarget'

export type PanelProps = {
  graph: CallGraph
  tree: Tree
  exploration: Exploration
  change: Change
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
  /** Where taken things go. */
  target: Target
}

/** What is chosen, and everything as lists. */
export function SidePanel(props: PanelProps) {
  const { tree, chosen } = props
  return (
    <aside aria-label="Details" className="w-80 shrink-0 overflow-y-auto border-line border-l bg-panel p-3 text-[13px]">
      {chosen && 'node' in chosen && <ChosenBox {...props} name={chosen.node} />}
      {chosen && 'from' in chosen && <ChosenArrow {...props} from={chosen.from} to={chosen.to} />}
      <Tabs
        label="Lists"
        tabs={[
          { name: 'arrows', title: `Arrows ${tree.edges.length}`, content: () => <ArrowList {...props} /> },
          { name: 'bindings', title: 'Taken', content: () => <BindingList {...props} /> },
          { name: 'boxes', title: `Boxes ${tree.nodes.length}`, content: () => <BoxList {...props} /> },
        ]}
      />
    </aside>
  )
}
