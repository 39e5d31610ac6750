'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { inputLook } from '@/components/ui/field'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { createItem, setField } from '@/lib/edits/items'
import type { Kind } from '@/lib/stpa/defineKind'
import { findByKey } from '@/lib/stpa/graph'
import type { Analysis } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { withoutGuard } from '@/lib/text/csv'

type Row = { key: string; text: string; known: boolean }

/** Lines of a spreadsheet: one column is the text, two are key and text. */
function rowsOf(analysis: Analysis, kind: Kind, pasted: string): Row[] {
  return pasted
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => withoutGuard(cell.trim())))
    .filter((cells) => cells.some(Boolean))
    .slice(0, 5_000)
    .map((cells) => {
      const [key = '', text = ''] = cells.length > 1 ? cells : ['', cells[0] ?? '']
      return { key, text, known: key !== '' && findByKey(analysis, [kind.name], key) !== undefined }
    })
}

function operationsFor(analysis: Analysis, kind: Kind, rows: readonly Row[]): Operation[] {
  return rows.flatMap((row): Operation[] => {
    const item = row.key === '' ? undefined : findByKey(analysis, [kind.name], row.key)
    if (item) return item.fields.text === row.text ? [] : [setField(item, 'text', row.text)]
    const { operation } = createItem(kind.name, row.text)
    return [row.key === '' || operation.op !== 'create' ? operation : { ...operation, key: row.key }]
  })
}

/** Paste, look, then write in one commit: new rows are created, rows with a known key change its text. */
export function PasteDialog({ kind, open, onClose }: { kind: Kind; open: boolean; onClose: () => void }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [pasted, setPasted] = useState('')
  const rows = rowsOf(analysis, kind, pasted)
  const known = rows.filter((row) => row.known).length
  const write = async () => {
    if (await commit(operationsFor(analysis, kind, rows), 'pasted from a spreadsheet')) {
      setPasted('')
      onClose()
    }
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      wide
      title={`Paste ${kind.plural.toLowerCase()}`}
      description="One row each: the text alone, or key and text in two columns. A key that is there already gets the new text."
    >
      <textarea
        className={`${inputLook} font-mono text-[12px]`}
        rows={8}
        aria-label="Rows"
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      <p className="my-2 text-soft" role="status">
        {rows.length - known} new, {known} changed
      </p>
      <Button look="main" disabled={rows.length === 0} onClick={() => void write()}>
        Write {rows.length} rows
      </Button>
    </Dialog>
  )
}
