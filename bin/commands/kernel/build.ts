import { existsSync, renameSync, rmSync } from 'node:fs'
import { readMaintainers } from '@/lib/kernel/graph/maintainers'
import { buildDatabase } from '@/lib/node/kernel/build'
import { tell } from '../../output'
import { argumentsOf, UsageError } from '../../usage'
import { textIn } from './texts'

/** A ks-nav database of a kernel binary, without radare2. */
export async function run(args: string[]): Promise<number> {
  const { values } = argumentsOf('kernel build', args, {
    vmlinux: { type: 'string' },
    maintainers: { type: 'string' },
    config: { type: 'string' },
    modules: { type: 'string' },
    operations: { type: 'string' },
    output: { type: 'string', short: 'o' },
  })
  const { vmlinux, maintainers, config, modules, operations, output } = values
  if (vmlinux === undefined || maintainers === undefined || output === undefined)
    throw new UsageError('stpa kernel build --vmlinux FILE --maintainers FILE -o FILE.db: name all three.')
  for (const file of [output, operations])
    if (file !== undefined && existsSync(file)) throw new UsageError(`${file} is there already: name another file.`)
  const beside = `${output}.part`
  rmSync(beside, { force: true })
  let isWhole = false
  try {
    const built = await buildDatabase({
      vmlinux,
      output: beside,
      maintainers: readMaintainers(maintainers, textIn(maintainers)),
      config: config === undefined ? '' : textIn(config),
      ...(modules === undefined ? {} : { modules }),
      ...(operations === undefined ? {} : { operations }),
      progress: (words) => tell(`${words} …\n`),
    })
    renameSync(beside, output)
    isWhole = true
    const { functions, aliases, calls, indirect, files, tags, operations: entries } = built
    const counts = `${functions} functions (${aliases} aliases dropped), ${calls} calls (${indirect} indirect, unresolved), ${files} files, ${tags} tags, ${entries} entries of operation tables`
    tell(`created: ${output}: ${counts}\n`)
    return 0
  } finally {
    if (!isWhole && operations !== undefined) rmSync(operations, { force: true })
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${beside}${end}`, { force: true })
  }
}
