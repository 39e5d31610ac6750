import { z } from 'zod'
import { limits } from '../fields'
import type { Operation } from './types'

/** The shape of operations that come from outside. What they mean is checked by the door (`apply`). */
const uid = z.string().regex(/^[\w-]{1,64}$/)
const key = z.string().min(1).max(limits.key)
const fields = z.record(z.string().max(80), z.unknown())
const number = z.number().finite()
/** Between larger ones there is none left that could stand in the middle, and behind them none that comes next. */
const order = z.number().min(-1e12).max(1e12)
const aliases = z.array(z.string().max(limits.key)).max(limits.entries)
/** The origin of an item, in an operation and in a native file. */
export const originSchema = z.strictObject({
  file: z.string().max(1_000).optional(),
  hash: z.string().max(128).optional(),
  line: number.optional(),
  key: z.string().max(limits.text).optional(),
  analysis: z.string().max(100).optional(),
  uid: uid.optional(),
  revision: number.optional(),
  imported: z.record(z.string().max(80), z.string().max(40)).optional(),
})
const origin = originSchema.nullable()
const confirmed = z.strictObject({ from: z.string().max(40), to: z.string().max(40) }).nullable()
const geometry = z
  .strictObject({ x: number, y: number, width: number.optional(), height: number.optional() })
  .nullable()
const linkEnds = { from: uid, name: z.string().max(80), to: uid }

export const operationSchema: z.ZodType<Operation> = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('create'),
    uid,
    kind: z.string().max(80),
    key: key.optional(),
    aliases: aliases.optional(),
    parent: uid.nullable().optional(),
    order: order.optional(),
    fields,
    origin: origin.optional(),
    keyFor: uid.optional(),
  }),
  z.strictObject({
    op: z.literal('update'),
    uid,
    set: fields,
    was: fields,
    key: z.strictObject({ was: key, to: key }).optional(),
    aliases: aliases.optional(),
    origin: origin.optional(),
  }),
  z.strictObject({ op: z.literal('remove'), uid }),
  z.strictObject({ op: z.literal('move'), uid, parent: uid.nullable(), order }),
  z.strictObject({ op: z.literal('place'), structure: uid, item: uid, at: geometry }),
  z.strictObject({
    op: z.literal('link'),
    ...linkEnds,
    order: order.optional(),
    rationale: z.string().max(limits.text).optional(),
    confirmed: confirmed.optional(),
  }),
  z.strictObject({ op: z.literal('unlink'), ...linkEnds }),
  z.strictObject({ op: z.literal('retype'), uid, kind: z.string().max(80), key: key.optional() }),
  z.strictObject({ op: z.literal('split'), uid, into: z.strictObject({ uid, key: key.optional(), fields }) }),
  z.strictObject({ op: z.literal('merge'), uid, from: uid }),
])
