'use client'

import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

export type Tab = { readonly name: string; readonly title: string; readonly content: () => ReactNode }

/** Tabs over one panel; arrows move between them. The content of the chosen one alone is made. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <Primitive.Root defaultValue={tabs[0]?.name}>
      <Primitive.List aria-label={label} className="flex gap-1 border-line border-b">
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
        <Primitive.Content key={tab.name} value={tab.name} className="pt-1">
          {tab.content()}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  )
}
