'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { textOf } from '@/lib/stpa/fieldValues'
import { kindOf } from '@/lib/stpa/kinds'
import { type InteractionKind, interactionKinds } from '@/lib/stpa/kinds/interaction'
import type { Uid } from '@/lib/stpa/model'
import { connection } from './diagramEdits'

/** What an arrow that was just drawn means: control, feedback or other, and its name. */
export function ConnectDialog({
  structure,
  ends,
  onClose,
}: {
  structure: Uid
  ends: { from: Uid; to: Uid }
  onClose: () => void
}) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [, select] = useSelection()
  const [kind, setKind] = useState<InteractionKind>('controlAction')
  const [name, setName] = useState('')
  const [turned, setTurned] = useState(false)
  const [from, to] = turned ? [ends.to, ends.from] : [ends.from, ends.to]
  const label = (uid: Uid) => {
    const item = analysis.items.get(uid)
    return item ? `${item.key} ${textOf(item)}` : uid
  }
  const create = async () => {
    const made = connection(structure, kind, name.trim(), from, to)
    onClose()
    if (await commit(made.operations, 'drawn')) select(made.uid)
  }
  return (
    <Dialog open onClose={onClose} title="New arrow" description={`${label(from)} → ${label(to)}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) void create()
        }}
      >
        <fieldset className="mb-3">
          <legend className="mb-0.5 font-medium text-[12.5px]">Kind</legend>
          {interactionKinds.map((value) => (
            <label key={value} className="mr-4 inline-flex items-center gap-1">
              <input type="radio" name="kind" checked={kind === value} onChange={() => setKind(value)} />
              {kindOf(value).title}
            </label>
          ))}
        </fieldset>
        <Field label="Name" help={kindOf(kind).help}>
          {(ids) => (
            <input
              {...ids}
              className={inputLook}
              value={name}
              maxLength={400}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="flex gap-2">
          <Button type="submit" look="main" disabled={!name.trim()}>
            Draw
          </Button>
          <Button onClick={() => setTurned(!turned)}>Turn round</Button>
        </div>
      </form>
    </Dialog>
  )
}
