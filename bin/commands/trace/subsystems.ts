import { csvOf } from '@/lib/text/csv'
import type { TraceProcess } from '@/lib/trace/action'
import { ActionReader } from '@/lib/trace/actions/reader'
import { noiseOf } from '@/lib/trace/digest'
import { servedByTables } from '@/lib/trace/served'
import { systemViewSvg } from '@/lib/trace/systemView/svg'
import { systemViewOf } from '@/lib/trace/systemView/systemView'
import { type SubsystemUse, type Usage, UsageCounter } from '@/lib/trace/usage/usage'
import { tell, write } from '../../output'
import { textTable } from '../../textTable'
import { argumentsOf, oneOf } from '../../usage'
import { filesOf, readAll, troubleOfFiles } from './inputs'
import { callOptions, numbersOf, readOptionsOf, tablesFor } from './options'

/** Which subsystems of the kernel and which resources a workload used. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('trace subsystems', args, {
    ...callOptions,
    format: { type: 'string', default: 'text' },
  })
  const format = oneOf('format', values.format, ['text', 'json', 'csv', 'svg', 'png'])
  const paths = filesOf('trace subsystems', positionals)
  const options = readOptionsOf(values)
  const tables = await tablesFor(options, values)
  const names = new Map<number, TraceProcess>()
  const usage = new UsageCounter(servedByTables(tables, options.arch), (process) => names.get(process)?.name ?? '')
  const sink = {
    started: (process: TraceProcess) => void names.set(process.id, process),
    action: (action: Parameters<UsageCounter['add']>[0]) => void usage.add(action),
  }
  const actions = new ActionReader(sink, noiseOf(options.noise))
  const files = await readAll(paths, actions, { format: values['format-of'], ...(await numbersOf(values, tables)) })
  actions.end()
  const result = usage.result()
  const about = { kernel: tables.kernel, arch: options.arch }
  const writers = {
    text: () => usageText(result, about),
    json: () => `${JSON.stringify({ version: 1, ...about, files, ...result }, null, 2)}\n`,
    csv: () => csvOf([heads, ...result.subsystems.map(rowOf)]),
    svg: () => systemViewSvg(systemViewOf([{ title: files.map(({ name }) => name).join(', '), usage: result }])),
  }
  if (format === 'png') write(values.output, await (await import('@/lib/node/png')).pngOf(writers.svg()))
  else write(values.output, writers[format](), format)
  if (format !== 'json') tell(troubleOfFiles(files))
  return 0
}

const heads = ['subsystem', 'as call', 'as resource', 'errors', 'system calls', 'resources', 'commands']

const shown = 6

const most = (counts: Readonly<Record<string, number>>): string => {
  const all = Object.entries(counts).sort(([, left], [, right]) => right - left)
  const first = all.slice(0, shown).map(([name, count]) => `${name || '?'} ${count}`)
  return [...first, ...(all.length > shown ? [`${all.length - shown} more`] : [])].join(', ')
}

function resourcesText({ resources, moreOnResources = 0 }: SubsystemUse): string {
  const more = resources.length - shown
  const left = more > 0 || moreOnResources > 0 ? [`(${Math.max(more, 0)}${moreOnResources > 0 ? '+' : ''} more)`] : []
  return [...resources.slice(0, shown), ...left].join(' ')
}

const rowOf = (use: SubsystemUse) => [
  ...[use.name, use.asCall, use.asResource, use.errors, most(use.syscalls), resourcesText(use), most(use.commands)],
]

function usageText({ subsystems, resources, more }: Usage, about: { kernel: string; arch: string }): string {
  const used = resources
    .filter(({ sections }) => sections.length > 0)
    .map(({ name, calls, verbs, errors, sections }) => [calls, name, most(verbs), most(errors), sections[0] ?? ''])
  const left = more.calls > 0 ? `${more.calls} calls on further resources are not listed.\n` : ''
  return [
    `Subsystems after MAINTAINERS of Linux ${about.kernel}, ${about.arch}; a category in brackets where none claims the call.\n`,
    textTable(heads, subsystems.map(rowOf)),
    textTable(['calls', 'resource', 'what was done', 'errors', 'driver or file system'], used) + left,
  ].join('\n')
}
