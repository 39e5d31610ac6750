import { parseFields } from '@/lib/stpa/fieldValues'
import { kindOf } from '@/lib/stpa/kinds'
import type { Fields, Item } from '@/lib/stpa/model'

/** The version of stored fields. Raise it with a step in `steps` when the meaning or the shape of a field changes. */
export const schemaVersion = 1

/** From a version to the next one: values in, values out. A field that is only new needs no step. */
type FieldStep = (kind: string, fields: Fields) => Fields

const steps: Readonly<Record<number, FieldStep>> = {}

/** Brings stored fields up to the present version. */
export function migrateFields(
  kind: string,
  fields: Fields,
  from: number,
  to = schemaVersion,
  by: Readonly<Record<number, FieldStep>> = steps,
): Fields {
  if (from > to) throw new Error(`the fields were written by a newer program (version ${from}, this one knows ${to})`)
  let present = fields
  for (let version = from; version < to; version++) present = by[version]?.(kind, present) ?? present
  return present
}

/** A stored item, its fields parsed by the registry of today. */
export function parseItem(stored: Item, version = schemaVersion): Item {
  try {
    return { ...stored, fields: parseFields(kindOf(stored.kind), migrateFields(stored.kind, stored.fields, version)) }
  } catch (error) {
    throw new Error(`the stored item ${stored.uid} (${stored.kind}) cannot be read`, { cause: error })
  }
}
