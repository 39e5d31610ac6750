import { z } from 'zod'
import { redactionOptions } from './redact'

/** A file of evidence that the workbench keeps: what a list shows of it. */
export type EvidenceCard = {
  /** SHA-256 of what is kept, uncompressed. */
  readonly hash: string
  /** SHA-256 of the file as it was given: another one when it was redacted. */
  readonly original: string
  readonly title: string
  readonly kind: 'trace' | 'records'
  readonly format: string
  readonly size: number
  readonly lines: number
  /** What was taken out at import, in words; '' for nothing. */
  readonly redacted: string
  /** Short for how it was read: another one when it was read again otherwise. */
  readonly reading: string
  /** Another version of this program read it: its figures may be wrong until it is read again. */
  readonly isOutdated: boolean
  readonly authorName: string
  readonly createdAt: string
}

export const architectures = ['x86-64', 'i386', 'arm64', 'arm'] as const

/** How a trace is to be read; the same file read otherwise gives other figures, from the kept original. */
export const readOptions = z.strictObject({
  /** Name of a format; '' for the one that is recognised. */
  format: z.string().max(40).default(''),
  /** Of the machine that was traced: it says which system call a number is, and which file serves it. */
  arch: z.enum(architectures).default('x86-64'),
  /** The user's own rules from paths to drivers, before those of the program. */
  rules: z.string().max(200_000).default(''),
  /** The user's own lists of noise, as JSON; '' for those of the program. */
  noise: z.string().max(200_000).default(''),
})
export type ReadOptions = z.infer<typeof readOptions>

/** Bytes of an uploaded trace, compressed or not. */
export const evidenceUploadLimit = 2_000_000_000

/** Lines that are given at once, and signs of one that are. */
export const linesLimit = { count: 1_000, length: 4_000 } as const

/**
 * GET /api/evidence → { files: EvidenceCard[], jobs: JobCard[] }; POST evidenceRequest → JobCard (uploading), then the
 * parts and the start as for a kernel graph (lib/kernel/api.ts).
 * GET /api/evidence/HASH → EvidenceDigest; DELETE. POST /api/evidence/HASH/read readOptions → JobCard: read again.
 * GET /api/evidence/HASH/lines?from=N&count=M → EvidenceLines. GET /api/evidence/HASH/original → the kept file, gzip.
 * POST /api/evidence/HASH/coverage coverageRequest → RunCoverage, read as the screens' figures were.
 * GET /api/evidence/HASH/uses → Use[]: who rests on it. A file in use is not removed (409 inUse).
 */
export const evidenceRequest = z.strictObject({
  name: z.string().max(400),
  size: z.number().int().min(1).max(evidenceUploadLimit),
  options: readOptions.prefault({}),
  redaction: redactionOptions.prefault({}),
})

export type EvidenceLines = { readonly from: number; readonly lines: readonly string[]; readonly total: number }

/** An analysis that rests on a kept file, or on a kernel graph, with the keys of the items that name it. */
export type FileUse = { readonly analysis: string; readonly title: string; readonly keys: readonly string[] }
