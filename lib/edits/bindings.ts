import { fieldOf } from '@/lib/stpa/fieldValues'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { cut } from '@/lib/text/storable'
import { type CoveragePlan, planOf } from '@/lib/trace/coverage/plan'

/** Fields of a binding that say what it matches, as they are typed. */
export type Draft = {
  readonly text: string
  /** One a line. */
  readonly verbs: string
  readonly resource: string
  readonly arguments: string
  readonly payload: string
  readonly outcome: string
  readonly errors: string
  readonly workload: string
  readonly atLeast: string
  readonly atMost: string
  readonly position: string
  readonly forbidden: boolean
}

export const emptyDraft: Draft = {
  ...{ text: '', verbs: '', resource: '', arguments: '', payload: '', outcome: 'any', errors: '', workload: '' },
  ...{ atLeast: '', atMost: '', position: '', forbidden: false },
}

const lists = ['verbs', 'arguments', 'payload', 'errors'] as const
const numbers = ['atLeast', 'atMost', 'position'] as const
const texts = ['text', 'resource', 'outcome', 'workload'] as const

export function draftOf(binding: Item): Draft {
  const value = (name: string) => fieldOf(binding, name)
  const list = (name: string) => {
    const entries = value(name)
    return Array.isArray(entries) ? entries.join('\n') : ''
  }
  const named = (names: readonly string[], of: (name: string) => string) =>
    Object.fromEntries(names.map((name) => [name, of(name)]))
  return {
    ...emptyDraft,
    ...named(texts, (name) => String(value(name) ?? '')),
    ...named(lists, list),
    ...named(numbers, (name) => String(value(name) ?? '')),
    forbidden: value('forbidden') === true,
  }
}

/** A draft as fields of a binding; null empties a field. */
export function fieldsOf(draft: Draft): Readonly<Record<string, unknown>> {
  const filled = (lines: string) => {
    const entries = lines
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
    return entries.length > 0 ? entries : null
  }
  const amount = (text: string) => (text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text))
  return {
    ...Object.fromEntries(texts.map((name) => [name, draft[name].trim() || null])),
    ...Object.fromEntries(lists.map((name) => [name, filled(draft[name])])),
    ...Object.fromEntries(numbers.map((name) => [name, amount(draft[name])])),
    forbidden: draft.forbidden ? true : null,
  }
}

/** Fields that say what a binding matches; its name and its place say nothing of that. */
const matching = [...lists, 'resource', 'outcome', 'workload', 'atLeast', 'atMost', 'forbidden']

/** What a person changed, as one operation; who confirmed another matcher has not confirmed this one. */
export function savedDraft(binding: Item, draft: Draft): Operation[] {
  const [before, after] = [fieldsOf(draftOf(binding)), fieldsOf(draft)]
  const changed = Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))
  if (changed.length === 0) return []
  const isUnconfirmed = binding.fields.confirmed === true && changed.some((name) => matching.includes(name))
  const names = isUnconfirmed ? [...changed, 'confirmed'] : changed
  return [
    {
      op: 'update',
      uid: binding.uid,
      set: Object.fromEntries(names.map((name) => [name, name === 'confirmed' ? null : after[name]])),
      was: Object.fromEntries(names.map((name) => [name, binding.fields[name] ?? null])),
    },
  ]
}

/** A new binding of an item. */
export function createdBinding(uid: Uid, item: Uid, draft: Draft): Operation[] {
  const fields = Object.entries(fieldsOf(draft)).filter(([, value]) => value !== null)
  return [
    { op: 'create', uid, kind: 'binding', fields: Object.fromEntries(fields) },
    { op: 'link', from: uid, name: 'binds', to: item },
  ]
}

/** A new binding, confirmed with a reason as soon as it is made. */
export const confirmed = (uid: Uid, reason: string): Operation => ({
  ...{ op: 'update', uid, set: { confirmed: true, reason }, was: { confirmed: null, reason: null } },
})

/** A draft again. */
export const unconfirmed = ({ uid }: Item): Operation[] => [
  { op: 'update', uid, set: { confirmed: null }, was: { confirmed: true } },
]

/** `open, flock of /dev/spidev0.0`, while nobody gave it a better name. */
export function nameOf({ verbs, resource, outcome, errors }: Draft): string {
  const what = verbs.split('\n').filter(Boolean).slice(0, 4).join(', ') || 'anything'
  const failed = outcome === 'error' ? ` with ${errors.split('\n').filter(Boolean).join(', ') || 'an error'}` : ''
  return cut(`${what}${resource === '' ? '' : ` of ${resource}`}${failed}`, 300)
}

export type Asked = { readonly asked: Pick<CoveragePlan, 'items'> | undefined; readonly problem: string }

/** The question of one binding alone, as it would be after these operations; or why it cannot be asked. */
export function askedAlone(analysis: Analysis, operations: readonly Operation[], binding: Uid): Asked {
  try {
    const { analysis: after } = apply(analysis, operations)
    const { items, problems } = planOf(after)
    for (const item of items) {
      const own = item.bindings.filter(({ uid }) => uid === binding)
      if (own.length === 0) continue
      const bindings = own.map((each) => ({ ...each, key: '', isConfirmed: false }))
      return { asked: { items: [{ ...item, key: '', text: '', bindings }] }, problem: '' }
    }
    const key = after.items.get(binding)?.key
    const problem = problems.find((each) => each.key === key)?.message ?? ''
    return { asked: undefined, problem: problem.replace(/^.* is not used: /, '') }
  } catch (error) {
    return { asked: undefined, problem: error instanceof Error ? error.message : String(error) }
  }
}
