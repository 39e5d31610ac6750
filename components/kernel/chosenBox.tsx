'use client'

import { KeyLink } from '@/components/item/keyLink'
import { TargetFields } from '@/components/item/targetFields'
import type { Target } from '@/components/item/useTarget'
import { Button } from '@/components/ui/button'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { newUid } from '@/lib/edits/newUid'
import { startAtSubsystem } from '@/lib/kernel/exploration'
import { startName } from '@/lib/kernel/graph/duplicates'
import { type CallGraph, fileName, rest } from '@/lib/kernel/graph/graph'
import { claimsOf } from '@/lib/kernel/graph/subsystemRule'
import { elementOf, takeSubsystems } from '@/lib/kernel/taking/take'
import type { PanelProps } from './panel'
import { Whose } from './whose'

type Toggled = 'expanded' | 'pinned' | 'closed'

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
  const has = (list: Toggled) => exploration[list].includes(name)
  const toggle = (list: Toggled) => {
    const others = exploration[list].filter((other) => other !== name)
    change({ [list]: has(list) ? others : [...others, name] })
  }
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
        {exploration.start !== start && name !== 'indirect' && (
          <Button onClick={() => toggle('closed')}>{has('closed') ? 'Enter' : 'Do not enter'}</Button>
        )}
      </div>
      {node?.function !== undefined && (
        <FunctionFacts graph={graph} of={node.function} exploration={exploration} change={change} />
      )}
      {isSubsystem && name !== rest && name !== 'indirect' && (
        <AsController graph={graph} hash={exploration.graph} target={target} name={name} />
      )}
    </section>
  )
}

type FactsProps = Pick<PanelProps, 'graph' | 'exploration' | 'change'> & { of: number }

/** Where a function stands, and whose it is: one of the subsystems that claim its file. */
function FunctionFacts({ graph, of, exploration, change }: FactsProps) {
  const file = fileName(graph, of)
  const claims = claimsOf(graph, graph.fileOf[of] ?? 0)
  const choiceOf = (what: string) => {
    const choice = exploration.whose.find((other) => other.startsWith(`${what}=`))
    return choice?.slice(what.length + 1)
  }
  const own = startName(graph, of)
  const ruled = choiceOf(file) ?? claims[0] ?? rest
  const others = exploration.whose.filter((choice) => !choice.startsWith(`${own}=`))
  return (
    <div className="mt-2 text-[12.5px]">
      <p className="break-words text-soft">{file}</p>
      {claims.length > 1 ? (
        <Whose
          what={own}
          claims={claims}
          chosen={choiceOf(own) ?? ruled}
          onChoose={(subsystem) => change({ whose: subsystem === ruled ? others : [...others, `${own}=${subsystem}`] })}
        />
      ) : (
        <p>{ruled}</p>
      )}
    </div>
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
