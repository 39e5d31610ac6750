'use client'

import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { type ReactNode, type RefObject, useRef } from 'react'

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
  const opener = useOpener(open)
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Primitive.Content
          className={`fixed top-[8vh] left-1/2 z-50 flex max-h-[84vh] w-[94vw] -translate-x-1/2 flex-col rounded-lg border border-line bg-panel text-ink shadow-xl ${wide ? 'max-w-4xl' : 'max-w-xl'}`}
          {...(description ? {} : { 'aria-describedby': undefined })}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (opener.current?.isConnected) opener.current.focus()
          }}
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

/** What had the focus when the dialog opened: without a trigger of its own the primitive gives it back to nobody. */
function useOpener(open: boolean): RefObject<HTMLElement | null> {
  const opener = useRef<HTMLElement>(null)
  const wasOpen = useRef(false)
  if (open && !wasOpen.current && typeof document !== 'undefined') {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
  }
  wasOpen.current = open
  return opener
}
