'use client'

import { KeyLink } from '@/components/item/keyLink'
import { useAnalysis } from '@/lib/client/analysis'
import { fieldOf, textOf } from '@/lib/stpa/fieldValues'
import { linkedFrom } from '@/lib/stpa/graph'
import { boundaries } from '@/lib/stpa/kinds/structure/element'
import type { ElementResponsibilities } from '@/lib/stpa/responsibilities'
import { rolesOf } from '@/lib/stpa/roles'
import { DutyTable } from './dutyTable'

/** The safety responsibility of one element: what it must do, and what others must do for it. */
export function ElementCard({ view }: { view: ElementResponsibilities }) {
  const analysis = useAnalysis()
  const { element, linux, inside } = view
  const boundary = boundaries.find((entry) => entry.value === fieldOf(element, 'boundary'))?.label
  const features = linkedFrom(analysis, element.uid, 'of', 'feature')
  const about = [boundary, rolesOf(analysis, element).join(', ')].filter((part) => part).join(' · ')
  return (
    <section className="mt-4 rounded-lg border border-line bg-panel p-4" aria-labelledby={`element-${element.uid}`}>
      <h3 id={`element-${element.uid}`} className="font-semibold text-[15px]">
        <KeyLink uid={element.uid} /> {textOf(element)}
        {linux && <span className="ml-2 rounded bg-chosen px-1.5 py-0.5 font-normal text-[11px]">Linux</span>}
      </h3>
      <p className="text-[12.5px] text-soft">{about}</p>
      {features.length > 0 && (
        <p className="flex flex-wrap gap-x-2 text-[12.5px]">
          <span className="text-soft">Features analysed:</span>
          {features.map((feature) => (
            <KeyLink key={feature.uid} uid={feature.uid} text />
          ))}
        </p>
      )}
      <DutyTable kind="responsibility" title="Responsibilities" element={element.uid} items={view.responsibilities} />
      <DutyTable
        kind="controllerConstraint"
        title="Controller constraints"
        element={element.uid}
        items={view.constraints}
      />
      {inside && <DutyTable kind="requirement" title="Requirements" element={element.uid} items={view.requirements} />}
      <DutyTable
        kind="assumptionOfUse"
        title={inside ? 'What others must do for it' : 'Assumptions of use on it'}
        element={element.uid}
        items={inside ? view.conditions : view.assumptionsOfUse}
      />
      <DutyTable
        kind="requirement"
        title="Requirements that should be assumptions of use: the element is outside"
        element={element.uid}
        items={view.misplaced}
        add={false}
      />
    </section>
  )
}
