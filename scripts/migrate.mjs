// Brings a database up to date, or writes a new migration for both databases.
//   node scripts/migrate.mjs                 apply to DATABASE_URL or the embedded file
//   node scripts/migrate.mjs new NAME        write prisma/migrations/PROVIDER/STAMP_NAME (npm run migrate:new -- NAME)
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { adapterFor, standInPostgres, withEngine } from './engine.mjs'
import { databaseUrl, isMain, root } from './place.mjs'
import { providers, schemaFor } from './schema.mjs'
import { explained } from './seedBundle.mjs'

const folderOf = (provider) => join(root, 'prisma/migrations', provider)
const filters = { externalTables: [], externalEnums: [] }

function migrationNames(provider) {
  const folder = folderOf(provider)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^\d/.test(name))
    .sort()
}

function migrationsList(provider) {
  const migrationDirectories = migrationNames(provider).map((path) => {
    const value = readFileSync(join(folderOf(provider), path, 'migration.sql'), 'utf8')
    return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } }
  })
  const lockfile = { path: 'migration_lock.toml', content: `provider = "${provider}"\n` }
  return { baseDir: folderOf(provider), lockfile, shadowDbInitScript: '', migrationDirectories }
}

/** Of nobody else: it holds the key of the authors. SQLite gives the rights of the file to its log, too. */
function makeOwn(file) {
  mkdirSync(dirname(file), { recursive: true })
  try {
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
  } catch {} // read-only, or of another user: what cannot be opened is told by who opens it
}

/** A larger file is not read through at each start: damage in it is told when it is met. */
const soundLimit = 256_000_000

/** Asks the database itself first: the schema engine tells a failure by pages of its own insides. */
async function assertSound(url) {
  const file = url.startsWith('file:/') ? fileURLToPath(url) : undefined
  const isRead = file !== undefined && statSync(file, { throwIfNoEntry: false })?.size < soundLimit
  const connection = await (await adapterFor(url)).connect()
  try {
    const sql = isRead ? 'PRAGMA quick_check(1)' : 'SELECT 1'
    const { rows } = await connection.queryRaw({ sql, args: [], argTypes: [] })
    // SQLite's own code for a damaged file, as its driver would give it.
    if (isRead && rows[0]?.[0] !== 'ok') throw Object.assign(new Error(String(rows[0]?.[0])), { rawCode: 11 })
  } finally {
    await connection.dispose()
  }
}

/**
 * SQLite keeps the pages of what was removed in its file, unless the file is made otherwise: from the beginning, or once
 * by writing all of it anew, which waits for another start while somebody uses it, or while the disk has no room.
 */
async function letItShrink(url) {
  const connection = await (await adapterFor(url)).connect()
  try {
    await connection.executeScript('PRAGMA busy_timeout = 300')
    const { rows } = await connection.queryRaw({ sql: 'PRAGMA auto_vacuum', args: [], argTypes: [] })
    if (Number(rows[0]?.[0]) === 0) await connection.executeScript('PRAGMA auto_vacuum = INCREMENTAL; VACUUM;')
  } catch {
    // A file that is none, or cannot be written: the migrations say so.
  } finally {
    await connection.dispose()
  }
}

/** Applies what is not applied yet; safe to run again. Returns the names of what it applied. */
export async function migrate(url = databaseUrl()) {
  const provider = /^postgres(ql)?:/.test(url) ? 'postgresql' : 'sqlite'
  if (url.startsWith('file:/')) makeOwn(fileURLToPath(url))
  await assertSound(url)
  if (provider === 'sqlite') await letItShrink(url)
  const input = { migrationsList: migrationsList(provider), filters }
  const { appliedMigrationNames } = await withEngine(await adapterFor(url), (engine) => engine.applyMigrations(input))
  return appliedMigrationNames
}

async function withScratch(provider, work) {
  if (provider === 'postgresql') return work(standInPostgres())
  const folder = mkdtempSync(join(tmpdir(), 'stpa-schema-'))
  try {
    return await work(await adapterFor(`file:${join(folder, 'scratch.db')}`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** SQL from the schema beside the newest migration to the schema of today; '' when they agree. No server needed. */
export function missingMigration(provider) {
  const newest = migrationNames(provider).at(-1)
  const datamodel = (content) => ({ tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] })
  const from = newest
    ? datamodel(readFileSync(join(folderOf(provider), newest, 'schema.prisma'), 'utf8'))
    : { tag: 'empty' }
  const input = {
    from,
    to: datamodel(schemaFor(provider)),
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters,
  }
  return withScratch(provider, async (factory) => {
    const { exitCode, stdout } = await withEngine(factory, (engine) => engine.diff(input))
    return exitCode === 2 ? (stdout ?? '') : ''
  })
}

async function author(name) {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  for (const provider of providers) {
    const sql = await missingMigration(provider)
    if (sql === '') {
      console.log(`${provider}: schema and migrations agree`)
      continue
    }
    const folder = join(folderOf(provider), `${stamp}_${name}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'migration.sql'), sql)
    writeFileSync(join(folder, 'schema.prisma'), schemaFor(provider))
    console.log(`${provider}: wrote ${folder}`)
  }
}

if (isMain(import.meta.url)) {
  const [command, name = 'change'] = process.argv.slice(2)
  if (command === 'new') await author(name.replace(/\W+/g, '_'))
  else {
    try {
      console.log((await migrate()).map((applied) => `applied ${applied}`).join('\n') || 'up to date')
    } catch (error) {
      console.error((await explained(error, databaseUrl())).message)
      process.exit(1)
    }
  }
  // The engine's lock on PostgreSQL leaves a timer of ten seconds behind.
  process.exit()
}
