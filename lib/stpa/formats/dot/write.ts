import { fieldOf, textOf } from '../../fieldValues'
import { graphOf, itemsOf, linked } from '../../graph'
import { kindOf, kinds } from '../../kinds'
import { interactionKinds } from '../../kinds/interaction'
import type { Analysis, Item, ReportLine } from '../../model'
import { createdLine } from '../../reportCounts'
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
  const drawn = `${elements.length} elements, ${edges.lines.length} interactions`
  const created = [createdLine(drawn, elements.length + edges.lines.length)]
  const isDrawn = ({ uid }: Item) => names.has(uid) || edges.uids.has(uid) || uid === structure?.uid
  const items = kinds.flatMap((kind) => itemsOf(analysis, kind.name))
  const losses = [...lost(items.filter((item) => !isDrawn(item))), ...lostBeside(items.filter(isDrawn))]
  return { text: lines.join('\n'), report: sortReport([...created, ...losses]) }
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

/** So many keys are named in one line. */
const mostKeys = 20

function lost(items: readonly Item[]): ReportLine[] {
  return [...byKind(items)].map(([name, members]) => {
    const keys = members.slice(0, mostKeys).map((item) => item.key)
    const more = members.length > mostKeys ? ` and ${members.length - mostKeys} more` : ''
    const plural = kindOf(name).plural.toLowerCase()
    return {
      outcome: 'lost',
      message: `${members.length} ${plural} are not part of this drawing: ${keys.join(', ')}${more}`,
    }
  })
}

/** What the reader takes from a drawing again. */
const drawn = new Set(['text', 'nature', 'boundary', 'interfaceName'])

/** What drawn items have besides: one line for each kind. */
function lostBeside(items: readonly Item[]): ReportLine[] {
  return [...byKind(items)].flatMap(([name, members]): ReportLine[] => {
    const { allFields, plural } = kindOf(name)
    const fields = Object.keys(allFields).filter(
      (field) => !drawn.has(field) && members.some((item) => Object.hasOwn(item.fields, field)),
    )
    const isArrow = interactionKinds.some((kind) => kind === name)
    if (fields.length === 0 && !isArrow) return []
    const labels = [...(isArrow ? ['Key'] : []), ...fields.map((field) => allFields[field]?.label)]
    return [{ outcome: 'lost', message: `${plural} in this drawing are drawn without: ${labels.join(', ')}` }]
  })
}

function byKind(items: readonly Item[]): ReadonlyMap<string, Item[]> {
  const found = new Map<string, Item[]>()
  for (const item of items) {
    const members = found.get(item.kind)
    if (members) members.push(item)
    else found.set(item.kind, [item])
  }
  return found
}
