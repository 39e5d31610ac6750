/**
 * A process that imports and edits without end and prints each acknowledged change, one JSON line each; durability.test.ts
 * bundles it, runs it and kills it.  node committer.mjs DATABASE_URL SEED
 */
import { writeSync } from 'node:fs'
import { tasks } from '@/lib/node/tasks'
import { StpaError } from '@/lib/stpa/errors'
import type { Operation } from '@/lib/stpa/operations/types'
import { listAnalyses } from '../analyses'
import { commit } from '../commit'
import { importUploads } from '../files/imports'
import { loadAnalysis } from '../read'
import { openStore, type Store } from '../store/store'
import { revert } from '../undo'
import { randomFrom } from './random'

export type Acknowledged = { readonly id: string; readonly revision: number; readonly reason: string | null }

const [url = '', seed = '0'] = process.argv.slice(2)
const random = randomFrom(Number(seed))
const author = { id: `author-${seed}`, name: `Author ${seed}` }
const options = { match: {}, legend: {}, takeTheirs: [], dryRun: false }
let count = 0

const below = (bound: number): number => Math.floor(random() * bound)
const token = (): string => `${seed}-${count++}`

/** On the pipe before anything else happens: what is printed was acknowledged. */
function acknowledge(line: Acknowledged): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

/** Keys of its own, so that it always brings something new. */
function nativeFile(name: string, losses: number): { name: string; bytes: Uint8Array } {
  const list = Array.from({ length: losses }, (_, index) => `- key: ${name}-${index}\n  text: loss ${index}\n`)
  const text = `stpa: 1\nanalysis:\n- key: AN-1\n  text: ${name}\nloss:\n${list.join('')}`
  return { name: `${name}.stpa.yaml`, bytes: new TextEncoder().encode(text) }
}

async function importNew(store: Store): Promise<void> {
  const file = nativeFile(`Import ${token()}`, 5 + below(150))
  const { analysis, revision } = await importUploads(store, author, [file], options)
  acknowledge({ id: analysis ?? '', revision: revision ?? 0, reason: `Imported ${file.name}` })
}

async function importInto(store: Store, analysis: string): Promise<void> {
  const file = nativeFile(`Import ${token()}`, 5 + below(150))
  const { revision } = await importUploads(store, author, [file], { ...options, analysis })
  acknowledge({ id: analysis, revision: revision ?? 0, reason: `Imported ${file.name}` })
}

async function edit(store: Store, id: string): Promise<void> {
  const losses = [...(await loadAnalysis(store, id)).items.values()].filter((item) => item.kind === 'loss')
  const operations: Operation[] = []
  for (let index = below(60); index >= 0; index--) {
    const uid = token()
    operations.push({ op: 'create', uid, kind: 'hazard', fields: { text: `hazard ${uid}` } })
    const loss = losses[below(losses.length)]
    if (loss) operations.push({ op: 'link', from: uid, name: 'leadsTo', to: loss.uid })
  }
  const victim = losses[below(losses.length)]
  if (victim) operations.push({ op: 'remove', uid: victim.uid })
  const reason = token()
  const { revision } = await commit(store, id, author, { operations, reason, commitId: `commit-${reason}` })
  acknowledge({ id, revision, reason })
}

/** Several at the same time: they are stored in one transaction. */
async function together(count: number, work: () => Promise<void>): Promise<void> {
  for (const done of await Promise.allSettled(Array.from({ length: count }, work))) {
    if (done.status === 'rejected') throw done.reason
  }
}

async function takeBack(store: Store, id: string): Promise<void> {
  const { revision } = await revert(store, id, author, random() < 0.6 ? 'undo' : 'redo')
  acknowledge({ id, revision, reason: null })
}

async function step(store: Store): Promise<void> {
  const analyses = await listAnalyses(store)
  const id = analyses[below(Math.min(3, analyses.length))]?.id
  const chance = random()
  if (id === undefined || chance < 0.1) await importNew(store)
  else if (chance < 0.2) await importInto(store, id)
  else if (chance < 0.85) await together(1 + below(4), () => edit(store, id))
  else await takeBack(store, id)
}

const store = await openStore(url, (name, request) => tasks[name](request))
for (;;) {
  try {
    await step(store)
  } catch (error) {
    // Another process removed the item, or there is nothing to undo: expected here.
    if (!(error instanceof StpaError)) throw error
  }
}
