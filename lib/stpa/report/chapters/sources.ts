import type { Citation } from '../../fields'
import { itemsOf } from '../../graph'
import { kinds } from '../../kinds'
import type { Analysis } from '../../model'
import { type ChapterDefinition, section } from '../building'
import { type Block, cell, type Row, refs } from '../document'

export const sources: ChapterDefinition = {
  name: 'sources',
  title: 'Sources',
  summary: 'What the analysis was imported from, and the documents that its items cite.',
  annex: true,
  kinds: [],
  build: ({ analysis }) => [
    ...section('files', 'Imported files', files(analysis)),
    ...section('documents', 'Documents cited', documents(analysis)),
  ],
}

function files(analysis: Analysis): Block {
  const found = new Map<string, { file: string; hash: string; count: number }>()
  for (const kind of kinds) {
    for (const { origin } of itemsOf(analysis, kind.name)) {
      if (origin?.file === undefined) continue
      const id = `${origin.file} ${origin.hash ?? ''}`
      const entry = found.get(id) ?? { file: origin.file, hash: origin.hash ?? '', count: 0 }
      entry.count++
      found.set(id, entry)
    }
  }
  const rows = [...found.values()].map(
    ({ file, hash, count }): Row => ({
      cells: [cell({ code: file.split(/[\\/]/).at(-1) ?? file }), cell({ code: hash }), cell(String(count))],
    }),
  )
  const columns = [
    { title: 'File' },
    { title: 'SHA-256 of the original', width: 'wide' },
    { title: 'Items', align: 'end' },
  ] as const
  return { type: 'table', caption: ['Imported files'], columns, rows }
}

function documents(analysis: Analysis): Block {
  const cited = new Map<string, { citation: Citation; uids: Set<string> }>()
  for (const kind of kinds) {
    for (const item of itemsOf(analysis, kind.name)) {
      // Parsed by the common field `sources`.
      for (const citation of (item.fields.sources ?? []) as readonly Citation[]) {
        const id = `${citation.document}\n${citation.version ?? ''}`
        const entry = cited.get(id) ?? { citation, uids: new Set<string>() }
        entry.uids.add(item.uid)
        cited.set(id, entry)
      }
    }
  }
  const rows = [...cited.values()].map(({ citation, uids }): Row => {
    const items = [...uids].flatMap((uid) => analysis.items.get(uid) ?? [])
    return { cells: [cell(citation.document), cell(citation.version ?? ''), { text: refs(items) }] }
  })
  const columns = [
    { title: 'Document', width: 'wide' },
    { title: 'Version' },
    { title: 'Cited by', width: 'narrow' },
  ] as const
  return { type: 'table', caption: ['Documents cited'], columns, rows }
}
