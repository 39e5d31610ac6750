'use client'

import { useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { inputLook } from '@/components/ui/field'
import { type Refusal, raise, refusals, settle } from '@/lib/client/refusals'
import { type FieldConflict, StpaError } from '@/lib/stpa/errors'

/** What was refused, and the way out; for a conflict both values of each field, to choose or to edit. */
export function RefusalDialog() {
  const refusal = useSyncExternalStore(refusals.subscribe, refusals.get, () => undefined)
  if (!refusal) return null
  const conflicts = refusal.error instanceof StpaError ? (refusal.error.detail.conflicts ?? []) : []
  if (conflicts.length > 0) return <Conflicts key={keyOf(refusal)} refusal={refusal} conflicts={conflicts} />
  const message = refusal.error instanceof Error ? refusal.error.message : String(refusal.error)
  return (
    <Dialog open onClose={settle} title={refusal.title ?? 'That could not be done'} description={message}>
      <Button look="main" onClick={settle}>
        Close
      </Button>
    </Dialog>
  )
}

/** Each refusal has a dialog of its own: what was edited in one is not shown in the next. */
const keys = new WeakMap<Refusal, number>()
let lastKey = 0
function keyOf(refusal: Refusal): number {
  const key = keys.get(refusal) ?? ++lastKey
  keys.set(refusal, key)
  return key
}

const shown = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

function Conflicts({ refusal, conflicts }: { refusal: Refusal; conflicts: readonly FieldConflict[] }) {
  const [values, setValues] = useState<Record<number, string>>({})
  const textual = (conflict: FieldConflict) =>
    typeof (conflict.yours ?? conflict.theirs ?? '') === 'string' && conflict.field !== 'key'
  const keep = () => {
    settle()
    const chosen = conflicts.flatMap((conflict, index) => {
      const edited = values[index]
      return textual(conflict) || edited === undefined ? [{ ...conflict, yours: edited ?? conflict.yours }] : []
    })
    void refusal.resolve?.(chosen).catch((error: unknown) => raise({ error }))
  }
  return (
    <Dialog
      open
      onClose={settle}
      wide
      title="Somebody else changed the same field"
      description="Neither text is lost. Choose one of the two, or edit yours."
    >
      {conflicts.map((conflict, index) => (
        <section key={`${conflict.uid} ${conflict.field}`} className="mb-4 rounded border border-line p-3">
          <h3 className="mb-2 font-semibold">
            <span className="font-mono">{conflict.key}</span> · {conflict.field}
          </h3>
          <div className="grid grid-cols-2 gap-3">
            <label className="block">
              <span className="text-[12px] text-soft">Yours</span>
              <textarea
                className={`${inputLook} min-h-20`}
                value={values[index] ?? shown(conflict.yours)}
                readOnly={!textual(conflict)}
                onChange={(event) => setValues({ ...values, [index]: event.target.value })}
              />
            </label>
            <div>
              <span className="text-[12px] text-soft">Theirs, as it stands now</span>
              <p className="min-h-20 whitespace-pre-wrap rounded bg-sunken p-2">{shown(conflict.theirs)}</p>
            </div>
          </div>
        </section>
      ))}
      <div className="flex gap-2">
        <Button look="main" onClick={keep} disabled={!refusal.resolve}>
          Keep mine
        </Button>
        <Button onClick={settle}>Take theirs</Button>
      </div>
    </Dialog>
  )
}
