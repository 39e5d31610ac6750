import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { OpenFile } from '../store/openFile'
import type { Store } from '../store/store'

/** Pages that are given back at a time: 2 MB, a few milliseconds; others write in between. */
const pages = 512
/** Pages that stay free: they will be used again soon. */
const kept = 2_048
/** Milliseconds between two goes. */
const between = 5

/**
 * Gives the disk back what a removed upload took. SQLite keeps free pages in its file unless it is told otherwise, and
 * can give them back only where its file was made for it (scripts/migrate.mjs); PostgreSQL does it by itself.
 */
export async function giveSpaceBack(store: Store): Promise<void> {
  if (store.provider !== 'sqlite' || (await freePages(store)) <= kept) return
  const [main] = await store.read.$queryRaw<
    { file: string }[]
  >`SELECT file FROM pragma_database_list WHERE name = 'main'`
  if (!main?.file) return
  const { EmbeddedSqlite } = await import('../store/sqlite')
  const url = pathToFileURL(main.file).href
  // A connection of its own: the statement ends only when it is asked for all its rows, which Prisma does not do.
  const client = new EmbeddedSqlite(new OpenFile(url)).createClient({ url })
  try {
    for (let free = await freePages(store); free > kept; ) {
      await client.executeMultiple(`PRAGMA busy_timeout = 20; PRAGMA incremental_vacuum(${pages})`)
      await pause(between)
      const left = await freePages(store)
      if (left >= free) return // the file was not made for it, or somebody else needs the pages
      free = left
    }
  } catch (error) {
    if (!/SQLITE_(BUSY|LOCKED)/.test(String(error))) throw error // somebody writes: the next look goes on
  } finally {
    client.close()
  }
}

async function freePages({ read }: Store): Promise<number> {
  const rows = await read.$queryRaw<
    { freelist_count: number | bigint }[]
  >`SELECT freelist_count FROM pragma_freelist_count`
  return Number(rows[0]?.freelist_count ?? 0)
}
