import { type ChangeEntry, type Committed, pageLimit } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import { type Analysis, type AnalysisSnapshot, fromSnapshot } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { Unreachable } from '../request'
import { meaningOf, messageOf, withReason } from './failure'
import { browserLine, type Line } from './line'
import { otherChange, restored } from './otherHistory'
import { newestSeen, type Pending, viewOf, without } from './pending'
import { type SaveState, stateOf } from './saveState'

/** Milliseconds before the first new try, and before each later one at most. */
const pauses = { first: 1_000, longest: 15_000 }

/** So often an edit over which the server fails is sent by itself. */
const mostFailures = 3

/**
 * One analysis in the browser: what the server confirmed (`base`), what is on its way (`pending`), and what is shown
 * (`view` = base with the pending edits carried out). Nothing waits for the server to show an edit.
 *
 * One conversation with the server at a time, in one loop: send the first that waits, look what others did, or load the
 * whole anew. So no answer is older than what is known, edits keep their order, and an answer that never came leaves
 * nothing open: the loop ends only when nothing waits. Each failure has a way on (`Meaning`), and each promise settles.
 */
export class AnalysisStore {
  #base: Analysis
  #view: Analysis
  #shown: Analysis
  #state: SaveState = { name: 'saved' }
  #pending: readonly Pending[] = []
  readonly #listeners = new Set<() => void>()

  #isTalking = false
  #wantsLook = false
  #lookedLast = false
  /** Settled after the next look, whether it succeeds or not. */
  #afterLook: (() => void)[] = []
  /** Refused edits whose promise waits for that look, so that whoever is told sees what stands there now. */
  #refusing = 0
  /** The highest revision that the server spoke of: to be reached by looking. */
  #target = 0
  /** `base` is not on the way to what the server has: it is loaded anew. */
  #stale: '' | 'broken' | 'otherHistory' = ''
  #reloads = 0
  /** So often the server had another history: what was read of the log before is not of this one. */
  histories = 0
  #failures = 0
  #unreached = ''
  #held: { readonly error: unknown } | undefined
  #removed: StpaError | undefined
  #wake: () => void = () => {}

