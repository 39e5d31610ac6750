import { nativeJsonSchema } from '@/lib/stpa/formats/native/jsonSchema'
import { write } from '../output'
import { argumentsOf, UsageError } from '../usage'

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('schema', args, { output: { type: 'string', short: 'o' } })
  if (positionals.length > 0) throw new UsageError('stpa schema reads no input.')
  write(values.output, `${JSON.stringify(nativeJsonSchema(), null, 2)}\n`)
  return 0
}
