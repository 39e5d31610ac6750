'use client'

import { useState } from 'react'
import { FormDialog } from '@/components/ui/formDialog'
import { TextField } from '@/components/ui/inputs'

type Props = {
  title: string
  label: string
  help?: string
  action?: string
  initial?: string
  onName: (name: string) => Promise<void> | void
  onClose: () => void
}

/** Asks for one name. */
export function NameDialog({ title, label, help, action = 'Done', initial = '', onName, onClose }: Props) {
  const [name, setName] = useState(initial)
  const done = () => {
    void onName(name.trim())
    onClose()
  }
  return (
    <FormDialog {...{ title, action, onClose }} isMissing={name.trim() === ''} onDone={done}>
      <TextField label={label} help={help} autoFocus maxLength={400} value={name} onChange={setName} />
    </FormDialog>
  )
}
