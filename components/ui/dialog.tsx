'use client'

import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** A modal dialog: focus stays inside, Esc closes, focus goes back to where it was. */
export function Dialog({ open, onClose, title, description, wide = false, children }: Props) {
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Primitive.Content
          className={`fixed top-[8vh] left-1/2 z-50 flex max-h-[84vh] w-[94vw] -translate-x-1/2 flex-col rounded-lg border border-line bg-panel text-ink shadow-xl ${wide ? 'max-w-4xl' : 'max-w-xl'}`}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <div className="flex items-start justify-between gap-4 border-line border-b px-4 py-3">
            <Primitive.Title className="font-semibold text-[15px]">{title}</Primitive.Title>
            <Primitive.Close className="rounded p-1 hover:bg-sunken" aria-label="Close">
              <X size={16} aria-hidden />
            </Primitive.Close>
          </div>
          <div className="overflow-y-auto px-4 py-3">
            {description && <Primitive.Description className="mb-3 text-soft">{description}</Primitive.Description>}
            {children}
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
