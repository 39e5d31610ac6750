import { newElk } from '@/lib/node/elk'
import { pngOf } from '@/lib/node/png'
import { exportAnalysis } from '@/lib/stpa/formats/importSources'
import { findByKey, itemsOf } from '@/lib/stpa/graph'
import { layoutDiagram } from '@/lib/stpa/layout'
import { diagramOf } from '@/lib/stpa/layout/diagram'
import { svgOf } from '@/lib/stpa/layout/svg'
import type { Analysis } from '@/lib/stpa/model'
import { joined, readInputs } from '../inputs'
import { tell, troubleText, write } from '../output'
import { argumentsOf, oneOf, UsageError } from '../usage'

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('diagram', args, {
    format: { type: 'string' },
    output: { type: 'string', short: 'o' },
    structure: { type: 'string' },
    theme: { type: 'string', default: 'light' },
    match: { type: 'string', multiple: true },
    legend: { type: 'string', multiple: true },
  })
  if (values.format === undefined) throw new UsageError('--format is missing: svg, png or dot.')
  const format = oneOf('format', values.format, ['svg', 'png', 'dot'])
  const theme = oneOf('theme', values.theme, ['light', 'dark'])
  const { analysis, report } = readInputs(positionals, values.match, values.legend)
  const structure = structureOf(analysis, values.structure)
  if (format === 'dot') {
    const exported = exportAnalysis(analysis, 'dot', structure ? { structure } : {})
    write(values.output, exported.text)
    tell(troubleText(joined(report, exported.report)))
    return 0
  }
  const svg = svgOf(await layoutDiagram(diagramOf(analysis, structure), await newElk()), { theme })
  write(values.output, format === 'svg' ? svg : await pngOf(svg))
  tell(troubleText(report))
  return 0
}

function structureOf(analysis: Analysis, key: string | undefined): string | null {
  if (key === undefined) return itemsOf(analysis, 'structure')[0]?.uid ?? null
  const found = findByKey(analysis, ['structure'], key)
  if (found) return found.uid
  const known = itemsOf(analysis, 'structure')
    .map((item) => item.key)
    .join(', ')
  throw new UsageError(`--structure ${key}: there is none with this key${known ? ` (${known})` : ''}.`)
}
