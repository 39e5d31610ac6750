import { basename } from 'node:path'
import { type TraceFiles, traceFilesOf } from '@/lib/node/trace/read'
import { compareFlows, mostRuns } from '@/lib/trace/compare/compare'
import type { ComparedRun, Comparison } from '@/lib/trace/compare/model'
import { comparisonPicture } from '@/lib/trace/compare/picture'
import type { ReadFile } from '@/lib/trace/summary/summary'
import { tell, write } from '../../output'
import { textTable } from '../../textTable'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { chosenFlow, flowsOf, pictureFormats, pictureOf } from './flows'
import { filesOf, troubleOfFiles } from './inputs'
import { callOptions, numbersOf, readOptionsOf } from './options'

/** Where runs part, and on what error. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('trace compare', args, {
    ...callOptions,
    process: { type: 'string' },
    format: { type: 'string', default: 'text' },
  })
  const format = oneOf('format', values.format, ['text', ...pictureFormats])
  const paths = filesOf('trace compare', positionals)
  const sets = traceFilesOf(paths)
  // run.1 and run.2 may be two runs as well as two threads: what is to be compared is no set of one.
  const traces = sets.length > 1 ? sets : paths.map((path): TraceFiles => ({ name: path, paths: [path] }))
  if (traces.length < 2)
    throw new UsageError('Name two traces or more: the first is what the others are compared with.')
  if (traces.length > mostRuns) throw new UsageError(`At most ${mostRuns} traces are compared at once.`)
  const options = readOptionsOf(values)
  const numbers = await numbersOf(values)
  const runs: ComparedRun[] = []
  const files: ReadFile[] = []
  for (const { name, paths: each } of traces) {
    const read = await flowsOf(each, options, numbers)
    // The other processes' flows are let go: two runs of a million lines fit beside each other.
    runs.push({ name: basename(name), flow: chosenFlow(read.flows, values.process) })
    files.push(...read.files)
  }
  const comparison = compareFlows(runs)
  if (format === 'json') write(values.output, `${JSON.stringify({ version: 1, files, ...comparison }, null, 2)}\n`)
  else if (format === 'text') write(values.output, comparisonText(comparison), format)
  else write(values.output, await pictureOf(comparisonPicture(comparison), format))
  if (format !== 'json') tell(troubleOfFiles(files))
  return 0
}

const cell = (value: string | null | undefined): string => value ?? '–'

function comparisonText({ names, steps, differences, partings, isApproximate }: Comparison): string {
  const line = (lines: { first: number } | null | undefined) => (lines ? `line ${lines.first}` : '–')
  const parts = partings.map(({ run, text, values, lines, error }) => [
    ...[cell(names[run]), text || 'the start', values.map(cell).join(' | '), error, lines.map(line).join(' | ')],
  ])
  const rows = differences.map(({ kind, text, values, lines }) => [
    ...[kind, text, values.map(cell).join(' | '), lines.map(line).join(' | ')],
  ])
  const same = 'The runs do the same, step by step.\n'
  return [
    `${names.join(' | ')}: ${steps.length} steps, ${steps.filter(({ isDecision }) => isDecision).length} decisions\n`,
    parts.length > 0 ? textTable(['run', 'parts at', 'first | this', 'error', 'where'], parts) : '',
    rows.length > 0 ? textTable(['difference', 'step', names.join(' | '), 'where'], rows) : same,
    isApproximate ? 'The flows are long: steps may be the same and yet stand apart.\n' : '',
  ]
    .filter((part) => part !== '')
    .join('\n')
}
