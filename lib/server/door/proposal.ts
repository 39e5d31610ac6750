import type { Original } from '@/lib/node/importFiles'
import type { ChangeAction } from '@/lib/stpa/api'
import type { Operation } from '@/lib/stpa/operations/types'
import type { Transaction } from '../store/transaction'

/** What somebody wants to do to an analysis, on top of its newest revision. */
export type Proposal = {
  readonly operations: readonly Operation[]
  readonly reason?: string
  readonly action: ChangeAction
  /** The revision that an undo or redo takes back. */
  readonly reverts?: number
  /** The files that an import read. */
  readonly originals?: readonly Original[]
}

/** A proposal that depends on the log as it is then; asks the database that it is given, and no other. */
export type ReadProposal = (database: Transaction) => Promise<Proposal>
