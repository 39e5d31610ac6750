'use client'

import { useState } from 'react'
import { EmptyState } from '@/components/ui/emptyState'
import { Choice, FilterField } from '@/components/ui/inputs'
import { useAnalysis } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import { type ElementResponsibilities, hasAny, responsibilitiesOf } from '@/lib/stpa/responsibilities'
import { ElementCard } from './elementCard'

type Side = 'all' | 'linux' | 'inside' | 'outside'

const sides: readonly { readonly value: Side; readonly label: string }[] = [
  { value: 'all', label: 'All elements' },
  { value: 'linux', label: 'Linux and its parts' },
  { value: 'inside', label: 'Inside the system under analysis' },
  { value: 'outside', label: 'Outside' },
]

function fits(view: ElementResponsibilities, side: Side, words: string): boolean {
  if (side === 'linux' && !view.linux) return false
  if (side === 'inside' && !view.inside) return false
  if (side === 'outside' && view.inside) return false
  return `${view.element.key} ${textOf(view.element)}`.toLowerCase().includes(words.toLowerCase().trim())
}

/** Safety responsibilities per element, Linux first: what each must do, and what it needs of others. */
export function ResponsibilitiesScreen() {
  const analysis = useAnalysis()
  const [side, setSide] = useState<Side>('all')
  const [words, setWords] = useState('')
  const [all, setAll] = useState(false)
  const views = responsibilitiesOf(analysis, { all: true })
  const fitting = views.filter((view) => fits(view, side, words))
  const shown = all ? fitting : fitting.filter(hasAny)
  if (itemsOf(analysis, 'element').length === 0) return <Nothing />
  return (
    <div className="mx-auto max-w-5xl p-5">
      <h2 className="font-semibold text-[17px]">Safety responsibilities per element</h2>
      <p className="max-w-3xl text-soft">
        Linux and its parts first. Inside the system under analysis a duty is a requirement; outside it is an assumption
        of use, because we can require only of ourselves.
      </p>
      <div className="my-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <FilterField
          label="Name or key of the element"
          placeholder="Name or key"
          className="max-w-56"
          value={words}
          onChange={setWords}
        />
        <Choice label="Which elements" className="max-w-52" value={side} onChange={setSide} options={sides} />
        <label className="inline-flex items-center gap-1">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> also elements
          without any ({fitting.length - fitting.filter(hasAny).length})
        </label>
      </div>
      {shown.length === 0 && (
        <p className="text-soft">No element fits. Show those without any to give them a first duty.</p>
      )}
      {shown.map((view) => (
        <ElementCard key={view.element.uid} view={view} />
      ))}
    </div>
  )
}

const Nothing = () => (
  <EmptyState title="No elements yet">
    <p>
      Draw the control structure first: safety responsibilities are given to its elements. Each controller gets the
      responsibilities by which it enforces the system-level constraints, the constraints that prevent its unsafe
      control actions, and the requirements that follow from the loss scenarios.
    </p>
  </EmptyState>
)
