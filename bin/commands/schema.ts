import { nativeJsonSchema } from '@/lib/stpa/formats/native/jsonSchema'
import { write } from '../inputs'
import { argumentsOf } from '../usage'

export async function run(args: string[]): Promise<number> {
  const { values } = argumentsOf('schema', args, { output: { type: 'string', short: 'o' } })
  write(values.output, `${JSON.stringify(nativeJsonSchema(), null, 2)}\n`)
  return 0
}
