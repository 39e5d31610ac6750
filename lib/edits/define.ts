import { z } from 'zod'
import { StpaError } from '@/lib/stpa/errors'
import { limits } from '@/lib/stpa/fields'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'

/** The operations of one commit, so that one undo takes it back. `uid`: what was made, to be looked at next. */
export type Edited = { readonly operations: readonly Operation[]; readonly uid?: Uid }

/** An edit that can be asked for by name: from the command line, a script, and later over the API. */
export type NamedEdit = {
  readonly name: string
  /** What it does, in a line; it stands in the log as the reason. */
  readonly title: string
  /** The names of its arguments, those that may be left out with `?`. */
  readonly takes: readonly string[]
  /** @throws StpaError badShape, notFound; what the operations mean is checked where they are applied */
  readonly edit: (analysis: Analysis, told: unknown) => Edited
}

type Shape = Readonly<Record<string, z.ZodType>>
type Told<S extends Shape> = z.output<z.ZodObject<S>>

export function defineEdit<const S extends Shape>(
  name: string,
  title: string,
  shape: S,
  edit: (analysis: Analysis, told: Told<S>) => Edited,
): NamedEdit {
  const schema = z.strictObject(shape)
  const takes = Object.entries(shape).map(([part, type]) => (type.safeParse(undefined).success ? `${part}?` : part))
  return {
    ...{ name, title, takes },
    edit: (analysis, told) => {
      const parsed = schema.safeParse(told)
      if (parsed.success) return edit(analysis, parsed.data as Told<S>) // what its schema gives
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'arguments'}: ${message}`)
      throw new StpaError('badShape', `${name} takes ${takes.join(', ')}. ${problems.join('; ')}`)
    },
  }
}

/** An item, by key or uid. */
export const reference = z.string().trim().min(1).max(limits.key)

/** Several: a list, or a text with commas between. */
export const references = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').filter((part) => part.trim() !== '') : value),
  z.array(reference).min(1).max(limits.entries),
)

/** @throws StpaError notFound; badRequest where several kinds use the key */
export function itemAt(analysis: Analysis, told: string): Item {
  const own = analysis.items.get(told)
  if (own) return own
  const found = [...analysis.items.values()].filter(({ key }) => key === told)
  const [item, other] = found
  if (!item) throw new StpaError('notFound', `There is no item with the key or uid ${told}.`)
  if (!other) return item
  const names = found.map(({ kind, uid }) => `${kind} ${uid}`).join(', ')
  throw new StpaError('badRequest', `${told} is the key of several items: name one by its uid (${names}).`)
}

export const uidAt = (analysis: Analysis, told: string): Uid => itemAt(analysis, told).uid
