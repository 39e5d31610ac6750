'use client'

import { useState } from 'react'
import { Choice } from '@/components/ui/inputs'
import type { Tree } from '@/lib/kernel/walk/tree'
import { BindingList } from './bindingList'
import { BoxList } from './boxList'
import { ChosenArrow } from './chosenArrow'
import { ChosenBox } from './chosenBox'
import { ArrowList, CycleList, EntryList, FileList, FunctionList } from './lists'
import { MissingList } from './missingList'
import type { PanelProps } from './panel'

/** What is chosen, and everything as lists. */
export function SidePanel(props: PanelProps) {
  const { tree, chosen } = props
  const [shown, setShown] = useState('arrows')
  const List = lists.find(({ name }) => name === shown)?.List
  return (
    <aside aria-label="Details" className="w-80 shrink-0 overflow-y-auto border-line border-l bg-panel p-3 text-[13px]">
      {chosen && 'node' in chosen && <ChosenBox {...props} name={chosen.node} />}
      {chosen && 'from' in chosen && <ChosenArrow {...props} from={chosen.from} to={chosen.to} />}
      <Choice
        label="List"
        className="mb-2"
        value={shown}
        onChange={setShown}
        options={lists.map(({ name, title }) => ({ value: name, label: title(tree) }))}
      />
      {List && <List {...props} />}
    </aside>
  )
}

type ListOf = { name: string; title: (tree: Tree) => string; List: (props: PanelProps) => React.ReactNode }

const lists: readonly ListOf[] = [
  { name: 'arrows', title: ({ edges }) => `Arrows (${edges.length})`, List: ArrowList },
  { name: 'boxes', title: ({ nodes }) => `Boxes (${nodes.length})`, List: BoxList },
  { name: 'functions', title: () => 'Functions', List: FunctionList },
  { name: 'files', title: () => 'Files, and whose they are', List: FileList },
  { name: 'cycles', title: () => 'Boxes that reach each other', List: CycleList },
  { name: 'bindings', title: () => 'Taken into the analysis', List: BindingList },
  { name: 'missing', title: () => 'Missing in the model', List: MissingList },
  { name: 'entries', title: () => 'Entry points of this kernel', List: EntryList },
]
