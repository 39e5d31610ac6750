'use client'

import { useState } from 'react'
import { TargetFields } from '@/components/item/targetFields'
import type { Target } from '@/components/item/useTarget'
import { inputLook } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/formDialog'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { newUid } from '@/lib/edits/newUid'
import { type CallGraph, nameOf } from '@/lib/kernel/graph/graph'
import { targetOfCall } from '@/lib/kernel/possible'
import { takeArrows } from '@/lib/kernel/taking/take'
import type { TreeEdge } from '@/lib/kernel/walk/tree'

type Props = {
  graph: CallGraph
  hash: string
  edges: readonly TreeEdge[]
  target: Target
  onClose: (done: boolean) => void
}

/** Several calls as candidates, each with a name of its own; nothing is made of one whose name is empty. */
export function TakeArrowsDialog({ graph, hash, edges, target, onClose }: Props) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [names, setNames] = useState<readonly string[]>(() => edges.map(() => ''))
  const arrows = edges.flatMap(({ from, to, calls }, index) => {
    const name = (names[index] ?? '').trim()
    const functions = [...new Set(calls.map((call) => targetOfCall(graph, call)))]
    return name === '' ? [] : [{ from, to, name, kind: 'controlAction' as const, functions }]
  })
  const { structure, parent } = target
  const taken = takeArrows({ analysis, graph, hash, structure, parent, newUid }, arrows)
  return (
    <FormDialog
      onClose={() => onClose(false)}
      title={`Take ${edges.length} calls as control actions`}
      description="Candidates, in state draft, until a person accepts them: say what each does, or leave it empty."
      action={`Take ${arrows.length}`}
      isMissing={arrows.length === 0}
      onDone={() => {
        onClose(true)
        void commit(taken.operations, `Taken from the call graph of Linux ${graph.provenance.kernelVersion}`)
      }}
    >
      <ul className="mb-3 max-h-72 overflow-y-auto">
        {edges.map((edge, index) => (
          <li key={`${edge.from}\0${edge.to}`} className="mb-2">
            <Named
              edge={edge}
              functions={[...new Set(edge.calls.map((call) => nameOf(graph, targetOfCall(graph, call))))]}
              name={names[index] ?? ''}
              onChange={(name) => setNames(names.with(index, name))}
            />
          </li>
        ))}
      </ul>
      <TargetFields target={target} />
      <p className="mb-3 text-soft">
        New: {taken.created.join(', ') || 'nothing'}
        {taken.present.length > 0 && `; already there: ${taken.present.join(', ')}`}
      </p>
    </FormDialog>
  )
}

type NamedProps = { edge: TreeEdge; functions: readonly string[]; name: string; onChange: (name: string) => void }

function Named({ edge: { from, to }, functions, name, onChange }: NamedProps) {
  return (
    <label className="block text-[13px]">
      {from} → {to}
      <span className="block truncate font-mono text-[12px] text-soft" title={functions.join(', ')}>
        {functions.join(', ')}
      </span>
      <input
        className={inputLook}
        placeholder="What it does: a verb and its object"
        value={name}
        maxLength={400}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
