import { join } from 'node:path'
import { readSource } from '@/lib/node/files'
import { architectures, type ReadOptions, readOptions } from '@/lib/trace/api'
import type { InputOptions } from '@/lib/trace/input'
import { tablesOf } from '@/lib/trace/served'
import type { KernelTables } from '@/lib/trace/subsystems/kernelTables'
import { tell } from '../../output'
import { oneOf, UsageError } from '../../usage'

/** What commands that read calls have in common. */
export const callOptions = {
  arch: { type: 'string' },
  kernel: { type: 'string' },
  tables: { type: 'string' },
  rules: { type: 'string' },
  noise: { type: 'string' },
  'format-of': { type: 'string' },
  output: { type: 'string', short: 'o' },
} as const

type Values = {
  readonly arch?: string | undefined
  readonly rules?: string | undefined
  readonly noise?: string | undefined
  readonly 'format-of'?: string | undefined
}

/** How the traces are to be read. */
export function readOptionsOf(values: Values): ReadOptions {
  const textOf = (path: string | undefined) => (path === undefined ? '' : readSource(path).text)
  return readOptions.parse({
    arch: values.arch === undefined ? undefined : oneOf('arch', values.arch, architectures),
    format: values['format-of'] ?? '',
    rules: textOf(values.rules),
    noise: textOf(values.noise),
  })
}

/** How to read the traces' numbers of system calls: not at all where nobody said of which architecture they are. */
export async function numbersOf(values: Values, tables?: KernelTables): Promise<Pick<InputOptions, 'systemCall'>> {
  const { arch } = readOptionsOf({ arch: values.arch })
  if (values.arch === undefined) return {}
  const { callNames } = await import('@/lib/trace/subsystems/calls')
  return { systemCall: callNames(tables ?? (await tablesOf({ rules: '' })), arch) }
}

/** The tables of the kernel that was traced: those of the program, or others that `stpa tables generate` wrote. */
export async function tablesFor(
  options: ReadOptions,
  { kernel, tables: folder }: { readonly kernel?: string | undefined; readonly tables?: string | undefined },
): Promise<KernelTables> {
  const tables = folder === undefined ? await tablesOf(options) : await storedTables(folder, options)
  if (kernel !== undefined && !isVersion(tables.kernel, kernel)) {
    const message = `the tables are those of Linux ${tables.kernel}, not of ${kernel}: files and sections may differ.`
    tell(`stpa: ${message} Make others with stpa tables generate, and name them with --tables DIR.\n`)
  }
  return tables
}

/** `6.1` names all of 6.1.x. */
const isVersion = (of: string, asked: string): boolean => of === asked || of.startsWith(`${asked}.`)

const files = ['provenance', 'calls', 'ioctls', 'devices', 'files'] as const

async function storedTables(folder: string, { rules }: ReadOptions): Promise<KernelTables> {
  const [{ loadTables, withRules }, { readPathRules }] = await Promise.all([
    import('@/lib/trace/subsystems/kernelTables'),
    import('@/lib/trace/subsystems/rules'),
  ])
  const read = (name: (typeof files)[number]): unknown => {
    const path = join(folder, `${name}.json`)
    try {
      return JSON.parse(readSource(path).text)
    } catch (error) {
      if (error instanceof SyntaxError) throw new UsageError(`${path} is no JSON: make the tables again.`)
      throw error
    }
  }
  const tables = loadTables({
    provenance: read('provenance'),
    calls: read('calls'),
    ioctls: read('ioctls'),
    devices: read('devices'),
    files: read('files'),
  })
  return rules.trim() === '' ? tables : withRules(tables, readPathRules('rules', rules))
}
