'use client'

import { useMemo } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { type BindingState, bindingStates, confirmBinding, markSuspects } from '@/lib/kernel/taking/bindings'
import { isSuspect } from '@/lib/kernel/taking/inKernel'
import { textOf } from '@/lib/stpa/fieldValues'
import type { PanelProps } from './panel'

/** What the analysis has of the kernel, set against this graph: what another kernel puts in doubt, until confirmed. */
export function BindingList({ graph, exploration }: PanelProps) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const states = useMemo(() => bindingStates(analysis, graph, exploration.graph), [analysis, graph, exploration.graph])
  const confirm = (state: BindingState) =>
    void commit(
      confirmBinding(state, graph, exploration.graph),
      `Confirmed against Linux ${graph.provenance.kernelVersion}`,
    )
  const marks = markSuspects(states, graph)
  if (states.length === 0) return <p className="text-soft">Nothing of a kernel has been taken into the analysis yet.</p>
  return (
    <>
      {marks.length > 0 && (
        <Button
          className="mb-2"
          title="Checks, tables and reports then say so until each is confirmed"
          onClick={() => void commit(marks, `In doubt with Linux ${graph.provenance.kernelVersion}`)}
        >
          Mark {marks.length} in the analysis
        </Button>
      )}
      <ul>
        {states.map((state) => (
          <li key={state.binding.uid} className="mb-2 border-line border-b pb-2">
            <p>
              {state.bound ? <KeyLink uid={state.bound.uid} text /> : textOf(state.binding)}{' '}
              <span className="text-[12px] text-soft">Linux {textOf(state.binding, 'kernelVersion')}</span>
            </p>
            <Difference state={state} />
            {(state.state === 'suspect' || (state.state === 'same' && isSuspect(state.binding))) && (
              <Button className="mt-1" onClick={() => confirm(state)}>
                Confirm
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

const shown = 8

function Difference({ state: { state, gone, appeared, binding } }: { state: BindingState }) {
  if (state === 'same')
    return isSuspect(binding) ? <p className="text-warning">Suspect: another kernel differs</p> : null
  if (state === 'missing') {
    return <p className="text-error">Missing: this kernel has no {textOf(binding, 'subsystem')}.</p>
  }
  const listed = (names: readonly string[]) =>
    `${names.slice(0, shown).join(', ')}${names.length > shown ? ` and ${names.length - shown} more` : ''}`
  return (
    <div className="text-warning">
      Suspect
      {gone.length > 0 && <p className="break-words">gone: {listed(gone)}</p>}
      {appeared.length > 0 && <p className="break-words">appeared: {listed(appeared)}</p>}
    </div>
  )
}
