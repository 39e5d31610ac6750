import { check } from '@/lib/stpa/checks'
import { withSources } from '@/lib/stpa/checks/importFindings'
import { type Checked, jsonOf, textOf } from '../findings'
import { readInputs } from '../inputs'
import { junitOf } from '../junit'
import { tell, troubleText, write } from '../output'
import { sarifOf } from '../sarif'
import { argumentsOf, oneOf } from '../usage'

const writers = { text: textOf, json: jsonOf, sarif: sarifOf, junit: junitOf }

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('check', args, {
    format: { type: 'string', default: 'text' },
    'fail-on': { type: 'string', default: 'error' },
    output: { type: 'string', short: 'o' },
    match: { type: 'string', multiple: true },
    legend: { type: 'string', multiple: true },
  })
  const format = oneOf('format', values.format, ['text', 'json', 'sarif', 'junit'])
  const failOn = oneOf('fail-on', values['fail-on'], ['error', 'warning', 'never'])
  const imported = readInputs(positionals, values.match, values.legend)
  const { analysis, places } = imported
  const result = withSources(analysis, check(analysis), imported)
  const checked: Checked = { analysis, result, places, file: positionals[0] === '-' ? 'stdin' : (positionals[0] ?? '') }
  write(values.output, writers[format](checked), format)
  tell(troubleText(imported.report))
  const { error, warning } = result.counts
  const failing = { error, warning: error + warning, never: 0 }[failOn]
  return failing > 0 ? 1 : 0
}
