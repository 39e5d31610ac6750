import { fieldOf, textOf } from '../../fieldValues'
import { graphOf, itemsOf, linked } from '../../graph'
import { kindOf } from '../../kinds'
import { interactionKinds } from '../../kinds/interaction'
import type { Analysis, Item, ReportLine } from '../../model'
import { sortReport } from '../report'
import type { Exported, ExportOptions } from '../types'

const quote = (text: string): string => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\r?\n/g, '\\n')}"`

/** Writes one control structure (the first, unless named) with the legend that the reader takes by default. */
export function writeDot(analysis: Analysis, options: ExportOptions): Exported {
  const structure = options.structure ? analysis.items.get(options.structure) : itemsOf(analysis, 'structure')[0]
  const shown = structure && new Set(linked(analysis, structure.uid, 'shows').map((item) => item.uid))
  const elements = itemsOf(analysis, 'element').filter((item) => !shown || shown.has(item.uid))
  const names = new Set(elements.map((item) => item.uid))
  const lines = [`digraph ${quote(structure?.key ?? 'structure')} {`, '  node [shape=box style=filled fillcolor=white]']
  const roots = elements.filter((item) => item.parent === null || !names.has(item.parent))
  for (const item of roots) lines.push(...nodeLines(analysis, item, names, '  '))
  const edges = edgeLines(analysis, names)
  lines.push(...edges.lines, '}', '')
  const created: ReportLine[] = [
    { outcome: 'created', message: `${elements.length} elements, ${edges.lines.length} interactions` },
  ]
  const beside = [...analysis.items.values()].filter(
    (item) => !names.has(item.uid) && !edges.uids.has(item.uid) && item.uid !== structure?.uid,
  )
  return { text: lines.join('\n'), report: sortReport([...created, ...lost(beside)]) }
}

function nodeLines(analysis: Analysis, item: Item, names: ReadonlySet<string>, indent: string): string[] {
  const children = (graphOf(analysis).children.get(item.uid) ?? []).filter((child) => names.has(child.uid))
  if (children.length === 0) return [`${indent}${quote(item.key)} [label=${quote(textOf(item))}${fill(item)}]`]
  return [
    `${indent}subgraph ${quote(`cluster_${item.key}`)} {`,
    `${indent}  label=${quote(textOf(item))}`,
    // The box itself has a node, so that arrows can end at it.
    `${indent}  ${quote(item.key)} [label=${quote(textOf(item))}${fill(item)}]`,
    ...children.flatMap((child) => nodeLines(analysis, child, names, `${indent}  `)),
    `${indent}}`,
  ]
}

function fill(item: Item): string {
  if (fieldOf(item, 'nature') === 'data') return ' fillcolor=lightblue'
  return fieldOf(item, 'boundary') === 'systemUnderAnalysis' ? '' : ' fillcolor=gray'
}

function edgeLines(analysis: Analysis, names: ReadonlySet<string>): { lines: string[]; uids: Set<string> } {
  const lines: string[] = []
  const uids = new Set<string>()
  const styles = { controlAction: '', feedback: ' style=dashed', otherInteraction: ' style=dotted' }
  for (const kind of interactionKinds) {
    for (const item of itemsOf(analysis, kind)) {
      const [source] = linked(analysis, item.uid, 'source')
      const interfaceName = textOf(item, 'interfaceName')
      const label = `${textOf(item)}${interfaceName ? ` (${interfaceName})` : ''}`
      for (const target of linked(analysis, item.uid, 'target')) {
        if (!source || !names.has(source.uid) || !names.has(target.uid)) continue
        uids.add(item.uid)
        lines.push(`  ${quote(source.key)} -> ${quote(target.key)} [label=${quote(label)}${styles[kind]}]`)
      }
    }
  }
  return { lines, uids }
}

function lost(items: readonly Item[]): ReportLine[] {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(item.kind, (counts.get(item.kind) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({
    outcome: 'lost',
    message: `${count} ${kindOf(name).plural.toLowerCase()} are not part of this drawing`,
  }))
}
