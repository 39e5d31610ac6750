import { readMaintainers, sectionsOf } from '@/lib/kernel/maintainers'
import { write } from '../../output'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { textIn } from './texts'

/** Which sections of MAINTAINERS claim a path. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('kernel maintainers', args, {
    format: { type: 'string', default: 'text' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json'])
  const [file, ...paths] = positionals
  if (file === undefined || paths.length === 0)
    throw new UsageError('stpa kernel maintainers FILE PATH…: name a file and a path.')
  const maintainers = readMaintainers(file, textIn(file))
  for (const line of maintainers.unread) process.stderr.write(`skipped: ${line}\n`)
  const found = paths.map((path) => ({ path, sections: sectionsOf(maintainers, path) }))
  const text = found.map(({ path, sections }) => `${path}: ${sections.join('; ') || 'no section'}\n`).join('')
  write(values.output, format === 'json' ? `${JSON.stringify({ version: 1, paths: found }, null, 2)}\n` : text)
  return 0
}
