// What dist/seed.js brings to the scripts: the example, and the one table that tells failures of a database.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root } from './place.mjs'

/** Loaded late: undefined before it is built. */
export async function seedBundle() {
  const file = join(root, 'dist/seed.js')
  return existsSync(file) ? import(pathToFileURL(file).href) : undefined
}

/** One line: which database, what is wrong with it, and what to do. */
export async function explained(error, url) {
  const refusal = (await seedBundle())?.refusalOf(error)
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
