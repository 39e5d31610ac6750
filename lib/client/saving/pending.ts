import type { Committed, SeenState } from '@/lib/stpa/api'
import type { Analysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'

/** An edit, an undo or a redo on its way to the server. */
export type Pending = {
  readonly act: 'operations' | 'undo' | 'redo'
  /** What it does; of an undo or redo only the server knows. */
  readonly operations: readonly Operation[]
  readonly reason: string
  /** The same each time it is sent: the server carries it out once. */
  readonly commitId: string
  readonly resolve: (done: Committed) => void
  readonly reject: (error: unknown) => void
  /** Acknowledged. It stays here until `base` has come to that revision, so that it is not lost from sight meanwhile. */
  done?: Committed
  /** Why an edit before it was refused, that it builds on. */
  because?: string
  /** So often the server failed over it. */
  failures: number
}

/** What is shown: `base` with what is pending carried out. `broken` cannot be: the server will refuse it and say why. */
export function viewOf(
  base: Analysis,
  pending: readonly Pending[],
): { readonly view: Analysis; readonly broken: ReadonlySet<Pending> } {
  let view = base
  const broken = new Set<Pending>()
  for (const entry of pending) {
    const operations = entry.done?.operations ?? entry.operations
    if (operations.length === 0) continue
    try {
      view = { ...apply(view, operations).analysis, revision: base.revision }
    } catch {
      broken.add(entry)
    }
  }
  return { view, broken }
}

/** The newest state that the server told of: from one that does not lead from there, all is to be loaded anew. */
export function newestSeen(base: Analysis, pending: readonly Pending[]): SeenState {
  const known: readonly SeenState[] = [base, ...pending.flatMap(({ done }) => done ?? [])]
  const { revision, revisedAt } = known.reduce((left, right) => (right.revision > left.revision ? right : left))
  return { revision, revisedAt }
}

/** Drops a refused edit, and tells those behind it that cannot do without it. */
export function without(base: Analysis, pending: readonly Pending[], refused: Pending, because: string): Pending[] {
  const rest = pending.filter((entry) => entry !== refused)
  const before = viewOf(base, pending).broken
  for (const entry of viewOf(base, rest).broken) if (!before.has(entry)) entry.because ??= because
  return rest
}
