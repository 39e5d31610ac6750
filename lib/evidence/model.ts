/** How a case ended. Only `pass` is a pass: which words mean it, results/table.ts says, for each format. */
export const evidenceStatuses = ['pass', 'flaky', 'fail', 'error', 'skip', 'xfail', 'xpass', 'unknown'] as const

export type EvidenceStatus = (typeof evidenceStatuses)[number]

/** What was measured of one kind of latency: seconds, and how often; undefined for what the file does not say, or says badly. */
export type LatencyFigures = {
  readonly count: number | undefined
  readonly min: number | undefined
  readonly average: number | undefined
  readonly max: number | undefined
  /** Beyond the end of the histogram. */
  readonly overflows: number | undefined
}

/**
 * One result, whatever file it stands in: one record for every format of evidence. A test whose parts have results of
 * their own is a record beside them, as the file has it.
 */
export type EvidenceRecord = {
  /** Names of what it is part of, outermost first, joined by ` > `; '' for nothing. */
  readonly suite: string
  readonly case: string
  /** As `statusMeanings` says. */
  readonly status: EvidenceStatus
  /** In seconds. */
  readonly duration?: number
  readonly message: string
  /** `path:line` of the program that failed, or the path of a page of the tool; '' where the file does not say. */
  readonly place: string
  /** Line of the file in which it stands, from 1. */
  readonly line: number
  /** Sections of MAINTAINERS, joined by `; `, once they were looked up (subsystems.ts). */
  readonly subsystem?: string
  /** Of a measurement (cyclictest, rtla): its figures. It has no verdict of its own. */
  readonly latency?: LatencyFigures
  /** What the status is about: a path, `syscall:NAME`, `stressor:NAME`, else the name of what was tested. */
  readonly target: string
}

/** What each status means, whatever word a format has for it. */
export const statusMeanings: Readonly<Record<EvidenceStatus, string>> = {
  pass: 'It ran, and its format says in so many words that it passed.',
  flaky: 'It passed and failed: a first try failed, a later one passed.',
  fail: 'It ran, and failed.',
  error: 'It came to no verdict: it broke, timed out, or was interrupted.',
  skip: 'It was left out, is not configured, or nothing of it ran.',
  xfail: 'It failed as is known or expected (TODO, soft-failed).',
  xpass: 'It passed though it is expected to fail.',
  unknown: 'The file says neither, or says it in a word that its format does not define.',
}

/** What the whole file says about its making; '' where it does not. */
export type EvidenceFacts = {
  /** With its version. */
  readonly tool: string
  /** What was tested, or what a bill of materials describes. */
  readonly subject: string
  /** Version of the kernel, such as `6.18.44-fc-v669`. */
  readonly kernel: string
  readonly architecture: string
  readonly machine: string
  /** ISO 8601 where the form of the file is known; else as it stands there. */
  readonly date: string
}

/** A part of a bill of materials. */
export type Component = {
  /** As the file names it in its relations: SPDXID, bom-ref, IRI. */
  readonly id: string
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly license: string
  /** Ids of the components that this one needs. */
  readonly dependencies: readonly string[]
  readonly line: number
  /** Of a service: who provides it, and the addresses at which it is asked. */
  readonly service?: { readonly provider: string; readonly endpoints: readonly string[] }
}

/** An option of a kernel configuration. `value` as it stands there: `y`, `m`, `"text"`, `0x10`; `n` when it is not set. */
export type ConfigOption = { readonly isSet: boolean; readonly value: string; readonly line: number }

/** How many there are, and how many of them were reached. */
export type Covered = { readonly found: number; readonly hit: number }

/**
 * What of a source file may be covered. `branches`: ways that a branch can go. `conditions`: of MC/DC, as the tool counts
 * them: outcomes of conditions that were shown to decide alone (lcov, gcov), or conditions (llvm-cov).
 */
export const coverageKinds = ['lines', 'functions', 'branches', 'conditions'] as const

export type CoverageKind = (typeof coverageKinds)[number]

