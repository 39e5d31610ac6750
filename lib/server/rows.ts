import { parseFields } from '@/lib/stpa/fieldValues'
import { kindOf } from '@/lib/stpa/kinds'
import { type Fields, type Item, type Link, linkId, type Position, positionId } from '@/lib/stpa/model'

/** The version of stored fields. Raise it with a step in `steps` when the meaning or the shape of a field changes. */
export const schemaVersion = 1

/** From a version to the next one: values in, values out. A field that is only new needs no step. */
export type FieldStep = (kind: string, fields: Record<string, unknown>) => Record<string, unknown>

const steps: Readonly<Record<number, FieldStep>> = {}

/** Brings stored fields up to the present version. A missing step is a bug of the program that wrote the newer version. */
export function migrateFields(
  kind: string,
  fields: Record<string, unknown>,
  from: number,
  to = schemaVersion,
  by: Readonly<Record<number, FieldStep>> = steps,
): Record<string, unknown> {
  if (from > to) throw new Error(`the fields were written by a newer program (version ${from}, this one knows ${to})`)
  let present = fields
  for (let version = from; version < to; version++) present = by[version]?.(kind, present) ?? present
  return present
}

/** An item as one array, as `itemColumns` of read.ts selects it. Floats come as text: SQLite's JSON cuts them to 15 digits. */
export type ItemRow = readonly [
  uid: string,
  kind: string,
  key: string,
  aliases: string[],
  parent: string | null,
  order: string,
  fields: Record<string, unknown>,
  origin: Item['origin'],
  schemaVersion: number,
]

export function itemOfRow([uid, kind, key, aliases, parent, order, stored, origin, version]: ItemRow): Item {
  return {
    uid,
    kind,
    key,
    aliases,
    parent,
    order: Number(order),
    fields: fieldsOfRow(uid, kind, stored, version),
    origin,
  }
}

function fieldsOfRow(uid: string, kind: string, stored: Record<string, unknown>, version: number): Fields {
  try {
    return parseFields(kindOf(kind), migrateFields(kind, stored, version))
  } catch (error) {
    throw new Error(`the stored item ${uid} (${kind}) cannot be read`, { cause: error })
  }
}

export type LinkRow = readonly [
  from: string,
  name: string,
  to: string,
  order: string,
  rationale: string,
  confirmed: Link['confirmed'],
]

export function linkOfRow([from, name, to, order, rationale, confirmed]: LinkRow): [id: string, link: Link] {
  const link = { from, name, to, order: Number(order), rationale, confirmed }
  return [linkId(link), link]
}

export type PositionRow = readonly [
  structure: string,
  item: string,
  x: string,
  y: string,
  width: string | null,
  height: string | null,
]

export function positionOfRow([structure, item, x, y, width, height]: PositionRow): [id: string, position: Position] {
  const size = {
    ...(width === null ? {} : { width: Number(width) }),
    ...(height === null ? {} : { height: Number(height) }),
  }
  const position = { structure, item, x: Number(x), y: Number(y), ...size }
  return [positionId(position), position]
}
