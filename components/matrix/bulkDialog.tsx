'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useCommit } from '@/lib/client/analysis'
import { type Judgement, judge, reasonsBefore } from '@/lib/edits/cells'
import type { Cell, Row } from '@/lib/stpa/matrix'
import { ReasonField } from './reasonField'
import { VerdictChoice } from './verdictForm'

type Props = {
  cells: readonly { row: Row; cell: Cell }[]
  first: Judgement
  rows: readonly Row[]
  onClose: () => void
}

/** One verdict with one reason for all marked cells; one change. Cells with unsafe control actions are left alone. */
export function BulkDialog({ cells, first, rows, onClose }: Props) {
  const commit = useCommit()
  const [verdict, setVerdict] = useState<Judgement>(first)
  const [reason, setReason] = useState('')
  const before = useMemo(() => reasonsBefore(rows), [rows])
  const free = cells.filter(({ cell }) => cell.ucas.length === 0)
  const left = cells.length - free.length
  return (
    <Dialog
      open
      onClose={onClose}
      title={`A verdict for ${free.length} cells`}
      description={left > 0 ? `${left} marked cells hold unsafe control actions and are left alone.` : undefined}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!reason.trim()) return
          onClose()
          const operations = free.flatMap(({ row, cell }) => judge(row, cell, verdict, reason.trim()))
          void commit(operations, 'verdict for several cells')
        }}
      >
        <VerdictChoice value={verdict} onChange={setVerdict} />
        <ReasonField reason={reason} onChange={setReason} before={before} />
        <Button type="submit" look="main" disabled={!reason.trim() || free.length === 0}>
          Write it down
        </Button>
      </form>
    </Dialog>
  )
}
