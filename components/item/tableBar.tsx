'use client'

import { Button } from '@/components/ui/button'
import { FilterField } from '@/components/ui/inputs'
import { Menu } from '@/components/ui/menu'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { removal, setField } from '@/lib/edits/items'
import { states } from '@/lib/stpa/commonFields'
import type { Kind } from '@/lib/stpa/defineKind'
import type { Operation } from '@/lib/stpa/operations/types'
import { clipboardRows } from '@/lib/text/csv'
import { cellText } from './cellText'

type Props = {
  kind: Kind
  shown: number
  all: number
  filter: string
  setFilter: (filter: string) => void
  onAdd: () => void
  onPaste: () => void
  marked: ReadonlySet<string>
  setMarked: (marked: ReadonlySet<string>) => void
}

export function TableBar({ kind, shown, all, filter, setFilter, onAdd, onPaste, marked, setMarked }: Props) {
  return (
    <div className="border-line border-b bg-panel px-3 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-2 font-semibold text-[15px]">{kind.plural}</h2>
        <span className="text-[12px] text-soft" role="status">
          {shown === all ? all : `${shown} of ${all}`}
        </span>
        <FilterField
          label={`Filter ${kind.plural.toLowerCase()}`}
          className="max-w-60"
          value={filter}
          onChange={setFilter}
        />
        <Button look="main" onClick={onAdd} title="n in the table">
          New {kind.title.toLowerCase()}
        </Button>
        <Button onClick={onPaste}>Paste …</Button>
        {marked.size > 0 && <Bulk marked={marked} setMarked={setMarked} />}
      </div>
      <p className="mt-1 text-[12px] text-soft">{kind.help}</p>
    </div>
  )
}

/** What is done to several rows at once: one commit, one undo. */
function Bulk({ marked, setMarked }: Pick<Props, 'marked' | 'setMarked'>) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const items = [...marked].flatMap((uid) => analysis.items.get(uid) ?? [])
  const run = async (operations: Operation[]) => {
    await commit(operations)
    setMarked(new Set())
  }
  const copy = () =>
    navigator.clipboard.writeText(
      clipboardRows(items.map((item) => [item.key, cellText(item, 'text'), cellText(item, 'state')])),
    )
  return (
    <>
      <Menu
        button={<Button>State of {marked.size} …</Button>}
        entries={states.map((state) => ({
          label: state.label,
          onSelect: () => void run(items.map((item) => setField(item, 'state', state.value))),
        }))}
      />
      <Button onClick={() => void copy()}>Copy</Button>
      <Button look="danger" onClick={() => void run(removal(analysis, [...marked]))}>
        Remove {marked.size}
      </Button>
      <Button look="quiet" onClick={() => setMarked(new Set())}>
        None
      </Button>
    </>
  )
}
