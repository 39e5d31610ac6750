import { StpaError } from '../errors'
import { inheritIndexes } from '../graph'
import type { Analysis } from '../model'
import { assertStorable } from '../storable'
import { type Draft, draftOf } from './draft'
import { applyCreate, applyMove, applyRemove } from './items'
import { applyLink, applyPlace, applyUnlink } from './links'
import { expandMerge, expandSplit } from './mergeSplit'
import { applyRetype } from './retype'
import type { Delta, Operation, PrimitiveOperation } from './types'
import { applyUpdate, type Conflicts } from './update'

export type Applied = {
  readonly analysis: Analysis
  /** The operations as carried out, with the keys and orders that the door gave. */
  readonly operations: readonly Operation[]
  /** Applied to the result they give back the analysis as it was, apart from its revision. */
  readonly inverse: readonly PrimitiveOperation[]
  readonly delta: Delta
}

/**
 * The one door: carries out a list of operations, all or none, and raises the revision by one. It costs what it changes:
 * the result shares maps and indexes with the value that it was made from.
 * `at` is the ISO date of the new revision (the core has no clock).
 * @throws StpaError with the first refusal; for `conflict` all conflicting fields are in `detail.conflicts`
 */
export function apply(analysis: Analysis, operations: readonly Operation[], at = analysis.revisedAt): Applied {
  for (const operation of operations) assertStorable(operation)
  const draft = draftOf(analysis)
  const conflicts: Conflicts = []
  const done = operations.map((operation) => carryOut(draft, operation, conflicts))
  if (conflicts.length > 0) throw conflictError(conflicts)
  const after: Analysis = {
    id: analysis.id,
    revision: analysis.revision + 1,
    revisedAt: at,
    items: draft.items.finish(),
    links: draft.links.finish(),
    positions: draft.positions.finish(),
    counters: draft.counters,
  }
  inheritIndexes(analysis, after, draft.touched)
  return { analysis: after, operations: done, inverse: draft.inverse.reverse().flat(), delta: draft.touched }
}

function carryOut(draft: Draft, operation: Operation, conflicts: Conflicts): Operation {
  if (operation.op === 'split' || operation.op === 'merge') {
    const [resolved, primitives] =
      operation.op === 'split' ? expandSplit(draft, operation) : expandMerge(draft, operation)
    for (const primitive of primitives()) carryOutPrimitive(draft, primitive, conflicts)
    return resolved
  }
  return carryOutPrimitive(draft, operation, conflicts)
}

function carryOutPrimitive(draft: Draft, operation: PrimitiveOperation, conflicts: Conflicts): PrimitiveOperation {
  switch (operation.op) {
    case 'create':
      return applyCreate(draft, operation)
    case 'update':
      return applyUpdate(draft, operation, conflicts)
    case 'remove':
      return applyRemove(draft, operation)
    case 'move':
      return applyMove(draft, operation)
    case 'place':
      return applyPlace(draft, operation)
    case 'link':
      return applyLink(draft, operation)
    case 'unlink':
      return applyUnlink(draft, operation)
    case 'retype':
      return applyRetype(draft, operation)
  }
}

function conflictError(conflicts: Conflicts): StpaError {
  const fields = conflicts.map((conflict) => `${conflict.key}.${conflict.field}`).join(', ')
  const message = `Somebody else changed the same field meanwhile: ${fields}. Both values are kept: choose one.`
  return new StpaError('conflict', message, { conflicts })
}
