'use client'

import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useAnalysis } from '@/lib/client/analysis'
import { useGraph } from '@/lib/client/graphs'
import { explorationOf, parametersOf, startAtSubsystem } from '@/lib/kernel/exploration'
import { bindingsOf, functionsOfBinding, isSuspect } from '@/lib/kernel/taking/inKernel'
import { fieldOf, textOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'

/** What an element or an interaction is in the kernel: functions, who calls them, and the places in the source. */
export function InKernel({ item }: { item: Item }) {
  const analysis = useAnalysis()
  const bindings = bindingsOf(analysis, item)
  if (bindings.length === 0) return null
  return (
    <section aria-label="In the kernel" className="mt-4">
      <h3 className="mb-1 font-semibold text-[12.5px]">In the kernel</h3>
      {bindings.map((binding) => (
        <Binding key={binding.uid} binding={binding} />
      ))}
    </section>
  )
}

/** Functions named at once; the list of callers has more. */
const mostShown = 12

function Binding({ binding }: { binding: Item }) {
  const analysis = useAnalysis()
  const [isOpen, setOpen] = useState(false)
  const [subsystem, version] = [textOf(binding, 'subsystem'), textOf(binding, 'kernelVersion')]
  const symbols = fieldOf(binding, 'symbols')
  const doubts = fieldOf(binding, 'suspect')
  const parameters = parametersOf({
    ...explorationOf(new URLSearchParams()),
    graph: textOf(binding, 'graph'),
    start: startAtSubsystem(subsystem.split(' -> ')[0] ?? ''),
  })
  return (
    <div className="mb-2 text-[13px]">
      <p>
        {subsystem} <span className="text-soft">Linux {version}</span>
      </p>
      {Array.isArray(symbols) && symbols.length > 0 && (
        <p className="break-words font-mono text-[12.5px]">
          {symbols.slice(0, mostShown).join(', ')}
          {symbols.length > mostShown && ` and ${symbols.length - mostShown} more`}
        </p>
      )}
      {isSuspect(binding) && Array.isArray(doubts) && (
        <ul className="text-warning">
          {doubts.map((text) => (
            <li key={String(text)}>{String(text)}</li>
          ))}
        </ul>
      )}
      <div className="mt-1 flex gap-1.5">
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide callers' : 'Callers and places'}
        </Button>
        <Link
          className="rounded border border-line px-2 py-1 hover:bg-sunken"
          href={`/analyses/${encodeURIComponent(analysis.id)}/kernel?${parameters}`}
        >
          Explore
        </Link>
      </div>
      {isOpen && <Callers binding={binding} />}
    </div>
  )
}

function Callers({ binding }: { binding: Item }) {
  const { data: graph, error } = useGraph(textOf(binding, 'graph'))
  if (error) return <p className="mt-1 text-error">{error.message}</p>
  if (!graph) return <p className="mt-1 text-soft">Loading the graph …</p>
  const functions = functionsOfBinding(graph, binding)
  if (functions.length === 0) return <p className="mt-1 text-soft">Nobody outside of it calls it directly.</p>
  return (
    <ul className="mt-1">
      {functions.map(({ name, file, callers }) => (
        <li key={`${name} ${file}`}>
          <details>
            <summary className="cursor-pointer break-words">
              <span className="font-mono text-[12.5px]">{name}</span>{' '}
              <span className="text-[12px] text-soft">
                {file}, {callers.length} {callers.length === 1 ? 'call' : 'calls'}
              </span>
            </summary>
            <ul className="pl-4 text-[12px]">
              {callers.map((caller) => (
                <li key={`${caller.name} ${caller.place}`} className="break-words">
                  <span className="font-mono">{caller.name}</span>{' '}
                  <span className="text-soft">
                    {caller.place}, {caller.subsystem}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  )
}
