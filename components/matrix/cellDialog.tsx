'use client'

import { useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { textOf } from '@/lib/stpa/fieldValues'
import { guideWordOf } from '@/lib/stpa/guideWords'
import { kindOf } from '@/lib/stpa/kinds'
import type { Cell, Row } from '@/lib/stpa/matrix'
import type { Uid } from '@/lib/stpa/model'
import { judge, proposedText, unsafeAction } from './cellEdits'
import { Choose } from './choose'

export type Mode = 'look' | 'unsafe' | 'notHazardous' | 'notApplicable'

/** One cell: what is there, a new unsafe control action, or a verdict with its reason. */
export function CellDialog({
  row,
  column,
  mode: first,
  onClose,
}: {
  row: Row
  column: number
  mode: Mode
  onClose: () => void
}) {
  const [mode, setMode] = useState<Mode>(first)
  const cell = row.cells[column]
  if (!cell) return null
  const word = guideWordOf(cell.word)
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title={`${row.subject.key} ${textOf(row.subject)} · ${word?.label ?? cell.word}`}
    >
      {cell.ucas.map((item) => (
        <p key={item.uid} className="mb-1">
          <KeyLink uid={item.uid} text />
        </p>
      ))}
      {cell.verdicts.map((item) => (
        <p key={item.uid} className="mb-1 text-soft">
          <KeyLink uid={item.uid} /> {textOf(item, 'verdict')}: {textOf(item, 'reason')}
        </p>
      ))}
      <div className="my-3 flex gap-2" role="group" aria-label="What to write">
        <Button look={mode === 'unsafe' ? 'main' : 'plain'} onClick={() => setMode('unsafe')}>
          Unsafe control action
        </Button>
        <Button look={mode === 'notHazardous' ? 'main' : 'plain'} onClick={() => setMode('notHazardous')}>
          Not hazardous
        </Button>
        <Button look={mode === 'notApplicable' ? 'main' : 'plain'} onClick={() => setMode('notApplicable')}>
          Not applicable
        </Button>
      </div>
      {mode === 'unsafe' && <UnsafeForm row={row} cell={cell} onClose={onClose} />}
      {(mode === 'notHazardous' || mode === 'notApplicable') && (
        <VerdictForm row={row} cell={cell} verdict={mode} onClose={onClose} />
      )}
    </Dialog>
  )
}

function UnsafeForm({ row, cell, onClose }: { row: Row; cell: Cell; onClose: () => void }) {
  const commit = useCommit()
  const [, select] = useSelection()
  const [text, setText] = useState(() => proposedText(row, cell.word))
  const [hazards, setHazards] = useState<readonly Uid[]>([])
  const [contexts, setContexts] = useState<readonly Uid[]>([])
  const kind = kindOf('unsafeControlAction')
  const write = async () => {
    const made = unsafeAction(row, cell.word, text, hazards, contexts)
    onClose()
    if (await commit(made.operations, 'from the matrix')) select(made.uid)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) void write()
      }}
    >
      <Field label="Text" help={`${kind.help} Good: “${kind.example?.good}”`}>
        {(ids) => (
          <textarea
            {...ids}
            className={inputLook}
            rows={3}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Choose kind="hazard" label="Leads to" chosen={hazards} onChange={setHazards} />
      <Choose kind="condition" label="In context" chosen={contexts} onChange={setContexts} />
      <Button type="submit" look="main" disabled={!text.trim()}>
        Write it down
      </Button>
    </form>
  )
}

function VerdictForm({
  row,
  cell,
  verdict,
  onClose,
}: {
  row: Row
  cell: Cell
  verdict: 'notHazardous' | 'notApplicable'
  onClose: () => void
}) {
  const commit = useCommit()
  const [reason, setReason] = useState(() => (cell.verdicts[0] ? textOf(cell.verdicts[0], 'reason') : ''))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onClose()
        void commit(judge(row, cell, verdict, reason.trim()), 'from the matrix')
      }}
    >
      <Field label="Reason" help="A rejected candidate is worth as much as one that was kept: say why.">
        {(ids) => (
          <textarea
            {...ids}
            className={inputLook}
            rows={3}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="main" disabled={!reason.trim()}>
        Write it down
      </Button>
    </form>
  )
}
