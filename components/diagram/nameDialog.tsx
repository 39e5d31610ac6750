'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'

/** Asks for one name. */
export function NameDialog({
  title,
  label,
  initial = '',
  onName,
  onClose,
}: {
  title: string
  label: string
  initial?: string
  onName: (name: string) => Promise<void> | void
  onClose: () => void
}) {
  const [name, setName] = useState(initial)
  return (
    <Dialog open onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!name.trim()) return
          void onName(name.trim())
          onClose()
        }}
      >
        <Field label={label}>
          {(ids) => (
            <input
              {...ids}
              className={inputLook}
              autoFocus
              value={name}
              maxLength={400}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="main" disabled={!name.trim()}>
          Done
        </Button>
      </form>
    </Dialog>
  )
}
