'use client'

import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'

export type MenuEntry = { label: string; onSelect?: () => void; href?: string; danger?: boolean } | 'line'

/** A menu below its button; arrows, letters and Esc work. */
export function Menu({ button, entries }: { button: ReactNode; entries: readonly MenuEntry[] }) {
  const look = 'block cursor-pointer rounded px-2.5 py-1 outline-none data-[highlighted]:bg-sunken'
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{button}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="z-50 min-w-44 rounded-md border border-line bg-panel p-1 text-ink shadow-lg"
        >
          {entries.map((entry, index) =>
            entry === 'line' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity
              <DropdownMenu.Separator key={index} className="my-1 h-px bg-line" />
            ) : entry.href ? (
              <DropdownMenu.Item key={entry.label} asChild>
                <a href={entry.href} className={look}>
                  {entry.label}
                </a>
              </DropdownMenu.Item>
            ) : (
              <DropdownMenu.Item
                key={entry.label}
                onSelect={entry.onSelect}
                className={`${look} ${entry.danger ? 'text-error' : ''}`}
              >
                {entry.label}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
