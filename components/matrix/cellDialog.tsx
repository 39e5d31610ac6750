'use client'

import { useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { inputLook } from '@/components/ui/field'
import { type Commit, useAnalysis, useCommit } from '@/lib/client/analysis'
import { type Judgement, reject, removeAction, reopen, restore } from '@/lib/edits/cells'
import { textOf } from '@/lib/stpa/fieldValues'
import { guideWordOf } from '@/lib/stpa/guideWords'
import { kindOf } from '@/lib/stpa/kinds'
import type { Cell, Row } from '@/lib/stpa/matrix'
import type { Item } from '@/lib/stpa/model'
import type { Matrix } from './matrixRows'
import { UnsafeForm } from './unsafeForm'
import { VerdictForm } from './verdictForm'

export type Mode = 'look' | 'unsafe' | Judgement

type Props = { row: Row; column: number; mode: Mode; matrix: Matrix; onClose: () => void }

/** One cell: what is there, a new unsafe control action, or a verdict with its reason. */
export function CellDialog({ row, column, mode: first, matrix, onClose }: Props) {
  const commit = useCommit()
  const [mode, setMode] = useState<Mode>(first)
  const cell = row.cells[column]
  if (!cell) return null
  const word = guideWordOf(cell.word)
  const choices = [
    ['unsafe', 'Unsafe control action'],
    ['notHazardous', 'Not hazardous'],
    ['notApplicable', 'Not applicable'],
  ] as const
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title={`${row.subject.key} ${textOf(row.subject)} · ${word?.label ?? cell.word}`}
    >
      {cell.ucas.map((item) => (
        <Action key={item.uid} item={item} commit={commit} />
      ))}
      {cell.rejected.map((item) => (
        <p key={item.uid} className="mb-1 flex items-baseline gap-2 text-soft">
          <KeyLink uid={item.uid} /> Rejected: {textOf(item, 'stateReason')}
          <Button look="quiet" onClick={() => void commit([restore(item)], 'restored in the matrix')}>
            Restore
          </Button>
        </p>
      ))}
      <Verdicts cell={cell} commit={commit} />
      <div className="my-3 flex gap-2" role="group" aria-label="What to write">
        {choices.map(([name, label]) => (
          <Button
            key={name}
            look={mode === name ? 'main' : 'plain'}
            aria-pressed={mode === name}
            onClick={() => setMode(name)}
          >
            {label}
          </Button>
        ))}
      </div>
      {mode === 'unsafe' && <UnsafeForm row={row} column={cell.word} columns={matrix.words} onClose={onClose} />}
      {(mode === 'notHazardous' || mode === 'notApplicable') && (
        <VerdictForm row={row} cell={cell} verdict={mode} rows={matrix.all} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Verdicts({ cell, commit }: { cell: Cell; commit: Commit }) {
  if (cell.verdicts.length === 0) return null
  const options = kindOf('verdict').allFields.verdict?.options ?? []
  const labelOf = (item: Item) => options.find((option) => option.value === textOf(item, 'verdict'))?.label
  return (
    <div className="mb-1 flex items-baseline gap-2">
      <div className="text-soft">
        {cell.verdicts.map((item) => (
          <p key={item.uid}>
            <KeyLink uid={item.uid} /> {labelOf(item)}: {textOf(item, 'reason')}
          </p>
        ))}
      </div>
      <Button look="quiet" onClick={() => void commit(reopen(cell), 'verdict taken back')}>
        Take back
      </Button>
    </div>
  )
}

/** An unsafe control action that is there: kept, rejected with a reason, or removed. */
function Action({ item, commit }: { item: Item; commit: Commit }) {
  const analysis = useAnalysis()
  const [reason, setReason] = useState<string>()
  return (
    <div className="mb-2">
      <p>
        <KeyLink uid={item.uid} text />
      </p>
      {reason === undefined ? (
        <div className="flex gap-1">
          <Button look="quiet" onClick={() => setReason('')}>
            Reject …
          </Button>
          <Button look="quiet" onClick={() => void commit(removeAction(analysis, item), 'removed in the matrix')}>
            Remove
          </Button>
        </div>
      ) : (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim()) void commit([reject(item, reason.trim())], 'rejected in the matrix')
          }}
        >
          <input
            aria-label={`Why ${item.key} is rejected`}
            placeholder="Why it is not hazardous after all"
            className={inputLook}
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button type="submit" disabled={!reason.trim()}>
            Reject
          </Button>
        </form>
      )}
    </div>
  )
}
