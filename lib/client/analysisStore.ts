import type { ChangeEntry, CommitRequest, Committed } from '@/lib/stpa/api'
import type { Analysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { request, Unreachable } from './request'

export type SaveState = 'saved' | 'saving' | 'offline'

type Pending = {
  readonly request: CommitRequest & { commitId: string }
  readonly resolve: (done: Committed) => void
  readonly reject: (error: unknown) => void
}

/**
 * One analysis in the browser: what the server confirmed (`base`), what is on its way (`pending`), and what is shown
 * (`view` = base with the pending operations applied). Nothing waits for the server to show an edit.
 */
export class AnalysisStore {
  #base: Analysis
  #view: Analysis
  #pending: Pending[] = []
  #sending = false
  #state: SaveState = 'saved'
  readonly #listeners = new Set<() => void>()

  constructor(analysis: Analysis) {
    this.#base = analysis
    this.#view = analysis
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

  /** Shows the edit at once and sends it. @throws StpaError when the operations make no sense here */
  commit(operations: readonly Operation[], reason = ''): Promise<Committed> {
    const applied = apply(this.#view, operations)
    this.#view = { ...applied.analysis, revision: this.#base.revision }
    const commitId = crypto.randomUUID()
    return new Promise((resolve, reject) => {
      this.#pending.push({ request: { operations: [...operations], reason, commitId }, resolve, reject })
      this.#notify('saving')
      void this.#send()
    })
  }

  async #send(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    for (let next = this.#pending[0]; next; next = this.#pending[0]) {
      try {
        const done = await request<Committed>('POST', `${this.path}/operations`, next.request)
        this.#pending.shift()
        await this.#confirm(done)
        next.resolve(done)
      } catch (error) {
        if (error instanceof Unreachable) {
          this.#notify('offline')
          await new Promise((wake) => setTimeout(wake, 2_000))
          continue
        }
        this.#pending.shift()
        await this.refresh()
        next.reject(error)
      }
    }
    this.#sending = false
    this.#notify('saved')
  }

  /** Carries out what the server did, after whatever others did before it. */
  async #confirm(done: Committed): Promise<void> {
    if (done.revision <= this.#base.revision) return
    if (done.revision === this.#base.revision + 1) this.#advance([done])
    else await this.refresh()
  }

  #advance(changes: readonly Committed[]): void {
    for (const change of changes) {
      if (change.revision !== this.#base.revision + 1) continue
      this.#base = apply(this.#base, change.operations, change.revisedAt).analysis
    }
    this.#rebuild()
  }

  #rebuild(): void {
    let view = this.#base
    for (const { request: sent } of this.#pending) {
      try {
        // Sent by `commit` above, as operations.
        view = { ...apply(view, sent.operations as Operation[]).analysis, revision: this.#base.revision }
      } catch {
        // The server will refuse it too and say why.
      }
    }
    this.#view = view
    this.#notify(this.#state)
  }

  /** Fetches what others, or this author's undo, changed since. */
  async refresh(): Promise<void> {
    for (;;) {
      const changes = await request<ChangeEntry[]>('GET', `${this.path}/changes?since=${this.#base.revision}&limit=200`)
      if (changes.length === 0) return this.#rebuild()
      this.#advance(changes)
      if (changes.length < 200) return
    }
  }

  /** Takes back this author's last change, or what was taken back last. */
  async revert(direction: 'undo' | 'redo'): Promise<Committed> {
    const done = await request<Committed>('POST', `${this.path}/${direction}`, {})
    await this.#confirm(done)
    return done
  }

  #notify(state: SaveState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