  constructor(
    analysis: Analysis,
    readonly line: Line = browserLine,
    /** What a person must know though nothing was refused. */
    readonly tell: (news: string) => void = () => {},
  ) {
    this.#base = analysis
    this.#view = analysis
    this.#shown = analysis
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getView = (): Analysis => this.#view
  readonly getState = (): SaveState => this.#state
  get revision(): number {
    return this.#base.revision
  }
  get path(): string {
    return `/api/analyses/${this.#base.id}`
  }
  /** Edits that the server has not acknowledged. */
  get waiting(): number {
    return this.#pending.filter(({ done }) => !done).length + this.#refusing
  }

  /** Shows the edit at once and sends it. @throws StpaError when the operations make no sense here */
  commit(operations: readonly Operation[], reason = ''): Promise<Committed> {
    if (this.#removed) throw this.#removed
    this.#view = { ...apply(this.#view, operations).analysis, revision: this.#base.revision }
    return this.#queue('operations', [...operations], reason)
  }

  /** Takes back this author's last change, or what was taken back last: after all that waits. */
  async revert(direction: 'undo' | 'redo'): Promise<Committed> {
    if (this.#removed) throw this.#removed
    return this.#queue(direction, [], '')
  }

  /** Looks what others changed since. Resolves when that was tried: `getState` says with which success. */
  refresh(): Promise<void> {
    return new Promise((resolve) => {
      this.#afterLook.push(resolve)
      this.#wantsLook = true
      this.#talk()
    })
  }

  /** Tries now what waits, also what is held. */
  retry(): void {
    this.#held = undefined
    for (const entry of this.#pending) entry.failures = 0
    this.#wake()
    this.#talk()
  }

  /** Gives up the edit that is held; its promise is rejected with what the server said. */
  discard(): void {
    const held = this.#held
    const entry = this.#firstWaiting()
    this.#held = undefined
    if (held && entry) this.#refuse(entry, held.error)
    this.#talk()
  }

  #queue(act: Pending['act'], operations: readonly Operation[], reason: string): Promise<Committed> {
    return new Promise((resolve, reject) => {
      const commitId = this.line.newCommitId()
      this.#pending = [...this.#pending, { act, operations, reason, commitId, resolve, reject, failures: 0 }]
      this.#talk()
    })
  }

  #talk(): void {
    this.#show()
    if (this.#isTalking) return
    this.#isTalking = true
    void this.#converse()
  }

  async #converse(): Promise<void> {
    for (let ask = this.#next(); ask; ask = this.#next()) {
      try {
        await ask()
        this.#failures = 0
        this.#unreached = ''
      } catch (error) {
        await this.#failed(error)
      }
      this.#show()
    }
    this.#isTalking = false
  }

  #firstWaiting(): Pending | undefined {
    return this.#pending.find(({ done }) => !done)
  }

  /** What to ask next, in turn where both are wanted; nothing: the conversation rests. */
  #next(): (() => Promise<void>) | undefined {
    if (this.#stale) return () => this.#reload()
    const first = this.#held || this.#removed ? undefined : this.#firstWaiting()
    const send = first && (() => this.#send(first))
    const look = this.#wantsLook ? () => this.#look() : undefined
    return this.#lookedLast ? (send ?? look) : (look ?? send)
  }

  async #send(entry: Pending): Promise<void> {
    this.#lookedLast = false
    const { act, operations, reason, commitId } = entry
    const on = newestSeen(this.#base, this.#pending)
    const body = act === 'operations' ? { operations, reason, commitId, on } : { commitId, on }
    try {
      this.#acknowledge(entry, await this.line.ask<Committed>('POST', `${this.path}/${act}`, body))
    } catch (error) {
      const meaning = meaningOf(error)
      if (meaning === 'refused') this.#refuse(entry, error)
      else if (meaning === 'noName' || (meaning === 'failed' && ++entry.failures >= mostFailures))
        this.#held = { error }
      else throw error
    }
    this.#reloads = 0
  }

  /** Saved. Shown as the server did it, after whatever others did before it. */
  #acknowledge(entry: Pending, done: Committed): void {
    entry.done = done
    entry.resolve(done)
    this.#target = Math.max(this.#target, done.revision)
    if (done.revision > this.#base.revision + 1) this.#wantsLook = true
    this.#advance(done.revision === this.#base.revision + 1 ? [done] : [])
  }

  #refuse(entry: Pending, error: unknown): void {
    this.#pending = without(this.#base, this.#pending, entry, messageOf(error))
    this.#rebuild()
    this.#refusing++
    this.#afterLook.push(() => {
      this.#refusing--
      entry.reject(withReason(error, entry.because))
    })
    this.#wantsLook = true
  }

  async #look(): Promise<void> {
    this.#lookedLast = true
    this.#wantsLook = false
    const waiting = this.#afterLook.splice(0)
    try {
      const { revision, revisedAt } = this.#base
      const query = new URLSearchParams({ since: String(revision), at: revisedAt, limit: String(pageLimit) })
      const changes = await this.line.ask<ChangeEntry[]>('GET', `${this.path}/changes?${query}`)
      this.#removed = undefined
      this.#advance(changes)
      if (changes.length > 0) this.#wantsLook ||= changes.length === pageLimit || this.#target > this.#base.revision
      else if (this.#target > this.#base.revision) this.#stale = 'otherHistory' // what was acknowledged is not there
      this.#reloads = 0
    } catch (error) {
      this.#wantsLook = true
      throw error
    } finally {
      for (const settle of waiting) settle()
    }
  }

  #advance(changes: readonly Committed[]): void {
    try {
      for (const { revision, revisedAt, operations } of changes) {
        if (revision <= this.#base.revision) continue
        if (revision > this.#base.revision + 1) throw new Error('a revision is missing')
        this.#base = apply(this.#base, operations, revisedAt).analysis
      }
    } catch {
      this.#stale = 'broken' // of another version of the program, say
    }
    this.#pending = this.#pending.filter(({ done }) => !done || done.revision > this.#base.revision)
    this.#rebuild()
  }

  /** Everything anew. What waits is sent on top of it: it says itself what its editor saw, but for undo and redo. */
  async #reload(): Promise<void> {
    const base = fromSnapshot(await this.line.ask<AnalysisSnapshot>('GET', this.path))
    const [before, isOther] = [this.#base.revision, this.#stale === 'otherHistory']
    this.#stale = ''
    this.#target = 0
    this.#removed = undefined
    this.#base = base
    this.#pending = this.#pending.filter(({ done }) => !done)
    this.#rebuild()
    if (!isOther) return
    this.histories++
    for (const entry of this.#pending) if (entry.act !== 'operations') this.#refuse(entry, otherChange(entry.act))
    this.tell(restored(before, base.revision, this.#pending.length))
  }

  async #failed(error: unknown): Promise<void> {
    const meaning = meaningOf(error)
    for (const settle of this.#afterLook.splice(0)) settle()
    if (meaning === 'removed' && error instanceof StpaError) return this.#end(error)
    if (meaning === 'otherHistory') this.#stale = 'otherHistory'
    else this.#unreached = messageOf(error)
    // Once it is loaded anew without waiting; a server that says so again and again is not pressed.
    if (meaning === 'otherHistory' && this.#reloads++ === 0) return
    const delay = Math.min(pauses.longest, pauses.first * 2 ** this.#failures++)
    const least = error instanceof Unreachable ? error.retryAfter : 0
    this.#show()
    const woken = new Promise<void>((wake) => {
      this.#wake = wake
    })
    await Promise.race([this.line.sleep(Math.max(delay, least)), woken])
  }

  /** The analysis is gone: nothing can be saved. What was typed stays to be seen, and to be copied. */
  #end(error: StpaError): void {
    this.#removed = error
    this.#stale = ''
    this.#held = undefined
    this.#wantsLook = false
    this.#unreached = ''
    for (const entry of this.#pending) if (!entry.done) entry.reject(error)
    this.#pending = []
  }

  #rebuild(): void {
    this.#view = viewOf(this.#base, this.#pending).view
  }

  #show(): void {
    const { waiting } = this
    const held = this.#held && {
      cause: messageOf(this.#held.error),
      wantsName: meaningOf(this.#held.error) === 'noName',
    }
    const facts = { waiting, unreached: this.#unreached, held, removed: this.#removed?.message }
    const state = stateOf(facts)
    const isNew = JSON.stringify(state) !== JSON.stringify(this.#state)
    if (isNew) this.#state = state
    else if (this.#shown === this.#view) return
    this.#shown = this.#view
    for (const listener of this.#listeners) listener()
  }
}
