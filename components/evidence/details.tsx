'use client'

import type { ReactNode } from 'react'
import { shownText } from '@/lib/text/visible'

/** What is chosen in a list, beside it. */
export function Details({ label, title, children }: { label: string; title: string; children: ReactNode }) {
  return (
    <aside
      aria-label={label}
      className="w-80 shrink-0 overflow-y-auto border-line border-t border-l bg-panel p-3 text-[13px]"
    >
      <h3 className="mb-2 break-all font-semibold">{shownText(title)}</h3>
      {children}
    </aside>
  )
}

type Fact = readonly [name: string, value: ReactNode]

/** Names and values; those without a value are left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="mb-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
      {facts
        .filter(([, value]) => value !== '' && value !== null && value !== undefined)
        .map(([name, value]) => (
          <div key={name} className="col-span-2 grid min-h-6 grid-cols-subgrid items-baseline">
            <dt className="text-soft">{name}</dt>
            <dd className="break-words [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
    </dl>
  )
}

type Counted = { readonly name: string; readonly count: number; readonly extra?: ReactNode }

/** More rows than these are said in a number: a panel is to be read. */
const mostShown = 60

/** What was counted, the most frequent first. */
export function Counts({ title, counts }: { title: string; counts: readonly Counted[] }) {
  if (counts.length === 0) return null
  const sorted = [...counts].sort((left, right) => right.count - left.count)
  return (
    <section className="mb-3">
      <h4 className="mb-0.5 font-medium text-[12.5px]">{title}</h4>
      <ul>
        {sorted.slice(0, mostShown).map(({ name, count, extra }) => (
          <li key={name} className="flex min-h-6 items-baseline justify-between gap-2">
            <span className="min-w-0 font-mono text-[12.5px] [overflow-wrap:anywhere]">{shownText(name)}</span>
            <span className="flex shrink-0 gap-2 text-soft tabular-nums">
              {extra}
              {count.toLocaleString('en')}
            </span>
          </li>
        ))}
      </ul>
      {sorted.length > mostShown && <p className="text-soft">… and {sorted.length - mostShown} more.</p>}
    </section>
  )
}

export const countRows = (counts: Readonly<Record<string, number>>): Counted[] =>
  Object.entries(counts).map(([name, count]) => ({ name, count }))

/** A list beside what is chosen in it. */
export function Split({ children }: { children: ReactNode }) {
  return <div className="flex h-full min-h-0">{children}</div>
}
