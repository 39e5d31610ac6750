// The database as `npm start` and `npm run dev` want it: migrated, and with the example when it holds nothing.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { databaseUrl, root } from './place.mjs'

/** Loaded late: needs the installed packages and the built seed. */
export async function prepareDatabase() {
  const url = databaseUrl()
  try {
    const { migrate } = await import('./migrate.mjs')
    await migrate(url)
    const { seed } = (await bundle()) ?? {}
    await seed?.(url)
  } catch (error) {
    throw await explained(error, url)
  }
}

async function bundle() {
  const file = join(root, 'dist/seed.js')
  return existsSync(file) ? import(pathToFileURL(file).href) : undefined
}

/** One line: which database, what is wrong with it, and what to do. */
export async function explained(error, url = databaseUrl()) {
  const refusal = (await bundle())?.refusalOf(error)
  return new Error(`${nameOf(url)}: ${refusal?.message ?? lineOf(error)}`)
}

/** Without a password. */
function nameOf(url) {
  if (url.startsWith('file:/')) return fileURLToPath(url)
  if (!URL.canParse(url)) return 'DATABASE_URL'
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}${port && `:${port}`}${pathname}`
}

/** The schema engine says the point first, Prisma last. */
function lineOf(error) {
  const lines = String(error?.message ?? error?.cause ?? error)
    .trim()
    .split('\n')
  return /schema-engine/.test(lines.at(-1)) ? lines[0] : lines.at(-1)
}
