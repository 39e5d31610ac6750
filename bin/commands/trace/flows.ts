import { ActionReader } from '@/lib/trace/actions/reader'
import type { ReadOptions } from '@/lib/trace/api'
import { noiseOf } from '@/lib/trace/digest'
import { FlowBuilder } from '@/lib/trace/flow/builder'
import { type ProcessFlow, processTitle } from '@/lib/trace/flow/model'
import type { FlowPicture } from '@/lib/trace/flow/picture'
import type { InputOptions } from '@/lib/trace/input'
import type { ReadFile } from '@/lib/trace/summary/summary'
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

/** The process that was asked for, by pid or name; the first one of the trace when none was. */
export function chosenFlow(flows: readonly ProcessFlow[], asked: string | undefined): ProcessFlow {
  const found = asked === undefined ? flows[0] : flows.find(({ pid, name }) => String(pid) === asked || name === asked)
  if (found) return found
  if (asked === undefined) throw new UsageError('There is no process with calls in it: this is no trace of calls.')
  const known = flows.slice(0, 20).map(processTitle)
  throw new UsageError(`--process ${asked}: there is no such process. There are: ${known.join(', ')}.`)
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
