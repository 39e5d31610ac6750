'use client'

import { ContextMenu as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

export type ContextEntry =
  | { label: string; keys?: string; onSelect: () => void; danger?: boolean; disabled?: boolean }
  | 'line'

/** The menu of the right mouse button, the menu key or Shift F10; the entries are asked for when it opens. */
export function ContextMenu({ children, entries }: { children: ReactNode; entries: () => readonly ContextEntry[] }) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content className="z-50 min-w-52 rounded-md border border-line bg-panel p-1 text-ink shadow-lg">
          <Entries entries={entries} />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

function Entries({ entries }: { entries: () => readonly ContextEntry[] }) {
  return entries().map((entry, index) =>
    entry === 'line' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity
      <Primitive.Separator key={index} className="my-1 h-px bg-line" />
    ) : (
      <Primitive.Item
        key={entry.label}
        disabled={entry.disabled}
        onSelect={entry.onSelect}
        className={`flex cursor-pointer justify-between gap-6 rounded px-2.5 py-1 outline-none data-[disabled]:cursor-default data-[highlighted]:bg-sunken data-[disabled]:text-soft ${entry.danger ? 'text-error' : ''}`}
      >
        {entry.label}
        {entry.keys && <kbd className="font-mono text-[11px] text-soft">{entry.keys}</kbd>}
      </Primitive.Item>
    ),
  )
}
