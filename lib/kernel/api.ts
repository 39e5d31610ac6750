import { z } from 'zod'
import type { ReportLine } from '@/lib/stpa/model'

/** A kernel graph that the workbench keeps: what a list shows of it. */
export type GraphCard = {
  /** SHA-256 of the compact form. */
  readonly hash: string
  readonly title: string
  readonly kernelVersion: string
  readonly note: string
  readonly format: string
  readonly original: string
  readonly functions: number
  readonly calls: number
  readonly subsystems: number
  /** Bytes of the compact form. */
  readonly size: number
  readonly authorName: string
  readonly createdAt: string
}

export const jobStates = ['uploading', 'queued', 'running', 'done', 'failed', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]

/** Long work as its owner sees it. */
export type JobCard = {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly state: JobState
  /** What is being done now, in words. */
  readonly stage: string
  /** 0 to 1. */
  readonly progress: number
  readonly result: GraphImported | null
  readonly error: { readonly code: string; readonly message: string } | null
  readonly createdAt: string
}

/** The result of a kernel import. */
export type GraphImported = {
  readonly hash: string
  readonly report: readonly ReportLine[]
  /** Other kernels of the same database. */
  readonly others?: readonly { readonly id: number; readonly version: string }[]
}

/** Bytes of an uploaded ks-nav database: that of Linux 6.1 with all modules has 209 MB. */
export const uploadLimit = 500_000_000

/** Bytes that a browser sends at once. */
export const uploadPart = 4_000_000

/** instance_id, of a database with several kernels. */
const instance = z.number().int().min(0).optional()

/**
 * GET /api/graphs → { graphs: GraphCard[], jobs: JobCard[], servers: string[] }; POST graphRequest → JobCard (uploading), then
 * PUT /api/jobs/ID/parts/N with the bytes, and POST /api/jobs/ID startRequest → JobCard (queued).
 * GET /api/graphs/HASH → the compact form; DELETE (409 inUse). GET /api/graphs/HASH/uses → FileUse[].
 * GET /api/jobs/ID → JobCard; DELETE cancels.
 */
export const graphRequest = z.union([
  z.strictObject({
    name: z.string().max(400),
    size: z.number().int().min(1),
    /** A graph that the file adds to: MAINTAINERS, or a CSV of operation tables. The result is another graph. */
    onto: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    instance,
  }),
  /** A database that the operator named (STPA_KERNEL_SERVERS): nothing is uploaded, the job is queued at once. */
  z.strictObject({ server: z.string().max(100), instance }),
])
export const startRequest = z.strictObject({
  parts: z
    .number()
    .int()
    .min(0)
    .max(uploadLimit / 100_000),
})
