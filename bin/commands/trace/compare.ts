import { basename } from 'node:path'
import { compareFlows, mostRuns } from '@/lib/trace/compare/compare'
import type { Comparison } from '@/lib/trace/compare/model'
import { comparisonPicture } from '@/lib/trace/compare/picture'
import { write } from '../../output'
import { textTable } from '../../textTable'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { chosenFlow, flowsOf, pictureFormats, pictureOf } from './flows'
import { filesOf, troubleOfFiles } from './inputs'
import { callOptions, readOptionsOf } from './options'

/** Where runs part, and on what error. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('trace compare', args, {
    ...callOptions,
    process: { type: 'string' },
    format: { type: 'string', default: 'text' },
  })
  const format = oneOf('format', values.format, ['text', ...pictureFormats])
  const paths = filesOf('trace compare', positionals)
  if (paths.length < 2) throw new UsageError('Name two traces or more: the first is what the others are compared with.')
  if (paths.length > mostRuns) throw new UsageError(`At most ${mostRuns} traces are compared at once.`)
  const options = readOptionsOf(values)
  const read = []
  for (const path of paths) read.push(await flowsOf([path], options))
  const names = paths.map((path) => basename(path))
  const runs = read.map(({ flows }, run) => ({ name: names[run] ?? '', flow: chosenFlow(flows, values.process) }))
  const comparison = compareFlows(runs)
  const files = read.flatMap((each) => each.files)
  if (format === 'json') write(values.output, `${JSON.stringify({ version: 1, files, ...comparison }, null, 2)}\n`)
  else if (format === 'text') write(values.output, comparisonText(comparison))
  else write(values.output, await pictureOf(comparisonPicture(comparison), format))
  if (format !== 'json') process.stderr.write(troubleOfFiles(files))
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
