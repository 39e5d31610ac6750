import type { ReportLine } from '@/lib/stpa/model'
import { createdLine } from '@/lib/stpa/reportCounts'
import { type CallGraph, callCount, countOf, functionCount } from './graph/graph'

/** What an import of a kernel made: the first line of its report. */
export function graphLine(graph: CallGraph): ReportLine {
  const { kernelVersion, note } = graph.provenance
  const counts = {
    functions: functionCount(graph),
    calls: callCount(graph),
    files: countOf(graph.files),
    subsystems: countOf(graph.subsystems),
  }
  const parts = Object.entries(counts).map(([what, count]) => `${count} ${what}`)
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return createdLine(`Linux ${kernelVersion} (${note}): ${parts.join(', ')}`, all)
}
