import { setImmediate as nextTurn } from 'node:timers/promises'
import { StpaError } from '@/lib/stpa/errors'
import type { Analysis } from '@/lib/stpa/model'
import { storeOriginals } from '../files/originals'
import { knownAnalysis, notFound, readAnalysis } from '../read'
import { isContention, refusalOf } from '../store/databaseErrors'
import type { Store } from '../store/store'
import type { Transaction } from '../store/transaction'
import { writeDelta } from '../write'
import { catchUp } from './catchUp'
import { handOver } from './handOver'
import { lockHead, raiseHead } from './head'
import { findDone, Repeated, writeLog } from './log'
import { prepare, type Round, touchedBy } from './prepare'
import type { Waiting } from './waiting'

/** How often a group starts again because another process was in the way. */
const attempts = 5

/** Puts a commit into the queue of an analysis; it is told what became of it. */
export function enqueue(store: Store, id: string, commit: Waiting): void {
  store.waiting.add(id, commit)
  store.queues.run(id, () => carryOutWaiting(store, id)).catch(commit.reject)
}

/**
 * Carries out what waits for an analysis: all of it in one transaction, each commit a revision of its own. Nobody is
 * answered before the transaction is stored; what is refused is refused on a value that is stored too.
 */
async function carryOutWaiting(store: Store, id: string): Promise<void> {
  const taken = store.waiting.take(id)
  if (taken.length === 0) return // went with an earlier one
  const group = await handOver(store, id, taken, (...commit) => enqueue(store, ...commit))
  if (group.length === 0) return
  try {
    await carryOut(store, id, group)
  } catch (error) {
    // A database that is not reached may have stored them: whoever asks again with its commit id is told.
    if (group.length === 1 || error instanceof StpaError || refusalOf(error)) {
      for (const commit of group) commit.reject(error)
      return
    }
    // One of them is what the database does not take: each for itself, so that it fails nobody else.
    for (const commit of group) await carryOut(store, id, [commit]).catch(commit.reject)
  }
}

async function carryOut(store: Store, id: string, group: readonly Waiting[]): Promise<void> {
  const round = await stored(store, id, group)
  store.cache.putAnalysis(round.after)
  for (const [index, commit] of group.entries()) {
    const answer = round.answers[index]
    if (answer && 'committed' in answer) commit.resolve(answer.committed)
    else commit.reject(answer?.refused)
  }
}

async function stored(store: Store, id: string, group: readonly Waiting[]): Promise<Round> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptRound(store, id, group, attempt > 1)
    } catch (error) {
      const again = error instanceof Repeated || isContention(error)
      if (!again || attempt === attempts) throw error
    }
  }
}

/**
 * Applied to what this process remembers, before the database is held up; when another process was faster, or was so a
 * moment ago, to what is there, while nobody else can write.
 */
async function attemptRound(store: Store, id: string, group: readonly Waiting[], again: boolean): Promise<Round> {
  const remembered = await knownAnalysis(store, id)
  const ahead = again || store.waiting.isContested(id) ? undefined : await prepare(remembered, group, store.write)
  await nextTurn() // applying a large import took its time: others are answered before the writing begins
  return store.write.$transaction(async (tx) => {
    if (ahead && ahead.steps.length > 0 && !mayBeRepeated(ahead, group)) {
      if (await raiseHead(tx, remembered, ahead.after, touchedBy(ahead.steps))) return written(tx, ahead)
    }
    const newest = await lockedAnalysis(store, tx, remembered)
    if (newest !== remembered) store.waiting.contest(id)
    const round = await prepareExactly(tx, newest, group, again)
    if (round.steps.length === 0) return round
    const raised = await raiseHead(tx, newest, round.after, touchedBy(round.steps))
    if (!raised) throw new Error(`${id} was changed by somebody who did not wait for the lock`)
    return written(tx, round)
  })
}

/** The commit ids are looked up when there is reason to: `writeLog` finds those that nothing was refused of. */
async function prepareExactly(
  tx: Transaction,
  newest: Analysis,
  group: readonly Waiting[],
  again: boolean,
): Promise<Round> {
  const round = again ? undefined : await prepare(newest, group, tx)
  if (round && !mayBeRepeated(round, group)) return round
  return prepare(newest, group, tx, await findDone(tx, newest.id, group))
}

/** What was refused may have been done before: creating an item a second time is refused. */
function mayBeRepeated({ answers }: Round, group: readonly Waiting[]): boolean {
  return answers.some((answer, index) => 'refused' in answer && group[index]?.commitId !== undefined)
}

async function lockedAnalysis(store: Store, tx: Transaction, remembered: Analysis): Promise<Analysis> {
  const head = await lockHead(tx, store.provider, remembered.id)
  if (!head) throw notFound(remembered.id)
  return (await catchUp(tx, remembered, head)) ?? (await readAnalysis(store, remembered.id))
}

async function written(tx: Transaction, round: Round): Promise<Round> {
  await writeDelta(tx, round.before, round.after, touchedBy(round.steps))
  await writeLog(tx, round.steps)
  for (const { applied, proposal } of round.steps) await storeOriginals(tx, applied.analysis, proposal.originals ?? [])
  return round
}
