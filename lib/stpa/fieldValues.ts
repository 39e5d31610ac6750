import type { Kind } from './defineKind'
import { StpaError } from './errors'
import { sameValue } from './fingerprint'
import { kindOf } from './kinds'
import type { Fields, Item } from './model'

/** The value of a field, its empty value when absent. */
export function fieldOf(item: Item, name: string): unknown {
  return item.fields[name] ?? kindOf(item.kind).allFields[name]?.empty
}

/** A text-like field as text; '' when absent or not a text. */
export function textOf(item: Item, name = 'text'): string {
  const value = item.fields[name] ?? kindOf(item.kind).allFields[name]?.empty
  return typeof value === 'string' ? value : ''
}

/**
 * Checks fields against their kind and drops those at their empty value.
 * @throws StpaError unknownField or badShape, naming the field and what was expected
 */
export function parseFields(kind: Kind, fields: Readonly<Record<string, unknown>>): Fields {
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const parsed = parseField(kind, name, value)
    if (parsed !== undefined) result[name] = parsed
  }
  return result
}

/** One field's value; undefined when it equals the empty value. Throws as parseFields does. */
export function parseField(kind: Kind, name: string, value: unknown): unknown {
  const field = Object.hasOwn(kind.allFields, name) ? kind.allFields[name] : undefined
  if (!field) throw new StpaError('unknownField', `A ${kind.title.toLowerCase()} has no field "${name}".`)
  if (value === undefined || value === field.empty) return undefined
  const parsed = field.schema.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const path = issue?.path.length ? ` (${issue.path.join('.')})` : ''
    throw new StpaError('badShape', `${field.label}${path}: ${issue?.message ?? 'has the wrong shape'}.`)
  }
  return sameValue(parsed.data, field.empty) ? undefined : parsed.data
}
