import { fileName } from '@/lib/kernel/graph/graph'
import { readMaintainers, sectionsOf } from '@/lib/kernel/graph/maintainers'
import { startOf } from '@/lib/kernel/walk/request'
import { tell, write } from '../../output'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { graphAt } from './graphs'
import { textIn } from './texts'

/** Which sections of MAINTAINERS claim a path, or the file of a function. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('kernel maintainers', args, {
    graph: { type: 'string' },
    symbol: { type: 'string', short: 's', multiple: true, default: [] },
    instance: { type: 'string' },
    format: { type: 'string', default: 'text' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json'])
  const [file, ...paths] = positionals
  const { graph: source, symbol: symbols } = values
  if (file === undefined || paths.length + symbols.length === 0)
    throw new UsageError('stpa kernel maintainers FILE PATH…: name a file and a path.')
  if (symbols.length > 0 && source === undefined)
    throw new UsageError('--symbol needs --graph G: it says in which file a function stands.')
  const maintainers = readMaintainers(file, textIn(file))
  for (const line of maintainers.unread) tell(`skipped: ${line}\n`)
  const graph = symbols.length > 0 ? await graphAt(source, values.instance) : undefined
  const asked: { symbol?: string; path: string }[] = paths.map((path) => ({ path }))
  for (const symbol of symbols) if (graph) asked.push({ symbol, path: fileName(graph, startOf(graph, symbol)) })
  const found = asked.map((one) => ({ ...one, sections: sectionsOf(maintainers, one.path) }))
  const text = found.map(({ symbol, path, sections }) => {
    const what = symbol === undefined ? path : `${symbol} (${path})`
    return `${what}: ${sections.join('; ') || 'no section'}\n`
  })
  write(
    values.output,
    format === 'json' ? `${JSON.stringify({ version: 1, paths: found }, null, 2)}\n` : text.join(''),
    format,
  )
  return 0
}
