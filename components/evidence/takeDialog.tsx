'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useDigest } from '@/lib/client/evidence'
import { useSelection } from '@/lib/client/selection'
import { type TakenDigest, type Taking, takeEvidence, takingOf } from '@/lib/edits/evidence'
import { newUid } from '@/lib/edits/newUid'
import { kindOf } from '@/lib/stpa/kinds'
import type { EvidenceCard } from '@/lib/trace/api'
import { evidenceItems } from './inAnalysis'

/** Takes a file into the analysis, once. */
export function TakeButton({ card, look = 'plain' }: { card: EvidenceCard; look?: 'plain' | 'main' }) {
  const analysis = useAnalysis()
  const [isOpen, setOpen] = useState(false)
  const isTaken = evidenceItems(analysis, card).length > 0
  return (
    <>
      {!isTaken && (
        <Button look={look} onClick={() => setOpen(true)}>
          Take into the analysis …
        </Button>
      )}
      {isOpen && <TakeDialog card={card} onClose={() => setOpen(false)} />}
    </>
  )
}

function TakeDialog({ card, onClose }: { card: EvidenceCard; onClose: () => void }) {
  const { data: digest, error } = useDigest(card.hash)
  return (
    <Dialog
      open
      onClose={onClose}
      title="Take into the analysis"
      description="The file becomes evidence that items can refer to. What it says of its making is filled in; what it cannot say, only you know."
    >
      {error && <p className="text-error">{error.message}</p>}
      {!digest && !error && <p className="text-soft">Reading what is known of it …</p>}
      {digest && <TakeForm card={card} digest={digest} onClose={onClose} />}
    </Dialog>
  )
}

const evidenceFields = ['tool', 'date', 'kernelVersion', 'architecture', 'machine'] as const
const runFields = ['workload', 'outcome'] as const

function TakeForm({ card, digest, onClose }: { card: EvidenceCard; digest: TakenDigest; onClose: () => void }) {
  const commit = useCommit()
  const [, select] = useSelection()
  const [taking, setTaking] = useState(() => takingOf(card, digest))
  const set = (name: keyof Taking) => (value: string) => setTaking({ ...taking, [name]: value })
  const take = async () => {
    const operations = takeEvidence({ card, digest, newUid }, taking)
    onClose()
    const [first] = operations
    if ((await commit(operations, `Taken from the file ${card.title}`)) && first?.op === 'create') select(first.uid)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void take()
      }}
    >
      <KindField kind="evidence" name="text" value={taking.text} onChange={set('text')} />
      <div className="grid grid-cols-2 gap-x-4">
        {evidenceFields.map((name) => (
          <KindField key={name} kind="evidence" name={name} value={taking[name]} onChange={set(name)} />
        ))}
      </div>
      {digest.kind === 'trace' && (
        <>
          <KindField
            kind="evidence"
            name="declaredLimits"
            value={taking.declaredLimits}
            onChange={set('declaredLimits')}
          />
          <h3 className="mb-1 font-semibold text-[13px]">Its run</h3>
          {runFields.map((name) => (
            <KindField key={name} kind="run" name={name} value={taking[name]} onChange={set(name)} />
          ))}
        </>
      )}
      <Button type="submit" look="main" disabled={taking.text.trim() === ''}>
        Take
      </Button>
    </form>
  )
}

type KindFieldProps = { kind: string; name: string; value: string; onChange: (value: string) => void }

/** A field as the registry has it: label, help, and a date or several lines where it is one. */
function KindField({ kind, name, value, onChange }: KindFieldProps) {
  const field = kindOf(kind).allFields[name]
  if (!field) return null
  return (
    <Field label={field.label} help={field.help}>
      {(ids) =>
        field.type === 'texts' ? (
          <textarea
            {...ids}
            className={inputLook}
            rows={2}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <input
            {...ids}
            type={field.type === 'date' ? 'date' : 'text'}
            className={inputLook}
            maxLength={400}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}
