'use client'

import { type ReactNode, useState } from 'react'
import { FormDialog } from '@/components/ui/formDialog'
import { TextField } from '@/components/ui/inputs'

type Props = {
  title: string
  description?: ReactNode
  help: string
  action: string
  first?: string
  isOptional?: boolean
  onClose: () => void
  onGive: (reason: string) => void
  children?: ReactNode
}

/** Asks why: a decision is kept with its reason. */
export function ReasonDialog(props: Props) {
  const { title, description, help, action, first = '', isOptional = false, onClose, onGive, children } = props
  const [reason, setReason] = useState(first)
  return (
    <FormDialog
      {...{ title, description, action, onClose }}
      isMissing={!isOptional && reason.trim() === ''}
      onDone={() => onGive(reason.trim())}
    >
      {children}
      <TextField label="Reason" help={help} rows={3} autoFocus value={reason} onChange={setReason} />
    </FormDialog>
  )
}
