'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useCommit } from '@/lib/client/analysis'
import { type Judgement, judge, reasonsBefore } from '@/lib/edits/cells'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Cell, Row } from '@/lib/stpa/matrix'
import { ReasonField } from './reasonField'

const judgements = [
  ['notHazardous', 'Not hazardous'],
  ['notApplicable', 'Not applicable'],
] as const

export function VerdictChoice({ value, onChange }: { value: Judgement; onChange: (value: Judgement) => void }) {
  return (
    <fieldset className="mb-3">
      <legend className="mb-0.5 font-medium text-[12.5px]">Verdict</legend>
      {judgements.map(([name, label]) => (
        <label key={name} className="mr-4 inline-flex items-center gap-1">
          <input type="radio" name="verdict" checked={value === name} onChange={() => onChange(name)} />
          {label}
        </label>
      ))}
    </fieldset>
  )
}

type Props = { row: Row; cell: Cell; verdict: Judgement; rows: readonly Row[]; onClose: () => void }

/** A verdict on one cell, with its reason. */
export function VerdictForm({ row, cell, verdict, rows, onClose }: Props) {
  const commit = useCommit()
  const [reason, setReason] = useState(() => (cell.verdicts[0] ? textOf(cell.verdicts[0], 'reason') : ''))
  const before = useMemo(() => reasonsBefore(rows), [rows])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!reason.trim()) return
        onClose()
        void commit(judge(row, cell, verdict, reason.trim()), 'from the matrix')
      }}
    >
      {cell.ucas.length > 0 && (
        <p className="mb-2 text-warning">
          This cell holds unsafe control actions: it stays hazardous until they are rejected or removed. The verdict is
          kept.
        </p>
      )}
      <ReasonField reason={reason} onChange={setReason} before={before} />
      <Button type="submit" look="main" disabled={!reason.trim()}>
        Write it down
      </Button>
    </form>
  )
}
