import { basename } from 'node:path'
import { coverTrace } from '@/lib/node/trace/coverageTask'
import { traceFilesOf } from '@/lib/node/trace/read'
import type { Analysis } from '@/lib/stpa/model'
import type { CoverageTable } from '@/lib/stpa/verification/coverage'
import { type Candidate, candidatesOf } from '@/lib/trace/coverage/candidates'
import { planOf } from '@/lib/trace/coverage/plan'
import { subsystemUses } from '@/lib/trace/coverage/subsystems'
import { coverageTable } from '@/lib/trace/coverage/table'
import type { RunCoverage } from '@/lib/trace/coverage/types'
import { readInputs } from '../../inputs'
import { tell, troubleOf, troubleText, write } from '../../output'
import { textTable } from '../../textTable'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { coverageJunit } from './coverageJunit'
import { callOptions, readOptionsOf } from './options'

/** Which control actions, feedback and scenarios of an analysis runs have shown. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('trace coverage', args, {
    ...callOptions,
    workload: { type: 'string' },
    normal: { type: 'string' },
    format: { type: 'string', default: 'text' },
    'fail-on': { type: 'string', default: 'never' },
  })
  const format = oneOf('format', values.format, ['text', 'json', 'junit'])
  const failOn = oneOf('fail-on', values['fail-on'], ['notExercised', 'never'])
  const [source, ...paths] = positionals
  if (source === undefined || paths.length === 0)
    throw new UsageError('Name an analysis and a trace: stpa trace coverage ANALYSIS FILE…')
  const { analysis, report } = readInputs([source])
  const options = readOptionsOf(values)
  const plan = planOf(analysis)
  const nature = values.normal === undefined ? {} : ({ nature: 'normal', natureReason: values.normal } as const)
  const runs: RunCoverage[] = []
  for (const files of traceFilesOf(paths)) {
    const title = basename(files.name)
    const run = { id: files.name, title, workload: values.workload ?? title, ...nature }
    runs.push(await coverTrace({ files, plan, run, options, isArchKnown: values.arch !== undefined }))
  }
  const result = resultOf(analysis, runs)
  const writers = { text: coverageText, json: jsonOf, junit: ({ table }: Result) => coverageJunit(table) }
  write(values.output, writers[format](result), format)
  tell(troubleText(report) + troubleOf(plan.problems))
  return failOn === 'notExercised' && result.table.rows.some(({ normal }) => isMissed(normal)) ? 1 : 0
}

const isMissed = (state: string): boolean => state === 'notExercised' || state === 'partial'

type Result = {
  readonly table: CoverageTable
  readonly runs: readonly RunCoverage[]
  readonly candidates: readonly Candidate[]
  readonly subsystems: ReturnType<typeof subsystemUses>
}

function resultOf(analysis: Analysis, runs: readonly RunCoverage[]): Result {
  const subsystems = subsystemUses(analysis, runs)
  const missing = subsystems.filter(({ state }) => state === 'missing').map(({ subsystem }) => subsystem)
  return { table: coverageTable(runs, missing), runs, candidates: candidatesOf(analysis, runs), subsystems }
}

const jsonOf = ({ table, candidates, subsystems, runs }: Result): string => {
  const uses = subsystems.map(({ item, ...use }) => ({ ...use, item: item?.key ?? null }))
  const steps = runs.map(({ run, steps: all, cut }) => ({ run: run.id, steps: all, cut }))
  return `${JSON.stringify({ version: 1, ...table, candidates, subsystems: uses, steps }, null, 2)}\n`
}

function coverageText({ table, candidates, subsystems }: Result): string {
  const { runs, rows, statements, neverFailed, neverFailedCount } = table
  const heads = ['item', 'what', ...runs.map(({ title }) => title), 'confirmed']
  const cells = rows.map(({ key, text, cells: own, isConfirmed }) => [
    ...[key, text.slice(0, 50)],
    ...own.map(({ state, words }) => (words === '' ? state : `${state}: ${words}`)),
    isConfirmed ? 'yes' : '',
  ])
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`
  return [
    textTable(heads, cells),
    list('How far this goes', statements),
    list(
      'Limits of the traces',
      runs.flatMap(({ title, limits }) => limits.map((limit) => `${title}: ${limit}`)),
    ),
    list(
      'For a person to judge',
      candidates.map(({ text }) => text),
    ),
    list(
      'Used, and not in the control structure',
      subsystems
        .filter(({ state }) => state === 'missing')
        .map(({ subsystem, calls, examples }) => `${subsystem}: ${calls} calls, ${examples.slice(0, 3).join(', ')}`),
    ),
    list(`Never seen to fail (${neverFailedCount})`, neverFailed),
  ]
    .filter((part) => part !== '')
    .join('\n')
}
