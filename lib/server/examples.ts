import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Upload } from '@/lib/node/importFiles'
import type { Author } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import { importUploads } from './files/imports'
import type { Store } from './store/store'

const folder = (): string => join(process.cwd(), 'examples')

/** The native files of examples/NAME. @throws StpaError notFound */
async function filesOf(name: string, root: string): Promise<Upload[]> {
  const path = join(root, name)
  const files = await readdir(path).catch(() => [])
  const native = files.filter((file) => file.endsWith('.stpa.yaml')).sort()
  if (native.length === 0) throw new StpaError('notFound', `There is no example "${name}".`)
  return Promise.all(native.map(async (file) => ({ name: file, bytes: await readFile(join(path, file)) })))
}

/** A new analysis from an example, through the importer that every file goes through. */
export async function createFromExample(
  store: Store,
  author: Author,
  name: string,
  root = folder(),
): Promise<{ id: string }> {
  const options = { dryRun: false, match: {}, legend: {}, takeTheirs: [] }
  const { analysis } = await importUploads(store, author, await filesOf(name, root), options, name)
  if (analysis === null) throw new Error(`the example "${name}" was not written`)
  return { id: analysis }
}
