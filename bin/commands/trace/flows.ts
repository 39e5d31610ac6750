import { ActionReader } from '@/lib/trace/actions/reader'
import type { ReadOptions } from '@/lib/trace/api'
import { noiseOf } from '@/lib/trace/digest'
import { FlowBuilder } from '@/lib/trace/flow/builder'
import { type ProcessFlow, processTitle } from '@/lib/trace/flow/model'
import type { FlowPicture } from '@/lib/trace/flow/picture'
import type { InputOptions } from '@/lib/trace/input'
import type { ReadFile } from '@/lib/trace/summary/summary'
import { tell } from '../../output'
import { UsageError } from '../../usage'
import { readAll } from './inputs'

export type ReadFlows = { readonly flows: readonly ProcessFlow[]; readonly files: readonly ReadFile[] }

/** The flow of each process of a trace, or of the files of one that strace -ff wrote. */
export async function flowsOf(
  paths: readonly string[],
  options: ReadOptions,
  numbers: Pick<InputOptions, 'systemCall'>,
): Promise<ReadFlows> {
  const builder = new FlowBuilder()
  const actions = new ActionReader(builder, noiseOf(options.noise))
  const format = options.format === '' ? undefined : options.format
  const files = await readAll(paths, actions, { format, ...numbers })
  actions.end()
  return { flows: builder.end(), files }
}

/**
 * The process that was asked for, by pid, name or `#ID`; the first one of the trace when none was. Where several are called
 * so (a number may be given again), the first one is taken, and the others are told.
 */
export function chosenFlow(flows: readonly ProcessFlow[], asked: string | undefined): ProcessFlow {
  const isAsked = ({ pid, name, id }: ProcessFlow) => [String(pid), name, `#${id}`].includes(asked ?? '')
  const [found, ...others] = asked === undefined ? flows.slice(0, 1) : flows.filter(isAsked)
  if (found && others.length > 0) tellOthers(asked ?? '', found, others)
  if (found) return found
  if (asked === undefined) throw new UsageError('There is no process with calls in it: this is no trace of calls.')
  const known = flows.slice(0, 20).map(processTitle)
  throw new UsageError(`--process ${asked}: there is no such process. There are: ${known.join(', ')}.`)
}

function tellOthers(asked: string, taken: ProcessFlow, others: readonly ProcessFlow[]): void {
  const shown = (flow: ProcessFlow) => `${processTitle(flow)} of lines ${flow.firstLine} to ${flow.lastLine}`
  const listed = others.slice(0, 8).map((flow) => `#${flow.id}: ${shown(flow)}`)
  const more = others.length > 8 ? `, … (${others.length} in all)` : ''
  tell(`--process ${asked}: ${shown(taken)} is taken. Others are called so: ${listed.join(', ')}${more}\n`)
}

export const pictureFormats = ['json', 'svg', 'png', 'dot', 'mermaid'] as const

/** A flow chart as text or picture. */
export async function pictureOf(
  picture: FlowPicture,
  format: Exclude<(typeof pictureFormats)[number], 'json'>,
): Promise<string | Uint8Array> {
  if (format === 'dot' || format === 'mermaid') {
    const { flowDot, flowMermaid } = await import('@/lib/trace/flow/write')
    return format === 'dot' ? flowDot(picture) : flowMermaid(picture)
  }
  const [{ layoutFlow }, { flowSvg }, { newElk }] = await Promise.all([
    import('@/lib/trace/flow/layout'),
    import('@/lib/trace/flow/svg'),
    import('@/lib/node/elk'),
  ])
  const svg = flowSvg(await layoutFlow(picture, await newElk()))
  return format === 'svg' ? svg : (await import('@/lib/node/png')).pngOf(svg)
}
