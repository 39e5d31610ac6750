// The database as `npm start` and `npm run dev` want it: migrated, and with the example when it holds nothing.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { databaseUrl, root } from './place.mjs'

/** Loaded late: needs the installed packages and the built seed. */
export async function prepareDatabase() {
  const url = databaseUrl()
  const { migrate } = await import('./migrate.mjs')
  await migrate(url)
  const bundle = join(root, 'dist/seed.js')
  if (!existsSync(bundle)) return
  const { seed } = await import(pathToFileURL(bundle).href)
  await seed(url)
}
