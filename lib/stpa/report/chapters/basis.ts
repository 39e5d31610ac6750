import type { BasisEntry } from '../basis'
import { type ChapterDefinition, section } from '../building'
import { type Block, cell, paragraph, type Row, toned } from '../document'

export const basis: ChapterDefinition = {
  name: 'basis',
  title: 'Basis of this document',
  summary:
    'What this document rests on beside the analysis, by digest: the same content and basis give the same bytes.',
  annex: true,
  kinds: [],
  build: ({ basis: entries }) => section('entries', 'Basis', paragraph(howItIsHashed), table(entries)),
}

const howItIsHashed =
  'The basis hash of the first page is the SHA-256 of these rows as text: what, name, digest (nothing where it is not there) and note, parted by tabs, with a line feed after each row.'

function table(entries: readonly BasisEntry[]): Block {
  const rows = entries.map(({ what, name, digest, note }): Row => {
    const sum = digest === '' ? toned('warn', 'not there') : cell({ code: digest })
    return { cells: [cell({ code: what }), cell(name), sum, cell(note)] }
  })
  const columns = [
    { title: 'What' },
    { title: 'Name' },
    { title: 'SHA-256', width: 'wide' },
    { title: 'Note' },
  ] as const
  return { type: 'table', caption: [], columns, rows, dense: true }
}
