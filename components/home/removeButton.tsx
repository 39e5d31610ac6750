'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { useAuthorGate } from '@/lib/client/author'
import { raise } from '@/lib/client/refusals'
import { request } from '@/lib/client/request'
import type { AnalysisCard } from '@/lib/stpa/api'

/** Removing an analysis cannot be undone: its title must be typed. */
export function RemoveButton({ card }: { card: AnalysisCard }) {
  const client = useQueryClient()
  const withAuthor = useAuthorGate()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const remove = async () => {
    try {
      if (!(await withAuthor())) return
      await request('DELETE', `/api/analyses/${card.id}`)
      client.removeQueries({ queryKey: ['analysis', card.id] })
    } catch (error) {
      raise({ error })
    }
    setOpen(false)
    await client.invalidateQueries({ queryKey: ['analyses'] })
  }
  return (
    <>
      <button
        type="button"
        className="absolute top-3 right-3 rounded p-1 text-soft hover:bg-sunken hover:text-error"
        aria-label={`Remove ${card.title}`}
        onClick={() => setOpen(true)}
      >
        <Trash2 size={15} aria-hidden />
      </button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Remove “${card.title}”`}
        description="The analysis and its whole history go. This cannot be undone; export it first if in doubt."
      >
        <Field label="Type the title to confirm">
          {(ids) => (
            <input {...ids} className={inputLook} value={typed} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
        <Button look="danger" disabled={typed !== card.title} onClick={() => void remove()}>
          Remove for good
        </Button>
      </Dialog>
    </>
  )
}
