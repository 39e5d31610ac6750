'use client'

import { ArrowLeftRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormDialog } from '@/components/ui/formDialog'
import { ChoiceField, TextField } from '@/components/ui/inputs'
import { newInteraction } from '@/lib/edits/drawing'
import { kindOf } from '@/lib/stpa/kinds'
import { type InteractionKind, interactionKinds } from '@/lib/stpa/kinds/interaction'
import type { Uid } from '@/lib/stpa/model'
import type { DiagramModel } from './useDiagram'

type Props = { model: DiagramModel; ends: { from: Uid | null; to: Uid | null }; onClose: () => void }

/** What an arrow that was just drawn means: control, feedback or other, and its name. Downward is taken for control. */
export function ConnectDialog({ model, ends, onClose }: Props) {
  const { structure, commit, select, drawing } = model
  const [kind, setKind] = useState<InteractionKind>(() => guessKind(model, ends))
  const [text, setText] = useState('')
  const [from, setFrom] = useState(ends.from ?? '')
  const [to, setTo] = useState(ends.to ?? '')
  const isReady = text.trim() !== '' && from !== '' && to !== '' && from !== to
  const create = async () => {
    const made = newInteraction(structure.uid, { kind, text: text.trim(), from, to })
    onClose()
    if (await commit(made.operations, 'drawn')) select(made.uid)
  }
  const options = [
    { value: '', label: '–' },
    ...(drawing?.nodes ?? []).map((node) => ({ value: node.uid, label: `${node.text} (${node.key})` })),
  ]
  return (
    <FormDialog onClose={onClose} title="New arrow" action="Draw" isMissing={!isReady} onDone={() => void create()}>
      <div className="grid grid-cols-[1fr_auto_1fr] items-center gap-2">
        <ChoiceField label="From" value={from} onChange={setFrom} options={options} />
        <Button
          look="quiet"
          aria-label="Turn round"
          title="Turn round"
          onClick={() => {
            setFrom(to)
            setTo(from)
          }}
        >
          <ArrowLeftRight size={15} aria-hidden />
        </Button>
        <ChoiceField label="To" value={to} onChange={setTo} options={options} />
      </div>
      <fieldset className="mb-3">
        <legend className="mb-0.5 font-medium text-[12.5px]">Kind</legend>
        {interactionKinds.map((value) => (
          <label key={value} className="mr-4 inline-flex items-center gap-1">
            <input type="radio" name="kind" checked={kind === value} onChange={() => setKind(value)} />
            {kindOf(value).title}
          </label>
        ))}
      </fieldset>
      <NameField kind={kind} text={text} onChange={setText} />
    </FormDialog>
  )
}

function NameField({
  kind,
  text,
  onChange,
}: {
  kind: InteractionKind
  text: string
  onChange: (text: string) => void
}) {
  const { help, example } = kindOf(kind)
  return (
    <TextField
      label="Name"
      help={example ? `${help} Good: “${example.good}”. Bad: “${example.bad}”.` : help}
      autoFocus
      maxLength={400}
      value={text}
      onChange={onChange}
    />
  )
}

function guessKind({ drawing }: DiagramModel, ends: { from: Uid | null; to: Uid | null }): InteractionKind {
  const top = (uid: Uid | null) => drawing?.nodes.find((node) => node.uid === uid)?.y
  const [from, to] = [top(ends.from), top(ends.to)]
  return from !== undefined && to !== undefined && from > to + 20 ? 'feedback' : 'controlAction'
}
