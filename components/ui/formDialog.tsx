'use client'

import type { ReactNode } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'

type Props = {
  title: string
  description?: ReactNode
  wide?: boolean
  /** What the button says. */
  action: string
  /** Something is still missing: neither the button nor Enter does it. */
  isMissing?: boolean
  onDone: () => void
  onClose: () => void
  /** Beside the button. */
  beside?: ReactNode
  children: ReactNode
}

/** A dialog that asks and then does one thing: Enter in a field, or its button. */
export function FormDialog({ title, description, wide, action, isMissing, onDone, onClose, beside, children }: Props) {
  return (
    <Dialog open onClose={onClose} title={title} description={description} wide={wide ?? false}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isMissing) onDone()
        }}
      >
        {children}
        <div className="flex items-center gap-2">
          <Button type="submit" look="main" disabled={isMissing}>
            {action}
          </Button>
          {beside}
        </div>
      </form>
    </Dialog>
  )
}
