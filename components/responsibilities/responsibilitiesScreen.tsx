'use client'

import { useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { useAnalysis } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'
import { type ElementResponsibilities, responsibilitiesOf } from '@/lib/stpa/responsibilities'

/** Safety responsibilities per element, Linux first: what each must do, and what it needs of others. */
export function ResponsibilitiesScreen() {
  const analysis = useAnalysis()
  const [all, setAll] = useState(false)
  const views = responsibilitiesOf(analysis, { all })
  return (
    <div className="mx-auto max-w-5xl p-5">
      <div className="flex items-center gap-4">
        <h2 className="flex-1 font-semibold text-[17px]">Safety responsibilities per element</h2>
        <label className="inline-flex items-center gap-1">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> elements without
          any
        </label>
      </div>
      <p className="text-soft">
        Linux and its parts first. Inside the system under analysis a duty is a requirement, outside it is an assumption
        of use.
      </p>
      {views.length === 0 && (
        <p className="mt-4">
          No element holds a responsibility yet. Write responsibilities and controller constraints, and allocate
          requirements.
        </p>
      )}
      {views.map((view) => (
        <Element key={view.element.uid} view={view} />
      ))}
    </div>
  )
}

function Element({ view }: { view: ElementResponsibilities }) {
  return (
    <section className="mt-4 rounded-lg border border-line bg-panel p-4">
      <h3 className="font-semibold text-[15px]">
        <KeyLink uid={view.element.uid} /> {textOf(view.element)}{' '}
        {view.linux && <span className="ml-1 rounded bg-chosen px-1.5 py-0.5 font-normal text-[11px]">Linux</span>}
        {!view.inside && <span className="ml-1 rounded bg-sunken px-1.5 py-0.5 font-normal text-[11px]">outside</span>}
      </h3>
      <Group title="Responsibilities" items={view.responsibilities} />
      <Group title="Controller constraints" items={view.constraints} />
      <Group title="Requirements" items={view.requirements} />
      <Group title="Assumptions of use on it" items={view.assumptionsOfUse} />
      <Group title="What others must do for it" items={view.conditions} />
      <Group title="Requirements that should be assumptions of use" items={view.misplaced} />
    </section>
  )
}

function Group({ title, items }: { title: string; items: readonly Item[] }) {
  if (items.length === 0) return null
  return (
    <div className="mt-2">
      <h4 className="font-medium text-[12.5px] text-soft">{title}</h4>
      <ul>
        {items.map((item) => (
          <li key={item.uid}>
            <KeyLink uid={item.uid} text />
          </li>
        ))}
      </ul>
    </div>
  )
}
