import { type ChangeAction, type ChangeEntry, type Committed, pageLimit } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import { type Analysis, toSnapshot } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { undoStacks } from '@/lib/stpa/undoStacks'

type Change = ChangeEntry & { readonly inverse: readonly Operation[]; readonly commitId: string | undefined }

/** A body of a commit, an undo or a redo, as the client sends it. */
type Body = {
  readonly operations?: readonly Operation[]
  readonly commitId?: string
  readonly on?: { readonly revision: number; readonly revisedAt: string }
}

/** An edit that this server always fails over. */
export const poison = 'poison'

/** What a server does with one analysis, over the real door and without a database. */
export class FakeServer {
  log: readonly Change[] = []
  isRemoved = false
  knowsNames = true
  /** Seconds since some day: no two revisions have one date, not even after a backup was put back. */
  #now = 0
  readonly #backups: { readonly analysis: Analysis; readonly log: readonly Change[] }[] = []

  constructor(
    public analysis: Analysis,
    /** Changes of one answer: fewer than the real server gives, so that answers come in parts. */
    readonly pageSize = pageLimit,
  ) {
    this.#write('owner', 'edit', [{ op: 'update', uid: 'an', set: { text: 'Lamp' }, was: { text: '' } }])
  }

  /** @throws StpaError, Error */
  answer(author: string, path: string, body: Body | undefined): unknown {
    if (this.isRemoved) throw new StpaError('notFound', 'There is no such analysis.')
    const [, last = '', query = ''] = /\/api\/analyses\/[^/]+\/?(\w*)\??(.*)$/.exec(path) ?? []
    if (last === '') return toSnapshot(this.analysis)
    if (last === 'changes') return this.#changes(new URLSearchParams(query))
    if (!this.knowsNames) throw new StpaError('noAuthor', 'Say who you are.')
    this.#assertSeen(body?.on)
    if (last === 'operations') return this.commit(author, body?.operations ?? [], body?.commitId)
    return this.revert(author, last === 'redo' ? 'redo' : 'undo', body?.commitId)
  }

  commit(author: string, operations: readonly Operation[], commitId?: string): Committed {
    const isPoison = operations.some((operation) => operation.op === 'update' && operation.set.text === poison)
    if (isPoison) throw new Error('The program fails over this edit.')
    return this.#once(commitId) ?? this.#write(author, 'edit', operations, commitId)
  }

  revert(author: string, action: 'undo' | 'redo', commitId?: string): Committed {
    const done = this.#once(commitId)
    if (done) return done
    const own = this.log.filter((change) => change.author.name === author)
    const revision = undoStacks(own)[action].at(-1)
    const change = own.find((entry) => entry.revision === revision)
    if (!change) throw new StpaError('nothingToUndo', `There is nothing of yours to ${action}.`)
    return this.#write(author, action, change.inverse, commitId, change.revision)
  }

  keepBackup(): void {
    this.#backups.push({ analysis: this.analysis, log: this.log })
  }

  /** Puts the oldest backup back, under a server that goes on. */
  restore(): boolean {
    const backup = this.#backups.shift()
    if (!backup) return false
    this.analysis = backup.analysis
    this.log = backup.log
    this.isRemoved = false
    return true
  }

  #once(commitId: string | undefined): Committed | undefined {
    return commitId === undefined ? undefined : this.log.find((change) => change.commitId === commitId)
  }

  #write(
    author: string,
    action: ChangeAction,
    operations: readonly Operation[],
    commitId?: string,
    reverts: number | null = null,
  ): Committed {
    const revisedAt = new Date(1_700_000_000_000 + 1_000 * this.#now++).toISOString()
    const applied = apply(this.analysis, operations, revisedAt)
    this.analysis = applied.analysis
    const done = { revision: applied.analysis.revision, revisedAt, operations: applied.operations }
    const about = { author: { name: author }, reason: '', action, reverts, commitId, inverse: applied.inverse }
    this.log = [...this.log, { ...done, ...about }]
    return done
  }

  #assertSeen(seen: Body['on']): void {
    if (!seen || seen.revision === 0) return
    if (this.log.some(({ revision, revisedAt }) => revision === seen.revision && revisedAt === seen.revisedAt)) return
    throw new StpaError('otherHistory', 'The analysis was put back to another state.')
  }

  #changes(query: URLSearchParams): ChangeEntry[] {
    const since = Number(query.get('since'))
    this.#assertSeen({ revision: since, revisedAt: query.get('at') ?? '' })
    return this.log.filter(({ revision }) => revision > since).slice(0, this.pageSize)
  }
}
