'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { useCommit } from '@/lib/client/analysis'
import type { GuideWord } from '@/lib/stpa/guideWords'
import type { Row } from '@/lib/stpa/matrix'
import { judge } from './cellEdits'
import type { At } from './useMatrixKeys'

/** One verdict with one reason for all marked cells; one change. Cells with unsafe control actions are left alone. */
export function BulkDialog({
  rows,
  range,
  words,
  onClose,
}: {
  rows: readonly Row[]
  range: readonly At[]
  words: readonly GuideWord[]
  onClose: () => void
}) {
  const commit = useCommit()
  const [verdict, setVerdict] = useState('notApplicable')
  const [reason, setReason] = useState('')
  const cells = range.flatMap(({ row, column }) => {
    const subject = rows[row]
    const cell = subject?.cells.find((candidate) => candidate.word === words[column])
    return subject && cell && cell.ucas.length === 0 ? [{ row: subject, cell }] : []
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`A verdict for ${cells.length} cells`}
      description={
        cells.length < range.length
          ? `${range.length - cells.length} marked cells hold unsafe control actions and are left alone.`
          : undefined
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onClose()
          void commit(
            cells.flatMap(({ row, cell }) => judge(row, cell, verdict, reason.trim())),
            'verdict for several cells',
          )
        }}
      >
        <Field label="Verdict">
          {(ids) => (
            <select {...ids} className={inputLook} value={verdict} onChange={(event) => setVerdict(event.target.value)}>
              <option value="notApplicable">Not applicable</option>
              <option value="notHazardous">Not hazardous</option>
            </select>
          )}
        </Field>
        <Field label="Reason">
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
        <Button type="submit" look="main" disabled={!reason.trim() || cells.length === 0}>
          Write it down
        </Button>
      </form>
    </Dialog>
  )
}
