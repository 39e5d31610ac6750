import { textOf } from '../../fieldValues'
import { itemsOf } from '../../graph'
import type { Analysis, Item } from '../../model'
import { type ChapterDefinition, section } from '../building'
import { type Block, cell, list, type Row, refs } from '../document'
import { fieldColumn, itemTable, keyColumn, linkColumn, textColumn } from '../tables'

export const kernelBasis: ChapterDefinition = {
  name: 'kernelBasis',
  title: 'Kernel basis',
  summary:
    'Which kernel the analysis looked into: graphs, versions, what was taken from them, and what they cannot show.',
  annex: true,
  kinds: ['kernelBinding', 'exploration'],
  build: ({ analysis }) => {
    const bindings = itemsOf(analysis, 'kernelBinding')
    const explorations = itemsOf(analysis, 'exploration')
    if (bindings.length + explorations.length === 0) return []
    const columns = [
      keyColumn,
      textColumn('Name'),
      fieldColumn('kernelBinding', 'subsystem'),
      fieldColumn('kernelBinding', 'kernelVersion'),
      fieldColumn('kernelBinding', 'suspect'),
      linkColumn(analysis, 'binds', 'Binds'),
    ]
    return [
      ...section('graphs', 'Call graphs', graphs(analysis)),
      ...section('bindings', 'Taken from them', itemTable(analysis, ['Kernel bindings'], bindings, columns)),
      ...section('explorations', 'What was explored', explorationTable(analysis, explorations)),
      ...section('limits', 'What they cannot show', list(...limits.map((text) => [text]))),
    ]
  },
}

/** True of every call graph that ks-nav makes of a kernel binary. */
const limits = [
  'A call in a graph is a candidate for a control action; that it is one, a person has said.',
  'Indirect calls (through registers, operation tables, retpolines) are shown as such and are followed only where an exploration names tables: those calls are possible, not certain.',
  'Functions that the compiler inlined are not there; calls from inlined code count for the function around it.',
  'Modules and configurations that the graph was not made of are not covered; a reference to a function may be counted as a call.',
]

function explorationTable(analysis: Analysis, items: readonly Item[]): Block {
  const fields = ['start', 'looks', 'leftOut', 'kernelVersion'].map((name) => fieldColumn('exploration', name))
  return itemTable(analysis, ['Explorations kept'], items, [keyColumn, textColumn('Name'), ...fields])
}

/** Each graph that something was taken from, or that was explored, with what is known of its kernel. */
function graphs(analysis: Analysis): Block {
  const found = new Map<string, { texts: readonly [string, string, string]; items: Item[] }>()
  for (const item of [...itemsOf(analysis, 'kernelBinding'), ...itemsOf(analysis, 'exploration')]) {
    const hash = textOf(item, 'graph')
    const texts = [textOf(item, 'kernelVersion'), textOf(item, 'configuration'), hash] as const
    const entry = found.get(texts.join('\n')) ?? { texts, items: [] }
    entry.items.push(item)
    found.set(texts.join('\n'), entry)
  }
  const rows = [...found.values()].map(({ texts: [version, configuration, hash], items }): Row => {
    return { cells: [cell(version), cell(configuration), cell({ code: hash }), { text: refs(items) }] }
  })
  const columns = [
    { title: 'Kernel' },
    { title: 'Configuration' },
    { title: 'SHA-256 of the graph', width: 'wide' },
    { title: 'Used by', width: 'narrow' },
  ] as const
  return { type: 'table', caption: ['Call graphs'], columns, rows }
}
