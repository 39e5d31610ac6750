import type { Author, Committed } from '@/lib/stpa/api'
import type { Proposal, ReadProposal } from './proposal'

/** A commit that waits for its turn. */
export type Waiting = {
  readonly author: Author
  /** What is to be done, or how to read it from the log when the turn comes. */
  readonly proposal: Proposal | ReadProposal
  readonly commitId: string | undefined
  /** By another process, which waits for this one. */
  readonly isHandedOver?: boolean
  readonly resolve: (done: Committed) => void
  readonly reject: (error: unknown) => void
}

/** So many commits go into one transaction at most: the first of them waits for the last. */
const most = 64

/** For so long (milliseconds) it is remembered that another process commits to the same analysis. */
const memory = 1_000

/** Commits by analysis, in the order in which they came. */
export class WaitingCommits {
  readonly #lists = new Map<string, Waiting[]>()
  readonly #contested = new Map<string, number>()

  /** Another process was faster. */
  contest(id: string): void {
    this.#contested.set(id, performance.now())
  }

  isContested(id: string): boolean {
    const since = this.#contested.get(id)
    if (since === undefined || performance.now() - since < memory) return since !== undefined
    this.#contested.delete(id)
    return false
  }

  add(id: string, commit: Waiting): void {
    const list = this.#lists.get(id)
    if (list) list.push(commit)
    else this.#lists.set(id, [commit])
  }

  /**
   * Those that can be carried out together, the longest waiting first: what reads the log is the first of its group,
   * since the log does not show the ones before it yet; and a request that was sent twice stands in two groups.
   */
  take(id: string): Waiting[] {
    const list = this.#lists.get(id) ?? []
    const seen = new Set<string>()
    let count = 0
    for (const { proposal, commitId } of list.slice(0, most)) {
      if ((count > 0 && typeof proposal === 'function') || (commitId !== undefined && seen.has(commitId))) break
      if (commitId !== undefined) seen.add(commitId)
      count++
    }
    const taken = list.splice(0, count)
    if (list.length === 0) this.#lists.delete(id)
    return taken
  }
}
