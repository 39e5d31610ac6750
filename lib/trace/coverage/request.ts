import { z } from 'zod'
import { matcherSchema } from '../binding/matcher'
import type { CoveragePlan, PlannedBinding } from './plan'
import type { RunOf } from './types'

const uid = z.string().max(64)
const text = z.string().max(4_000)

const bindingShape = z.strictObject({
  uid,
  key: z.string().max(120),
  matcher: matcherSchema,
  workload: text,
  after: z.array(z.array(uid).max(100)).max(100),
  within: z.number().optional(),
  atLeast: z.number(),
  atMost: z.number().optional(),
  isForbidden: z.boolean(),
  isConfirmed: z.boolean(),
})

/** JSON leaves out what is undefined. */
const binding = bindingShape.transform(({ within, atMost, ...rest }): PlannedBinding => ({ ...rest, within, atMost }))

/** A plan as somebody sends it: what planOf made of an analysis, without its problems. */
const plan = z.strictObject({
  items: z
    .array(
      z.strictObject({
        uid,
        key: z.string().max(120),
        text,
        kind: z.string().max(40),
        bindings: z.array(binding).max(200),
      }),
    )
    .max(20_000),
})

const run = z.strictObject({
  id: z.string().max(400),
  title: text,
  workload: text,
  nature: z.enum(['normal', 'faultInjection']).optional(),
  natureReason: z.string().max(100_000).optional(),
  declaredLimits: z.array(text).max(1_000).optional(),
})

/** What is asked of a kept trace: what it shows of these items. */
export const coverageRequest = z.strictObject({ plan, run })

/** The same as the client makes it. */
export type CoverageRequest = {
  readonly plan: Pick<CoveragePlan, 'items'>
  readonly run: RunOf
}
