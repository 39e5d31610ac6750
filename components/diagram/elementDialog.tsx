'use client'

import { useState } from 'react'
import { FormDialog } from '@/components/ui/formDialog'
import { ChoiceField, type ChoiceOption, TextField } from '@/components/ui/inputs'
import { newElement } from '@/lib/edits/drawing'
import { kindOf } from '@/lib/stpa/kinds'
import { boundaries, natures } from '@/lib/stpa/kinds/structure/element'
import type { Point } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'
import type { DiagramModel } from './useDiagram'

type Props = { model: DiagramModel; at: Point | null; parent: Uid | null; onClose: () => void }

/** A new box: where the pointer was, inside a box, or wherever the layout finds a place. */
export function ElementDialog({ model, at, parent: first, onClose }: Props) {
  const { structure, commit, select, whole } = model
  const [text, setText] = useState('')
  const [nature, setNature] = useState('')
  const [boundary, setBoundary] = useState('systemUnderAnalysis')
  const [parent, setParent] = useState(first ?? '')
  const create = async () => {
    const made = newElement(structure.uid, { text: text.trim(), nature, boundary, parent: parent || null, at })
    onClose()
    if (await commit(made.operations, 'drawn')) select(made.uid)
  }
  const example = kindOf('element').example
  return (
    <FormDialog
      onClose={onClose}
      title="New element"
      action="Add"
      isMissing={!text.trim()}
      onDone={() => void create()}
    >
      <TextField
        label="Name"
        help={example && `Good: “${example.good}”. Bad: “${example.bad}”.`}
        autoFocus
        maxLength={400}
        value={text}
        onChange={setText}
      />
      <div className="grid grid-cols-3 gap-3">
        <ChoiceField label="Nature" value={nature} onChange={setNature} options={[none, ...natures]} />
        <ChoiceField label="Boundary" value={boundary} onChange={setBoundary} options={boundaries} />
        <ChoiceField
          label="Stands in"
          value={parent}
          onChange={setParent}
          options={[none, ...whole.nodes.map((node) => ({ value: node.uid, label: `${node.text} (${node.key})` }))]}
        />
      </div>
    </FormDialog>
  )
}

const none: ChoiceOption = { value: '', label: '–' }
