import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '@/lib/node/files'
import { tablesOfTree } from '@/lib/node/tables/sourceTree'
import { licenceNote } from '@/lib/trace/subsystems/licenceNote'
import { writeTables } from '@/lib/trace/subsystems/stored'
import { tell, troubleOf } from '../output'
import { argumentsOf, UsageError } from '../usage'

/** Makes the tables of a kernel: system calls, ioctl numbers, devices, and their sections of MAINTAINERS. */
export async function run([name = '', ...args]: string[]): Promise<number> {
  if (name !== 'generate')
    throw new UsageError('stpa tables generate --kernel-source DIR -o DIR: there is no other command.')
  const { values, positionals } = argumentsOf('tables generate', args, {
    'kernel-source': { type: 'string' },
    source: { type: 'string', default: '' },
    output: { type: 'string', short: 'o' },
  })
  const { 'kernel-source': directory, output, source } = values
  if (directory === undefined || output === undefined || positionals.length > 0)
    throw new UsageError('stpa tables generate --kernel-source DIR -o DIR: name the source tree and where to write.')
  const { tables, report } = tablesOfTree(directory, source)
  mkdirSync(output, { recursive: true })
  for (const file of [...writeTables(tables), licenceNote]) writeWhole(join(output, file.name), file.text)
  for (const { outcome, message } of report)
    if (outcome === 'created') process.stdout.write(`Linux ${tables.provenance.kernel}: ${message}\n`)
  tell(troubleOf(report))
  return 0
}
