import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStore } from '@/lib/server/store/store'

/** For who prepares the database (scripts/database.mjs): one table tells its failures, here as under the server. */
export { refusalOf } from '@/lib/server/store/databaseErrors'

/** The author of what the program brings along. */
const author = { id: 'stpa-workbench', name: 'STPA Workbench' }
const name = 'telltale'

/** From here as from dist/seed.js. */
const examples = fileURLToPath(new URL('../examples', import.meta.url))

/**
 * Loads the Telltale example, through the importer that every file goes through, into a database that holds no analysis
 * at all. `npm start` calls it at each start: the importer is loaded only when it is needed.
 */
export async function seed(url: string, folder = examples): Promise<boolean> {
  const store = await openStore(url, async (task, request) => (await import('@/lib/node/tasks')).tasks[task](request))
  try {
    if ((await store.read.analysis.count()) > 0 || !existsSync(join(folder, name, `${name}.stpa.yaml`))) return false
    const { createFromExample } = await import('@/lib/server/examples')
    await createFromExample(store, author, name, folder)
    return true
  } finally {
    await store.close()
  }
}