/** What is told of each kind; undefined where the report says nothing. */
export type CoverageCounts = { readonly [Kind in CoverageKind]?: Covered | undefined }

/** Coverage of one source file. */
export type CoverageFile = CoverageCounts & {
  /** '' when the report was cut off before it. */
  readonly path: string
  /** Line of the report. */
  readonly line: number
}

/** `count`: of how many things it tells, where there are several. */
export type EvidenceNote = { readonly line: number; readonly message: string; readonly count?: number }

/** How many things notes tell of, and the first notes. */
export type EvidenceNotes = { readonly count: number; readonly first: readonly EvidenceNote[] }

/** Something that limits what a file can show, with the first line that shows it. */
export type EvidenceFlag = { readonly code: EvidenceFlagCode; readonly count: number; readonly line: number }

export type EvidenceFlagCode = keyof typeof evidenceFlagMeanings

/** What each flag means for whoever uses the file as evidence. */
export const evidenceFlagMeanings = {
  truncated: 'The file ends in the middle: what stood behind its end is not known.',
  tooMany: 'There is more in the file than is kept.',
  longTexts: 'Texts that are longer than is kept were cut.',
  unknownResults: 'Results are told in words that the format does not define: they count as unknown.',
  planNotMet: 'There are fewer or more results than the file announces.',
  noPlan: 'Nothing says how many tests there were (1..N): whether the file has all of them is not known.',
  noResult: 'A test was announced or begun, and has no result: it crashed, hung, or its lines were lost.',
  countsDiffer: 'The file sums itself up otherwise than its own results do.',
  contradiction: 'The file says two things of one test; the worse one counts.',
  noVerdict: 'The file holds measurements that say neither pass nor fail.',
  badNumbers: 'Numbers that are damaged or larger than can be kept: their values are unknown.',
  joinedLines: 'Lines ran into each other: a program died, or several wrote at once.',
  unknownLines: 'Lines that are no part of the format.',
  notUtf8: 'The text is not UTF-8 and was read as Latin-1.',
  unknownReferences: 'The file refers to parts that are not in it.',
} as const

/** Nothing is dropped in silence: what was not read is in `skipped` (understood, not kept) or `unknown`. */
export type EvidenceReport = {
  /** Records, components, options or covered files, whichever the format has. */
  readonly read: number
  readonly repaired: EvidenceNotes
  readonly skipped: EvidenceNotes
  readonly unknown: EvidenceNotes
  readonly flags: readonly EvidenceFlag[]
}

/** A file of evidence, read. Bills of materials, configurations and coverage have no records. */
export type Evidence = {
  readonly file: string
  /** Name of its format, as in the registry. */
  readonly format: string
  readonly facts: EvidenceFacts
  readonly records: readonly EvidenceRecord[]
  readonly components?: readonly Component[]
  readonly options?: ReadonlyMap<string, ConfigOption>
  readonly coverage?: readonly CoverageFile[]
  readonly report: EvidenceReport
}

/** Bounds of one file: characters, records (or components, options, covered files), characters of one text, notes shown. */
export const evidenceLimits = { size: 64_000_000, records: 200_000, text: 4_000, notes: 200 } as const

export const noStatuses = (): Record<EvidenceStatus, number> => ({
  pass: 0,
  flaky: 0,
  fail: 0,
  error: 0,
  skip: 0,
  xfail: 0,
  xpass: 0,
  unknown: 0,
})

/** Counts as the kind `evidence` has them: what did not pass, fail or break was skipped, or is no verdict. */
export function fieldCounts(
  counts: Readonly<Record<EvidenceStatus, number>>,
): Record<'passed' | 'failed' | 'errors' | 'skipped', number> {
  const { pass, fail, error, ...others } = counts
  const skipped = Object.values(others).reduce((sum, count) => sum + count, 0)
  return { passed: pass, failed: fail, errors: error, skipped }
}

/** How many records there are of each status. */
export function countStatuses(records: readonly EvidenceRecord[]): Record<EvidenceStatus, number> {
  const counts = noStatuses()
  for (const { status } of records) counts[status]++
  return counts
}
