'use client'

import Link from 'next/link'
import { KeyLink } from '@/components/item/keyLink'
import type { ShownColumn } from '@/components/view/table/figureRow'
import type { Column } from '@/components/view/table/figures'
import { toneLook } from '@/components/view/table/tone'
import { useAnalysis } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import { kindOf } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'
import { countsText } from '@/lib/stpa/verification/evidence'
import type { ClaimRow } from './claimRows'

/** So many keys stand in a cell. */
const mostShown = 3

export const columns: readonly ShownColumn<ClaimRow>[] = [
  {
    name: 'key',
    title: 'Key',
    width: 'minmax(13rem,3fr)',
    value: ({ item }) => `${item.key} ${textOf(item)}`,
    show: ({ item }) => <KeyLink uid={item.uid} text />,
  },
  {
    name: 'state',
    title: 'Shown',
    width: '6.75rem',
    value: ({ label }) => label,
    show: ({ label, tone }) => <span className={`font-medium ${toneLook(tone)}`}>{label}</span>,
  },
  { name: 'why', title: 'Why', width: 'minmax(12rem,3fr)', value: ({ why }) => why },
  {
    name: 'evidence',
    title: 'Evidence',
    width: 'minmax(7rem,10rem)',
    value: ({ evidence }) => evidence.map(({ key }) => key).join(', '),
    show: ({ item, evidence }) => (item.kind === 'evidence' ? <File item={item} /> : <Evidence evidence={evidence} />),
  },
  {
    name: 'age',
    title: 'Age in days',
    width: '6.25rem',
    value: ({ age }) => age,
    show: ({ age, item, evidence }) =>
      age === null && (item.kind === 'evidence' || evidence.length > 0) ? (
        <span className="text-soft">no date</span>
      ) : (
        age?.toLocaleString('en')
      ),
    help: 'Of the oldest evidence that counts, to the date of this revision of the analysis',
  },
  {
    name: 'kernel',
    title: 'Kernel',
    width: 'minmax(5rem,8rem)',
    value: ({ kernel }) => kernel,
    help: 'Kernel version that the evidence was made on',
  },
]

/** With a button where evidence can be confirmed. */
export const columnsWith = (onConfirm: (row: ClaimRow) => void): readonly ShownColumn<ClaimRow>[] =>
  columns.map((column) =>
    column.name === 'why' ? { ...column, show: (row) => <Why row={row} onConfirm={onConfirm} /> } : column,
  )

function Why({ row, onConfirm }: { row: ClaimRow; onConfirm: (row: ClaimRow) => void }) {
  if (row.confirmable.length === 0) return row.why
  return (
    <span className="flex items-center">
      <span className="min-w-0 truncate">{row.why}</span>
      <button
        type="button"
        tabIndex={-1} // c does it
        className="ml-1.5 shrink-0 rounded border border-line bg-panel px-1.5 text-[12px] text-accent hover:bg-sunken"
        title="The evidence still shows what is written there now"
        aria-label={`Confirm evidence of ${row.item.key} again`}
        onClick={() => onConfirm(row)}
      >
        Confirm again
      </button>
    </span>
  )
}

/** What a saved table has: key and text apart. */
export const savedColumns: readonly Column<ClaimRow>[] = [
  { name: 'key', title: 'Key', width: '', value: ({ item }) => item.key },
  { name: 'kind', title: 'Kind', width: '', value: ({ item }) => kindOf(item.kind).title },
  { name: 'text', title: 'Text', width: '', value: ({ item }) => textOf(item) },
  ...columns.slice(1),
  {
    name: 'counts',
    title: 'Counts',
    width: '',
    value: ({ evidence }) => evidence.flatMap((item) => countsText(item) || []).join('; '),
  },
]

function Evidence({ evidence }: Pick<ClaimRow, 'evidence'>) {
  return (
    <>
      {evidence.slice(0, mostShown).map(({ uid }, index) => (
        <span key={uid}>
          {index > 0 && ', '}
          <KeyLink uid={uid} />
        </span>
      ))}
      {evidence.length > mostShown && <span className="text-soft"> +{evidence.length - mostShown}</span>}
    </>
  )
}

/** To what was read from the file, where its hash says which one it is. */
function File({ item }: { item: Item }) {
  const { id } = useAnalysis()
  const hash = textOf(item, 'hash')
  if (hash === '') return <span className="text-soft">no file</span>
  return (
    <Link
      className="text-accent hover:underline"
      href={`/analyses/${id}/evidence/${encodeURIComponent(hash)}`}
      onClick={(event) => event.stopPropagation()}
    >
      {textOf(item, 'file') || 'its file'}
    </Link>
  )
}
