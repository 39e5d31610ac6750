import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'
import { edgeParts, type LabelEntry, labelEntries, labelIn, nodeName } from './pictureScan'

export type PictureEdge = { readonly from: string; readonly to: string; readonly labels: readonly LabelEntry[] }

/** The lines of a picture as data. */
export type DotLines = {
  readonly kind: 'functions' | 'subsystems'
  /** Which program and mode printed it. */
  readonly format: string
  /** Name → line. */
  readonly nodes: ReadonlyMap<string, number>
  readonly edges: readonly PictureEdge[]
  readonly report: readonly ReportLine[]
}

/** Arrows of one picture; nav's greatest here has 27,974. */
const mostEdges = 1_000_000
/** So many lines that could not be read are named one by one. */
const mostNamed = 10

/** Attributes, braces and sub-graphs: how it looks, not what it says. */
const look =
  /^\s*(?:$|[{}]|\/\/|#|(?:rankdir|layout|overlap|label|color|fillcolor|style|penwidth|fontsize|bgcolor|compound)\s*=|(?:node|edge|graph)\s*\[|subgraph\b|digraph\b)/

/**
 * Reads DOT as nav (modes 1 to 6) and graph-tools print it, line by line: names are never escaped there, and nav's mode
 * 3 is no valid DOT: a semicolon ends each edge before its label.
 * @throws StpaError unknownFormat, tooLarge
 */
export function readDotLines(file: string, text: string): DotLines {
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((line) => /^\s*(strict\s+)?digraph\b/.test(line))
  if (start < 0) throw noPicture(file)
  const nodes = new Map<string, number>()
  const edges: PictureEdge[] = []
  const unread: number[] = []
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const edge = edgeOf(line)
    const node = edge ? undefined : nodeName(line)
    if (edge) edges.push(edge)
    else if (node !== undefined) nodes.set(node, index + 1)
    else if (!look.test(line)) unread.push(index + 1)
    if (edges.length > mostEdges) throw new StpaError('tooLarge', `${file} has more than ${mostEdges} arrows.`)
  }
  if (nodes.size + edges.length === 0 && unread.length > 0) throw nothingRead(file, unread[0])
  const kind = kindOf(lines.slice(start, start + 4).join('\n'), lines, edges)
  return { ...kind, nodes, edges, report: reportOf(file, start, unread) }
}

function noPicture(file: string): StpaError {
  const message = `${file} is no kernel graph: neither a ks-nav database nor what nav or graph-tools print.`
  return new StpaError('unknownFormat', message, { place: { file } })
}

/** A graph without arrows is one; a graph of which no line is understood is none. */
function nothingRead(file: string, line: number | undefined): StpaError {
  const message = `${file}:${line}: neither a node nor an arrow, nor is any other line: not what nav or graph-tools print.`
  return new StpaError('unreadable', message, { place: { file, ...(line === undefined ? {} : { line }) } })
}

function edgeOf(line: string): PictureEdge | undefined {
  const parts = edgeParts(line)
  return parts && { from: parts.from, to: parts.to, labels: labelEntries(labelIn(parts.attributes)) }
}

function kindOf(
  head: string,
  lines: readonly string[],
  edges: readonly PictureEdge[],
): Pick<DotLines, 'kind' | 'format'> {
  const command = /digraph\s+(\w+)/.exec(head)?.[1] ?? 'G'
  if (command !== 'G') return { kind: 'functions', format: `graph-tools ${command}` }
  if (/layout="fdp"/.test(head)) return { kind: 'functions', format: 'nav mode 5 or 6' }
  if (lines.some((line) => line.includes('edgeid'))) return { kind: 'functions', format: 'nav mode 1' }
  if (edges.some((edge) => edge.labels.length > 0)) return { kind: 'subsystems', format: 'nav mode 4' }
  return { kind: 'subsystems', format: /rankdir="LR"/.test(head) ? 'nav mode 3 or 4' : 'nav mode 2' }
}

function reportOf(file: string, before: number, unread: readonly number[]): ReportLine[] {
  const report: ReportLine[] = []
  if (before > 0) {
    const message = `${before} lines before the graph are left out (nav prints its defaults there)`
    report.push({ outcome: 'repaired', message, count: before, place: { file, line: 1 } })
  }
  for (const line of unread.slice(0, mostNamed)) {
    report.push({ outcome: 'skipped', message: 'a line that is no node and no arrow', place: { file, line } })
  }
  const more = unread.length - mostNamed
  if (more > 0) report.push({ outcome: 'skipped', message: `${more} more such lines`, count: more })
  return report
}
