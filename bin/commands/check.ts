import { check } from '@/lib/stpa/checks'
import { jsonOf, junitOf, sarifOf, textOf } from '../findings'
import { readInputs, reportText, write } from '../inputs'
import { argumentsOf, oneOf } from '../usage'

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('check', args, {
    format: { type: 'string', default: 'text' },
    'fail-on': { type: 'string', default: 'error' },
    output: { type: 'string', short: 'o' },
    match: { type: 'string', multiple: true },
  })
  const format = oneOf('format', values.format, ['text', 'json', 'sarif', 'junit'])
  const failOn = oneOf('fail-on', values['fail-on'], ['error', 'warning', 'never'])
  const { analysis, report } = readInputs(positionals, values.match)
  const result = check(analysis)
  const writers = { text: textOf, json: jsonOf, sarif: sarifOf, junit: junitOf }
  write(values.output, writers[format](analysis, result))
  const trouble = { ...report, created: [] }
  if (report.repaired.length + report.skipped.length + report.lost.length > 0) process.stderr.write(reportText(trouble))
  const failing = failOn === 'never' ? 0 : result.counts.error + (failOn === 'warning' ? result.counts.warning : 0)
  return failing > 0 ? 1 : 0
}
