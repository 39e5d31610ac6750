import { newElk } from '@/lib/node/elk'
import { programEntry } from '@/lib/node/program'
import { renderDocument } from '@/lib/stpa/report'
import { readInputs } from '../inputs'
import { tell, troubleText, write } from '../output'
import { argumentsOf, oneOf, UsageError } from '../usage'

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('report', args, {
    document: { type: 'string', default: 'report' },
    format: { type: 'string' },
    output: { type: 'string', short: 'o' },
    chapters: { type: 'string' },
    match: { type: 'string', multiple: true },
    legend: { type: 'string', multiple: true },
  })
  if (values.format === undefined) throw new UsageError('--format is missing: html, md, json or csv.')
  const format = oneOf('format', values.format, ['html', 'md', 'json', 'csv'])
  const document = oneOf('document', values.document, ['report', 'aou', 'answers'])
  const { analysis, report } = readInputs(positionals, values.match, values.legend)
  const chapters = values.chapters?.split(',').map((name) => name.trim())
  const rendered = await renderDocument(
    analysis,
    { document, format, basis: [programEntry()], ...(chapters ? { chapters } : {}) },
    await newElk(),
  )
  write(values.output, rendered.text)
  tell(troubleText(report))
  return 0
}
