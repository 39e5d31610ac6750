import { exportAnalysis } from '@/lib/stpa/formats/importSources'
import { joined, readInputs } from '../inputs'
import { reportText, tell, write } from '../output'
import { argumentsOf, oneOf, UsageError } from '../usage'

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('convert', args, {
    to: { type: 'string' },
    output: { type: 'string', short: 'o' },
    match: { type: 'string', multiple: true },
    legend: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  })
  if (values.to === undefined) throw new UsageError('--to is missing: native, stpatools or dot.')
  const format = oneOf('to', values.to, ['native', 'stpatools', 'dot'])
  const toFile = values.output !== undefined && values.output !== '-'
  if (values.json && !toFile && !values['dry-run']) {
    throw new UsageError('--json puts the report on standard output: the result then needs -o FILE or --dry-run.')
  }
  const result = readInputs(positionals, values.match, values.legend)
  const exported = exportAnalysis(result.analysis, format)
  const report = joined(result.report, exported.report)
  if (!values['dry-run']) write(values.output, exported.text)
  if (values.json) {
    const { title, formats, counts, doubtful, styles, changes } = result
    process.stdout.write(
      `${JSON.stringify({ version: 1, report, title, formats, counts, doubtful, styles, changes }, null, 2)}\n`,
    )
  } else tell(reportText(report))
  return 0
}
