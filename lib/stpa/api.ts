import { z } from 'zod'
import type { ErrorCode, ErrorDetail } from './errors'
import type { Report } from './model'
import { operationSchema } from './operations/schema'
import type { Operation } from './operations/types'

/**
 * What the server and the browser say to one another, over JSON route handlers:
 *
 * GET    /api/analyses                           → AnalysisCard[]
 * POST   /api/analyses                           createRequest → { id }            (blank, or an example of examples/)
 * GET    /api/analyses/ID                        → AnalysisSnapshot, ETag = revision
 * DELETE /api/analyses/ID                        → {}
 * POST   /api/analyses/ID/operations             commitRequest → Committed          (409 conflict: detail.conflicts)
 * GET    /api/analyses/ID/changes?since=R&at=D&limit=N → ChangeEntry[]               (oldest first; live updates, history;
 *                                                                                    inverse=1 adds what takes each back)
 * POST   /api/analyses/ID/undo, …/redo           revertRequest → Committed          (409 nothingToUndo)
 * POST   /api/imports                            multipart: files, `options` (importOptions as JSON) → ImportOutcome
 * GET    /api/analyses/ID/export?format=F        → the file (native, stpatools, dot)
 * GET    /api/analyses/ID/documents/D?format=F&chapters=a,b → the file (report|aou|answers; html|md|json|csv)
 * GET    /api/author                             → AuthorCard, or null before it was asked for
 * PUT    /api/author                             authorRequest → AuthorCard
 *
 * A body says its length (Content-Length), no longer than its door takes (lib/server/http/doors.ts); what can be refused
 * by the first lines of a request is, and the connection closed.
 *
 * An error is `{ error: { code, message, detail } }` with the status of `errorStatus`. 503 and 507 pass: nothing was
 * saved, or it is not known; the same request (with its commitId) may be sent again after `Retry-After` seconds.
 *
 * `on` and `at` say which state the sender has: the date of a revision. Where this database never had it (a backup was
 * put back), the answer is 409 otherHistory, and the sender loads the analysis anew.
 */
export type ErrorBody = { error: { code: ErrorCode | 'bug'; message: string; detail: ErrorDetail } }

/** `id` tells authors of one name apart. It stays on the server: an answer has names only. */
export type Author = { id: string; name: string }
/** `confirm`: a name that an earlier version of this program kept, or another database: to be given once more. */
export type AuthorCard = { name: string; confirm?: true }
const oneLine = z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, 'use one line of text')
export const authorRequest = z.strictObject({ name: oneLine.trim().min(1).max(100) })

export type AnalysisCard = {
  id: string
  title: string
  revision: number
  updatedAt: string
  /** Items per kind. */
  counts: Record<string, number>
}

export const createRequest = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('blank'),
    title: z.string().trim().min(1).max(400),
    profile: z.enum(['general', 'linux']),
  }),
  z.strictObject({ from: z.literal('example'), name: z.string().regex(/^[\w-]{1,64}$/) }),
])
export type CreateRequest = z.infer<typeof createRequest>

/** A revision that the sender has seen, and its date. */
const seenState = z.strictObject({ revision: z.number().int().min(0), revisedAt: z.string().max(40) })
export type SeenState = z.input<typeof seenState>

/** Made by the client, so that a request sent twice is carried out once. */
const commitId = z.string().regex(/^[\w-]{8,64}$/)

/** At most this many operations in one commit. */
export const operationLimit = 50_000

export const commitRequest = z.strictObject({
  operations: z.array(operationSchema).min(1).max(operationLimit),
  reason: z
    .string()
    .max(2_000)
    .regex(/^[^\0\p{Cs}]*$/u, 'take out the NUL or half a character')
    .default(''),
  commitId: commitId.optional(),
  on: seenState.optional(),
})

export const revertRequest = z.strictObject({ commitId: commitId.optional(), on: seenState.optional() })

/** `operations` as carried out, with the keys that the door gave; `revision` is theirs. */
export type Committed = { revision: number; revisedAt: string; operations: readonly Operation[] }

export type ChangeAction = 'edit' | 'import' | 'undo' | 'redo'

/** Changes of one answer, at most. */
export const pageLimit = 200

export type ChangeEntry = Committed & {
  author: { name: string }
  reason: string
  action: ChangeAction
  /** The revision that an undo or redo takes back. */
  reverts: number | null
  /** Given when asked for: what takes the change back, and so the content of what it removed. */
  inverse?: readonly Operation[]
}

export const importOptions = z.strictObject({
  /** An analysis to import into; absent: a new one. */
  analysis: z.string().max(64).optional(),
  dryRun: z.boolean(),
  /** DOT: NAME → KEY. */
  match: z.record(z.string().max(400), z.string().max(120)).default({}),
  /** DOT: what the styles of this source mean; see formats/dot/legend.ts. */
  legend: z.record(z.string().max(80), z.string().max(80)).default({}),
  /** Three-way update: take these conflicting fields from the file (`uid field`); all others stay as they are here. */
  takeTheirs: z.array(z.string().max(200)).max(50_000).default([]),
})
export type ImportOptions = z.input<typeof importOptions>

export type ImportChange = {
  readonly change: 'new' | 'changed' | 'conflict' | 'gone'
  readonly uid: string
  readonly kind: string
  readonly key: string
  readonly text: string
  readonly field?: string
  readonly here?: unknown
  readonly there?: unknown
}

export type ImportOutcome = {
  /** Where it was written; null for a dry run. */
  readonly analysis: string | null
  readonly revision: number | null
  readonly title: string
  readonly formats: readonly string[]
  readonly report: Report
  readonly changes: readonly ImportChange[]
  readonly counts: Readonly<Record<string, number>>
  /** DOT names that need a decision: candidates by key. */
  readonly doubtful: readonly { name: string; candidates: readonly { key: string; text: string }[] }[]
  /** DOT: styles that no legend knows, as keys of one. */
  readonly styles: readonly string[]
}
