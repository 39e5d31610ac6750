import { straceTable } from '@/lib/trace/summary/straceC'
import { Summary, type TraceSummary } from '@/lib/trace/summary/summary'
import { tell, write } from '../../output'
import { argumentsOf, oneOf } from '../../usage'
import { filesOf, readAll, troubleOfFiles } from './inputs'
import { numbersOf } from './options'
import { summaryText } from './summaryText'

/** What traces say in figures. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('trace summary', args, {
    format: { type: 'string', default: 'text' },
    'format-of': { type: 'string' },
    arch: { type: 'string' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json', 'strace-c'])
  const paths = filesOf('trace summary', positionals)
  const summary = new Summary()
  const options = { format: values['format-of'], tally: summary.tally, ...(await numbersOf(values)) }
  const files = await readAll(paths, summary, options)
  const result = summary.result(files)
  const writers: Record<typeof format, (result: TraceSummary) => string> = {
    text: summaryText,
    json: (all) => `${JSON.stringify(all, null, 2)}\n`,
    'strace-c': ({ syscalls }) => straceTable(syscalls),
  }
  write(values.output, writers[format](result), format)
  if (format !== 'json') tell(troubleOfFiles(files))
  return 0
}
