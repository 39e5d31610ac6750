import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { StpaError } from '@/lib/stpa/errors'
import { commit } from './commit'
import { loadAnalysis, readAnalysis } from './read'
import { refusalOf } from './store/databaseErrors'
import { openStore, type Store } from './store/store'
import { create, createSample } from './testing/samples'
import { ann, freshDatabase, openTestStore } from './testing/stores'

type Opened = { readonly store: Store; readonly id: string; readonly path: string }

async function opened(): Promise<Opened> {
  const url = await freshDatabase('sqlite')
  const store = await openTestStore(url)
  return { store, id: await createSample(store), path: fileURLToPath(url) }
}

const save = ({ store, id }: Opened, uid: string) =>
  commit(store, id, ann, { operations: [create(uid, 'hazard', uid)], commitId: `commit-${uid}` })

/** What a work is refused as: `bug` is what must not be. */
async function told(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error === undefined) return 'done'
  return (error instanceof StpaError ? error : refusalOf(error))?.code ?? `bug: ${error}`
}

async function itemsIn(path: string, id: string): Promise<string[]> {
  const store = await openStore(`file:${path}`)
  try {
    return [...(await readAnalysis(store, id)).items.keys()]
  } finally {
    await store.close()
  }
}

it('a moved file is neither written nor read, holds all that was acknowledged, and is served when it is back', async () => {
  const here = await opened()
  const moved = `${here.path}.moved`
  await save(here, 'a')
  renameSync(here.path, moved)
  expect([await told(save(here, 'b')), await told(loadAnalysis(here.store, here.id))]).toEqual(['damaged', 'damaged'])
  expect(existsSync(here.path)).toBe(false)
  expect(await itemsIn(moved, here.id)).toContain('a')
  expect(await itemsIn(moved, here.id)).not.toContain('b')
  renameSync(moved, here.path)
  expect([await told(save(here, 'b')), await told(save(here, 'c'))]).toEqual(['done', 'done'])
  expect(await itemsIn(here.path, here.id)).toEqual(expect.arrayContaining(['a', 'b', 'c']))
})

it('a replaced file is not written, and the log of the old one does not get into it', async () => {
  const here = await opened()
  await here.store.write.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`
  const backup = `${here.path}.backup`
  copyFileSync(here.path, backup)
  await save(here, 'a')
  renameSync(here.path, `${here.path}.old`)
  renameSync(backup, here.path)
  expect([await told(save(here, 'b')), await told(here.store.read.analysis.count())]).toEqual(['damaged', 'damaged'])
  expect(await itemsIn(`${here.path}.old`, here.id)).toContain('a')
  expect(await itemsIn(here.path, here.id)).not.toContain('a')
})

it('a file that is moved in the middle of a commit takes no part of it', async () => {
  const here = await opened()
  const moved = `${here.path}.moved`
  const work = here.store.write.$transaction(async (tx) => {
    await tx.analysis.update({ where: { id: here.id }, data: { title: 'Half' } })
    renameSync(here.path, moved)
  })
  expect(await told(work)).toBe('damaged')
  renameSync(moved, here.path)
  const { title } = await here.store.read.analysis.findUniqueOrThrow({ where: { id: here.id } })
  expect([title, await told(save(here, 'a'))]).toEqual(['Lamp', 'done'])
})

it('a deleted file is told, and not made anew', async () => {
  const here = await opened()
  rmSync(here.path)
  expect([await told(save(here, 'a')), await told(loadAnalysis(here.store, here.id))]).toEqual(['damaged', 'damaged'])
  expect(existsSync(here.path)).toBe(false)
})

it('a file that is cut short, or is no database of ours, is told as that', async () => {
  const here = await opened()
  await here.store.write.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`
  const answers: Record<string, string> = {}
  for (const [name, spoil] of Object.entries<(path: string) => void>({
    cut: (path) => truncateSync(path, 20_000),
    words: (path) => writeFileSync(path, 'no database at all. '.repeat(500)),
    empty: (path) => truncateSync(path, 0),
  })) {
    const path = `${here.path}.${name}`
    copyFileSync(here.path, path)
    spoil(path)
    const store = await openStore(`file:${path}`)
    answers[name] = `${await told(store.read.item.findMany())} ${await told(save({ ...here, store, path }, 'a'))}`
    await store.close()
  }
  expect(answers).toEqual({ cut: 'damaged damaged', words: 'damaged damaged', empty: 'damaged damaged' })
})

it('a file that is cut short under a running server acknowledges nothing any more', async () => {
  const here = await opened()
  for (const size of [30_000, 12_000, 0]) {
    const other = await opened()
    await other.store.write.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`
    expect(await told(save(other, 'a'))).toBe('done')
    truncateSync(other.path, size)
    const answers = [await told(save(other, 'b')), await told(readAnalysis(other.store, other.id))]
    expect(answers).toEqual(['damaged', 'damaged'])
    appendFileSync(other.path, new Uint8Array(2_000_000)) // as large as it was, and more: it is still no database
    expect(await told(save(other, 'c'))).toBe('damaged')
  }
  expect(await told(save(here, 'a'))).toBe('done')
})

/** A small disk of its own; only root can have one. */
async function onSmallDisk(work: (folder: string, mount: (...options: string[]) => void) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'stpa-disk-'))
  const run = (command: string, ...words: string[]) => execFileSync(command, [...words, folder], { stdio: 'pipe' })
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=700k', 'tmpfs')
  } catch {
    rmSync(folder, { recursive: true })
    return void process.stdout.write('SKIPPED: a full and a read-only disk: no rights to mount one here\n')
  }
  try {
    await work(folder, (...options) => void run('mount', '-o', `remount,${options.join(',')}`))
  } finally {
    run('umount', '-l') // libsql closes a connection late
    rmSync(folder, { recursive: true })
  }
}

it('a full disk is told, leaves what was acknowledged and lets it be read, and takes more when there is room', async () => {
  const there = await opened()
  await there.store.write.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`
  await onSmallDisk(async (folder, mount) => {
    const path = join(folder, 'stpa.db')
    copyFileSync(there.path, path)
    const here = { ...there, path, store: await openTestStore(`file:${path}`) }
    const acknowledged: string[] = []
    let answer = ''
    for (let count = 0; answer !== 'noRoom' && count < 500; count++) {
      answer = await told(save(here, `x${count}`))
      if (answer === 'done') acknowledged.push(`x${count}`)
    }
    expect([answer, acknowledged.length > 0]).toEqual(['noRoom', true])
    const items = [...(await readAnalysis(here.store, here.id)).items.keys()].filter((uid) => uid.startsWith('x'))
    expect(new Set(items)).toEqual(new Set(acknowledged))
    mount('size=8m')
    expect(await told(save(here, 'y'))).toBe('done')
  })
})

it('a disk that is mounted to be read only is told', async () => {
  const there = await opened()
  await there.store.write.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`
  await onSmallDisk(async (folder, mount) => {
    const path = join(folder, 'stpa.db')
    copyFileSync(there.path, path)
    mount('ro')
    // SQLite cannot make the files of its log there, which is told as well.
    const store = await openTestStore(`file:${path}`)
    expect(await told(save({ ...there, path, store }, 'a'))).toMatch(/^(readOnly|unavailable)$/)
  })
})
