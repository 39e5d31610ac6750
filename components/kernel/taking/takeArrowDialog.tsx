'use client'

import { useState } from 'react'
import { TargetFields } from '@/components/item/targetFields'
import type { Target } from '@/components/item/useTarget'
import { FormDialog } from '@/components/ui/formDialog'
import { TextField } from '@/components/ui/inputs'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { newUid } from '@/lib/edits/newUid'
import { type CallGraph, nameOf } from '@/lib/kernel/graph/graph'
import { takeArrow } from '@/lib/kernel/taking/take'

type Props = {
  graph: CallGraph
  hash: string
  ends: { from: string; to: string }
  functions: readonly number[]
  target: Target
  onClose: () => void
}

const kinds = [
  ['controlAction', 'Control action'],
  ['feedback', 'Feedback (what is given back)'],
] as const

/** A call is a candidate only: the analyst says what it means, and which functions express it. */
export function TakeArrowDialog({ graph, hash, ends, functions, target, onClose }: Props) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<'controlAction' | 'feedback'>('controlAction')
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(functions.slice(0, 1)))
  const taken = takeArrow(
    { analysis, graph, hash, structure: target.structure, parent: target.parent, newUid },
    { ...ends, name: name.trim(), kind, functions: functions.filter((of) => chosen.has(of)) },
  )
  const toggle = (of: number) => {
    const next = new Set(chosen)
    if (!next.delete(of)) next.add(of)
    setChosen(next)
  }
  return (
    <FormDialog
      onClose={onClose}
      title={`${ends.from} → ${ends.to}`}
      description="A candidate, in state draft, until a person accepts it."
      action="Take"
      isMissing={name.trim() === '' || chosen.size === 0}
      onDone={() => {
        onClose()
        void commit(taken.operations, `Taken from the call graph of Linux ${graph.provenance.kernelVersion}`)
      }}
    >
      <TextField
        label="Name"
        help="What it does, as the analysis calls it: a verb and its object."
        autoFocus
        maxLength={400}
        value={name}
        onChange={setName}
      />
      <fieldset className="mb-3">
        <legend className="mb-0.5 font-medium text-[12.5px]">Kind</legend>
        {kinds.map(([value, title]) => (
          <label key={value} className="mr-4 inline-flex items-center gap-1">
            <input type="radio" name="kind" checked={kind === value} onChange={() => setKind(value)} />
            {title}
          </label>
        ))}
      </fieldset>
      <fieldset className="mb-3">
        <legend className="mb-0.5 font-medium text-[12.5px]">Functions that express it</legend>
        <div className="max-h-48 overflow-y-auto rounded border border-line p-1">
          {functions.map((of) => (
            <label key={of} className="flex min-h-6 items-center gap-1.5 font-mono text-[12.5px]">
              <input type="checkbox" checked={chosen.has(of)} onChange={() => toggle(of)} />
              {nameOf(graph, of)}
            </label>
          ))}
        </div>
      </fieldset>
      <TargetFields target={target} />
      <p className="mb-3 text-soft">
        New: {taken.created.filter(Boolean).join(', ') || 'nothing'}
        {taken.present.length > 0 && `; already there: ${taken.present.join(', ')}`}
      </p>
    </FormDialog>
  )
}
