'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useAnalysis } from '@/lib/client/analysis'
import { check, phaseOf } from '@/lib/stpa/checks'
import { itemsOf } from '@/lib/stpa/graph'
import { kinds } from '@/lib/stpa/kinds'
import { steps } from '@/lib/stpa/steps'
import { views } from './views'

const phases = { notStarted: 'not started', inWork: 'in work', complete: 'complete' } as const

/** The steps of the method with their tables, counts and open findings. */
export function StepNav() {
  const analysis = useAnalysis()
  const base = `/analyses/${analysis.id}`
  const { findings } = check(analysis)
  return (
    <nav aria-label="Steps" className="w-56 shrink-0 overflow-y-auto border-line border-r bg-panel py-2 text-[13px]">
      <Entry href={base} title="Overview" />
      {steps.map((step) => {
        const open = findings.filter((finding) => finding.step === step.name && finding.severity !== 'hint').length
        const phase = phaseOf(analysis, step.name)
        return (
          <section key={step.name} className="mt-2.5">
            <h2 className="flex items-baseline justify-between px-3 font-semibold text-[12px]" title={step.summary}>
              {step.title}
              <span className={`font-normal text-[11px] ${open > 0 ? 'text-warning' : 'text-soft'}`}>
                {open > 0 ? `${open} open` : phases[phase]}
              </span>
            </h2>
            <ul>
              {views
                .filter((view) => view.step === step.name)
                .map((view) => (
                  <li key={view.path}>
                    <Entry href={`${base}/${view.path}`} title={view.title} />
                  </li>
                ))}
              {kinds
                .filter((kind) => kind.step === step.name && !kind.single)
                .map((kind) => (
                  <li key={kind.name}>
                    <Entry
                      href={`${base}/items/${kind.name}`}
                      title={kind.plural}
                      count={itemsOf(analysis, kind.name).length}
                    />
                  </li>
                ))}
            </ul>
          </section>
        )
      })}
      <div className="mt-3">
        <Entry href={`${base}/settings`} title="Settings" />
      </div>
    </nav>
  )
}

function Entry({ href, title, count }: { href: string; title: string; count?: number }) {
  const here = usePathname() === href
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className={`flex min-h-6 items-center justify-between gap-2 px-3 py-0.5 pl-5 hover:bg-sunken ${here ? 'bg-chosen font-medium' : ''} ${count === 0 ? 'text-soft' : ''}`}
    >
      <span className="truncate">{title}</span>
      {count !== undefined && count > 0 && <span className="text-[12px] text-soft tabular-nums">{count}</span>}
    </Link>
  )
}
