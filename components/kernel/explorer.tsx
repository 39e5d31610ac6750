'use client'

import { useState } from 'react'
import { useTaken, useTarget } from '@/components/item/useTarget'
import { useLaidOut } from '@/components/view/picture/useLaidOut'
import type { GraphCard } from '@/lib/kernel/api'
import { layoutTree } from '@/lib/kernel/drawing/layout'
import type { Exploration } from '@/lib/kernel/exploration'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import type { Tree } from '@/lib/kernel/walk/tree'
import { ExplorerBar } from './explorerBar'
import type { Chosen } from './panel'
import { SidePanel } from './sidePanel'
import { Legend, useColours } from './tree/colours'
import { TreeCanvas } from './tree/treeCanvas'
import { mostDrawn, useAnswer } from './tree/useAnswer'
import type { Change } from './useExploration'

type Props = { graph: CallGraph; card: GraphCard | undefined; exploration: Exploration; change: Change }

/** From a function or a subsystem: who acts on whom, through which functions. */
export function Explorer({ graph, card, exploration, change }: Props) {
  const answer = useAnswer(graph, exploration)
  const tree = answer && 'tree' in answer ? answer.tree : undefined
  const isTooLarge = answer !== undefined && 'tree' in answer && answer.isTooLarge
  const { drawn, busy, error } = useLaidOut(isTooLarge ? undefined : tree, layoutTree)
  const [picked, setChosen] = useState<Chosen>()
  const chosen = tree && isIn(tree, picked, exploration) ? picked : undefined
  const target = useTarget()
  const taken = useTaken()
  const colours = useColours(graph, tree, exploration)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ExplorerBar {...{ graph, card, exploration, change, tree, drawn }} />
      <div className="flex min-h-0 flex-1">
        <section aria-label="Call tree" className="relative min-w-0 flex-1">
          {answer === undefined && <Hint>Find a function or a subsystem to begin at, e.g. watchdog_ioctl.</Hint>}
          {answer && 'refusal' in answer && <Hint alert>{answer.refusal}</Hint>}
          {error && <Hint alert>{error}</Hint>}
          {tree && isTooLarge && <TooLarge tree={tree} />}
          {tree && !isTooLarge && drawn && (
            <TreeCanvas
              {...{ drawn, chosen, taken }}
              onChoose={setChosen}
              colours={colours.byName}
              pinned={exploration.pinned}
            />
          )}
          {tree?.edges.length === 0 && <Alone callers={exploration.callers} />}
          <Legend groups={colours.groups} />
          {busy && <p className="absolute bottom-2 left-2 rounded bg-panel px-2 py-1 text-[12px]">Laying out …</p>}
        </section>
        {tree && <SidePanel {...{ graph, tree, exploration, change, chosen, target }} onChoose={setChosen} />}
      </div>
    </div>
  )
}

/** Is what was chosen still there? Another question has another picture. */
function isIn({ nodes, edges }: Tree, chosen: Chosen, { opened }: Exploration): boolean {
  if (!chosen) return false
  if ('from' in chosen) return edges.some(({ from, to }) => from === chosen.from && to === chosen.to)
  return opened.includes(chosen.node) || nodes.some(({ name }) => name === chosen.node)
}

function Hint({ alert = false, children }: { alert?: boolean; children: React.ReactNode }) {
  return (
    <p role={alert ? 'alert' : undefined} className={`p-5 ${alert ? 'text-error' : 'text-soft'}`}>
      {children}
    </p>
  )
}

function Alone({ callers }: { callers: boolean }) {
  return (
    <p role="status" className="absolute top-3 left-3 max-w-xl rounded bg-panel px-2 py-1 text-[13px] text-soft">
      {callers
        ? 'Nothing calls it directly: it is reached through an operation table or another indirect call, which a graph does not follow, or what calls it is left out.'
        : 'It calls nothing else directly, or what it calls is left out.'}
    </p>
  )
}

function TooLarge({ tree }: { tree: Tree }) {
  return (
    <Hint>
      {tree.nodes.length.toLocaleString('en')} boxes and {tree.edges.length.toLocaleString('en')} arrows are too many to
      read in a picture ({mostDrawn.nodes} and {mostDrawn.arrows.toLocaleString('en')}). Take a smaller depth, leave
      functions out, look at subsystems instead of functions, or read the lists beside.
    </Hint>
  )
}
