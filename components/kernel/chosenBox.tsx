'use client'

import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { newUid } from '@/lib/client/newUid'
import { startAtSubsystem } from '@/lib/kernel/exploration'
import { type CallGraph, rest } from '@/lib/kernel/graph'
import { elementOf, takeSubsystems } from '@/lib/kernel/take'
import type { PanelProps } from './sidePanel'
import { TargetFields } from './targetFields'
import type { Target } from './useTarget'

/** A subsystem or a function of the picture, and where to go from it. */
export function ChosenBox({ graph, tree, exploration, change, onChoose, target, name }: PanelProps & { name: string }) {
  const node = tree.nodes.find((other) => other.name === name)
  const isOpened = exploration.opened.includes(name)
  const isSubsystem = exploration.level === 'subsystems' && node?.inside === undefined
  const start = isSubsystem ? startAtSubsystem(name) : name
  const hide = () => {
    change({ hidden: [...exploration.hidden, name] })
    onChoose(undefined)
  }
  const open = () => {
    change({ opened: [...exploration.opened, name] })
    onChoose(undefined)
  }
  const has = (list: 'expanded' | 'pinned') => exploration[list].includes(name)
  const toggle = (list: 'expanded' | 'pinned') => {
    const others = exploration[list].filter((other) => other !== name)
    change({ [list]: has(list) ? others : [...others, name] })
  }
  const leave = () =>
    change({ excludeAfter: [...exploration.excludeAfter, `^${name.replace(/[\\.[\]{}()*+?^$|]/g, '\\$&')}$`] })
  return (
    <section aria-label="Chosen box" className="mb-4 border-line border-b pb-3">
      <h3 className={`mb-2 break-words font-semibold ${isSubsystem ? '' : 'font-mono'}`}>{name}</h3>
      <div className="flex flex-wrap gap-1.5">
        {exploration.start !== start && <Button onClick={() => change({ start, hidden: [] })}>Begin here</Button>}
        {isSubsystem && !isOpened && <Button onClick={open}>Open in place</Button>}
        {isOpened && (
          <Button onClick={() => change({ opened: exploration.opened.filter((other) => other !== name) })}>
            Close
          </Button>
        )}
        {exploration.depth > 0 && name !== 'indirect' && (
          <Button onClick={() => toggle('expanded')}>{has('expanded') ? 'Not further' : 'One step further'}</Button>
        )}
        <Button onClick={() => toggle('pinned')}>{has('pinned') ? 'Unpin' : 'Pin'}</Button>
        <Button onClick={hide}>Hide</Button>
        {!isSubsystem && <Button onClick={leave}>Do not enter</Button>}
      </div>
      {isSubsystem && name !== rest && name !== 'indirect' && (
        <AsController graph={graph} hash={exploration.graph} target={target} name={name} />
      )}
    </section>
  )
}

type AsControllerProps = { graph: CallGraph; hash: string; target: Target; name: string }

/** Into the control structure: the subsystem as a controller, or the element that it is already. */
function AsController({ graph, hash, target, name }: AsControllerProps) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const known = elementOf(analysis, name)
  if (known) {
    return (
      <p className="mt-2">
        In the control structure: <KeyLink uid={known.uid} text />
      </p>
    )
  }
  const { structure, parent } = target
  const take = () => {
    const { operations } = takeSubsystems({ analysis, graph, hash, structure, parent, newUid }, [name])
    void commit(operations, `Taken from the call graph of Linux ${graph.provenance.kernelVersion}`)
  }
  return (
    <div className="mt-2">
      <TargetFields target={target} />
      <Button look="main" onClick={take}>
        Take as a controller
      </Button>
    </div>
  )
}
