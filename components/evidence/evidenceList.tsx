'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { sizeText } from '@/components/view/table/figures'
import { FigureTable } from '@/components/view/table/figureTable'
import { useAnalysis } from '@/lib/client/analysis'
import { number } from '@/lib/text/counts'
import type { EvidenceCard } from '@/lib/trace/api'
import { Details, Facts } from './details'
import { formatTitle } from './formatTitle'
import { evidenceItems } from './inAnalysis'
import { RemoveDialog } from './removeDialog'
import { TakeButton } from './takeDialog'

type Listed = EvidenceCard & { readonly keys: readonly { readonly uid: string; readonly key: string }[] }

const keyOf = ({ hash }: Listed): string => hash

/** The files as a table, the newest first, with what can be done with the chosen one beside it. */
export function EvidenceList({ files }: { files: readonly EvidenceCard[] }) {
  const analysis = useAnalysis()
  const router = useRouter()
  const [row, setRow] = useState('') // not in the address: writing it would hinder what Enter opens
  const rows = useMemo(
    () =>
      files.map(
        (file): Listed => ({ ...file, keys: evidenceItems(analysis, file).map(({ uid, key }) => ({ uid, key })) }),
      ),
    [files, analysis],
  )
  const hrefOf = (hash: string) => `/analyses/${analysis.id}/evidence/${hash}`
  const columns = useMemo(() => columnsOf(analysis.id), [analysis.id])
  const chosen = rows.find(({ hash }) => hash === row)
  return (
    <div className="flex min-h-0 flex-1">
      <FigureTable
        label="Files of evidence"
        {...{ rows, columns, keyOf }}
        chosen={row}
        onChoose={setRow}
        onOpen={({ hash }) => router.push(hrefOf(hash))}
      />
      {chosen && <ChosenFile file={chosen} href={hrefOf(chosen.hash)} />}
    </div>
  )
}

const columnsOf = (analysis: string): ShownColumn<Listed>[] => [
  {
    name: 'title',
    title: 'File',
    width: 'minmax(13rem,2fr)',
    value: ({ title }) => title,
    show: ({ hash, title }) => (
      <Link
        className="text-accent hover:underline"
        href={`/analyses/${analysis}/evidence/${hash}`}
        onClick={(event) => event.stopPropagation()} // else the row is chosen, too, and the address changes twice
      >
        {title}
      </Link>
    ),
  },
  {
    name: 'format',
    title: 'Format',
    width: 'minmax(8rem,1fr)',
    value: ({ format, isOutdated }) => formatTitle(format) + (isOutdated ? ' · read by another version' : ''),
  },
  { name: 'lines', title: 'Lines', width: '6.5rem', value: ({ lines }) => lines },
  { name: 'size', title: 'Size', width: '5.5rem', value: ({ size }) => size, show: ({ size }) => sizeText(size) },
  {
    name: 'redacted',
    title: 'Taken out',
    width: 'minmax(5rem,1fr)',
    value: ({ redacted }) => redacted || 'nothing',
    help: 'What was taken out at import',
  },
  {
    name: 'keys',
    title: 'In the analysis',
    width: '8.5rem',
    value: ({ keys }) => keys.map(({ key }) => key).join(', '),
    show: ({ keys }) => keys.map(({ uid }) => <KeyLink key={uid} uid={uid} />),
  },
  { name: 'author', title: 'By', width: '7rem', value: ({ authorName }) => authorName },
  { name: 'date', title: 'Imported', width: '6.5rem', value: ({ createdAt }) => createdAt.slice(0, 10) },
]

function ChosenFile({ file, href }: { file: Listed; href: string }) {
  const [isRemoving, setRemoving] = useState(false)
  return (
    <Details label="Chosen file" title={file.title}>
      <div className="mb-3 flex flex-wrap gap-1.5">
        <Link
          className="inline-flex min-h-7 items-center rounded border border-accent bg-accent px-2.5 text-on-accent"
          href={href}
        >
          Open
        </Link>
        <TakeButton card={file} />
        <a
          className="inline-flex min-h-7 items-center rounded border border-line px-2.5 hover:bg-sunken"
          href={`/api/evidence/${file.hash}/original`}
        >
          Download
        </a>
        <Button look="danger" onClick={() => setRemoving(true)}>
          Remove …
        </Button>
      </div>
      <Facts
        facts={[
          ['Format', formatTitle(file.format)],
          ...(file.isOutdated ? [['Read', 'by another version of this program: to be read again'] as const] : []),
          ['Lines', number(file.lines)],
          ['Size', sizeText(file.size)],
          ['Taken out', file.redacted || 'nothing'],
          ['Imported', `${file.createdAt.slice(0, 16).replace('T', ' ')} by ${file.authorName}`],
          ['SHA-256', file.hash],
          ['As it was given', file.original === file.hash ? 'the same' : file.original],
        ]}
      />
      {isRemoving && <RemoveDialog file={file} onClose={() => setRemoving(false)} />}
    </Details>
  )
}
