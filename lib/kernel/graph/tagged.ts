import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'
import { createdLine } from '@/lib/stpa/reportCounts'
import { bounds } from './builder'
import { type CallGraph, countOf, textAt, textsOf } from './graph'
import { type Maintainers, sectionsOf } from './maintainers'
import { navSubsystems } from './subsystemRule'

/** Where ks-nav keeps the symbol of its indirect calls, and how it tags it: one symbol of each database, in no file. */
const [noFile, indirectCalls] = ['NoFile', 'Indirect Calls']

/**
 * A graph whose files have the tags of a MAINTAINERS file instead of their own: for a graph without tags, or to get the
 * sections as scripts/get_maintainer.pl finds them. The number of rows of a subsystem is then its number of files.
 */
export function withMaintainers(
  graph: CallGraph,
  maintainers: Maintainers,
): { graph: CallGraph; report: ReportLine[] } {
  const numbers = new Map<string, number>()
  const rows: number[] = []
  const tags: number[] = []
  const tagStart = new Uint32Array(countOf(graph.files) + 1)
  let claimed = 0
  for (let file = 0; file < countOf(graph.files); file++) {
    const name = textAt(graph.files, file)
    const sections = name === noFile ? [indirectCalls] : [...new Set(sectionsOf(maintainers, name))]
    if (sections.length > 0) claimed++
    for (const section of sections) {
      const number = numbers.get(section) ?? numbers.size
      numbers.set(section, number)
      rows[number] = (rows[number] ?? 0) + 1
      tags.push(number)
    }
    tagStart[file + 1] = tags.length
  }
  const subsystems = [...numbers.keys()]
  if (subsystems.length > bounds.subsystems)
    throw new StpaError(
      'tooLarge',
      `${subsystems.length} sections are more than the ${bounds.subsystems} that one graph may hold.`,
    )
  const names = Array.from({ length: countOf(graph.names) }, (_, of) => textAt(graph.names, of))
  const arrays = { tagStart, tagSubsystem: Uint16Array.from(tags), tagRows: Uint32Array.from(rows) }
  const { fileOf, isIndirect } = graph
  const tagged = {
    ...graph,
    ...arrays,
    subsystems: textsOf(subsystems),
    navSubsystem: navSubsystems({ fileOf, isIndirect, ...arrays }, names, subsystems),
  }
  const message = `${tags.length} tags of ${subsystems.length} subsystems for ${claimed} of ${countOf(graph.files)} files`
  return {
    graph: tagged,
    report: [
      createdLine(message, tags.length),
      ...maintainers.unread.map((line): ReportLine => ({ outcome: 'skipped', message: line })),
    ],
  }
}
