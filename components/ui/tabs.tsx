'use client'

import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

export type Tab = { readonly name: string; readonly title: string; readonly content: () => ReactNode }

type Props = {
  label: string
  tabs: readonly Tab[]
  /** Name of the chosen tab, where somebody else keeps it, such as the address. */
  chosen?: string
  onChoose?: (name: string) => void
  /** The panel takes all the height that is left. */
  fill?: boolean
}

/** Tabs over one panel; arrows move between them. The content of the chosen one alone is made. */
export function Tabs({ label, tabs, chosen, onChoose, fill = false }: Props) {
  const kept = chosen === undefined ? { defaultValue: tabs[0]?.name } : { value: chosen, onValueChange: onChoose }
  return (
    <Primitive.Root {...kept} className={fill ? 'flex min-h-0 flex-1 flex-col' : ''}>
      <Primitive.List aria-label={label} className="flex shrink-0 flex-wrap gap-1 border-line border-b">
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.name}
            value={tab.name}
            className="-mb-px border-transparent border-b-2 px-2.5 py-1 text-soft data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.title}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.name} value={tab.name} className={fill ? 'min-h-0 flex-1' : 'pt-1'}>
          {tab.content()}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  )
}
