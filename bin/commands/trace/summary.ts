import { architectures } from '@/lib/trace/api'
import { straceTable } from '@/lib/trace/summary/straceC'
import { Summary, type TraceSummary } from '@/lib/trace/summary/summary'
import { write } from '../../output'
import { argumentsOf, oneOf } from '../../usage'
import { filesOf, readAll, troubleOfFiles } from './inputs'
import { summaryText } from './summaryText'

/** What traces say in figures. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('trace summary', args, {
    format: { type: 'string', default: 'text' },
    'format-of': { type: 'string' },
    arch: { type: 'string', default: 'x86-64' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json', 'strace-c'])
  const paths = filesOf('trace summary', positionals)
  const summary = new Summary()
  const files = await readAll(paths, summary, { format: values['format-of'], tally: summary.tally })
  const arch = oneOf('arch', values.arch, architectures)
  const result = summary.result(files, summary.hasNumbers ? await namesByNumber(arch) : undefined)
  const writers: Record<typeof format, (result: TraceSummary) => string> = {
    text: summaryText,
    json: (all) => `${JSON.stringify(all, null, 2)}\n`,
    'strace-c': ({ syscalls }) => straceTable(syscalls),
  }
  write(values.output, writers[format](result))
  if (format !== 'json') process.stderr.write(troubleOfFiles(files))
  return 0
}

/** ftrace writes numbers: only then are the tables wanted. */
async function namesByNumber(arch: (typeof architectures)[number]): Promise<(number: number) => string | undefined> {
  const [{ loadLinux61 }, { callName }] = await Promise.all([
    import('@/lib/trace/subsystems/linux61'),
    import('@/lib/trace/subsystems/calls'),
  ])
  const tables = await loadLinux61()
  return (number) => callName(tables, arch, number)
}
