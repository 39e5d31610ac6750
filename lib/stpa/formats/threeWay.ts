import { digest, sameValue } from '../fingerprint'
import { kindOf } from '../kinds'
import type { Analysis, Item, Origin } from '../model'
import type { UpdateOperation } from '../operations/types'
import { change, type Integration, type Pairing } from './pairing'

export type Outcome = 'keep' | 'take' | 'conflict'

/**
 * The three-way rule for one field or set of links: `base` is the digest at the last import, undefined when this item
 * was never imported from this source. Without a base, what is empty on one side is taken from the other.
 */
export function decide(here: unknown, there: unknown, base: string | undefined, known: boolean): Outcome {
  if (sameValue(here, there)) return 'keep'
  if (!known) return there === undefined ? 'keep' : here === undefined ? 'take' : 'conflict'
  const empty = (value: unknown) => (value === undefined ? undefined : digest(value))
  const changedThere = empty(there) !== base
  const changedHere = empty(here) !== base
  if (!changedThere) return 'keep'
  return changedHere ? 'conflict' : 'take'
}

/** The update of one item that is there already; adds what it did to the result. */
export function updateOf(
  analysis: Analysis,
  pairing: Pairing,
  here: Item,
  origin: Origin | null,
  takeTheirs: ReadonlySet<string>,
  result: Integration,
): void {
  const { there, isKnown: known } = pairing
  const set: Record<string, unknown> = {}
  const was: Record<string, unknown> = {}
  for (const name of Object.keys(kindOf(here.kind).allFields)) {
    const mine = here.fields[name]
    const theirs = there.fields[name]
    const outcome = decide(mine, theirs, here.origin?.imported?.[name], known)
    if (outcome === 'keep') continue
    const detail = { field: name, here: mine, there: theirs }
    if (outcome === 'conflict') result.changes.push(change('conflict', pairing, detail))
    if (outcome === 'conflict' && !takeTheirs.has(`${here.uid} ${name}`)) {
      keepLine(pairing, name, result)
      continue
    }
    if (outcome === 'take') result.changes.push(change('changed', pairing, detail))
    set[name] = theirs ?? null
    was[name] = mine ?? null
  }
  const operation: UpdateOperation = { op: 'update', uid: here.uid, set, was }
  const isAdopted = here.origin === null && there.is === undefined
  if (origin && (known || isAdopted) && !sameValue(origin.imported, here.origin?.imported)) operation.origin = origin
  const changed = Object.keys(set).length > 0 || operation.origin !== undefined
  if (changed && analysis.items.has(here.uid)) result.operations.push(operation)
}

function keepLine({ there, key }: Pairing, field: string, result: Integration): void {
  const message = `${key}: "${field}" differs here and in the file; kept as it is here.`
  result.report.push({ outcome: 'skipped', message, place: there.place, key })
}
