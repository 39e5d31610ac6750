import { jsonInPieces } from '@/lib/text/json'
import { processTitle } from '@/lib/trace/flow/model'
import { flowPicture } from '@/lib/trace/flow/picture'
import { tell, write } from '../../output'
import { argumentsOf, oneOf } from '../../usage'
import { chosenFlow, flowsOf, pictureFormats, pictureOf } from './flows'
import { filesOf, troubleOfFiles } from './inputs'
import { callOptions, numbersOf, readOptionsOf } from './options'

/** What each process did, step by step. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('trace flow', args, {
    ...callOptions,
    process: { type: 'string' },
    format: { type: 'string', default: 'mermaid' },
  })
  const format = oneOf('format', values.format, pictureFormats)
  const { flows, files } = await flowsOf(
    filesOf('trace flow', positionals),
    readOptionsOf(values),
    await numbersOf(values),
  )
  if (format === 'json') {
    const asked = values.process === undefined ? flows : [chosenFlow(flows, values.process)]
    write(values.output, jsonInPieces({ version: 1, files }, 'flows', asked))
    return 0
  }
  const flow = chosenFlow(flows, values.process)
  write(values.output, await pictureOf(flowPicture(flow), format))
  if (values.process === undefined && flows.length > 1) {
    const others = flows.slice(1, 9).map(processTitle)
    const more = flows.length > 9 ? `, … (${flows.length - 1} in all)` : ''
    tell(`Drawn: ${processTitle(flow)}. Others, for --process: ${others.join(', ')}${more}\n`)
  }
  tell(troubleOfFiles(files))
  return 0
}
