'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import type { Column } from '@/components/view/table/figures'
import { useAnalysis } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import { kindOf } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'
import { countsText } from '@/lib/stpa/verificationEvidence'
import type { ClaimRow, Tone } from './claimRows'

export type ClaimColumn = Column<ClaimRow> & { readonly show?: (row: ClaimRow) => ReactNode }

const toneLooks: Readonly<Record<Tone, string>> = {
  good: 'text-good',
  warn: 'text-warning',
  bad: 'text-error',
  quiet: 'text-soft',
}

export const toneLook = (tone: Tone): string => toneLooks[tone]

/** So many keys stand in a cell. */
const mostShown = 3

export const columns: readonly ClaimColumn[] = [
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
