import { type ParseArgsConfig, parseArgs } from 'node:util'

/** Wrong usage of the command line: exit 2, one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Options = NonNullable<ParseArgsConfig['options']>

/** Arguments of a command; unknown ones are refused with the way to the help. */
export function argumentsOf<const O extends Options>(command: string, args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new UsageError(`${reason} See stpa ${command} --help.`)
  }
}

export function oneOf<const V extends readonly string[]>(name: string, value: string, values: V): V[number] {
  if (values.includes(value)) return value
  throw new UsageError(`--${name} ${value}: use ${values.join(', ')}.`)
}
