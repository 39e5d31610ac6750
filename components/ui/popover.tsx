'use client'

import { Popover as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

/** A small panel below its button; Esc or a click outside closes it. */
export function Popover({ button, label, children }: { button: ReactNode; label: string; children: ReactNode }) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{button}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          className="z-50 max-h-[70vh] min-w-56 max-w-96 overflow-y-auto rounded-md border border-line bg-panel p-3 text-ink shadow-lg"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
