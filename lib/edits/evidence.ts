import type { RecordsDigest } from '@/lib/evidence/digest'
import { type EvidenceFlagCode, evidenceFlagMeanings, fieldCounts } from '@/lib/evidence/model'
import type { Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import type { EvidenceCard } from '@/lib/trace/api'
import { flagFields } from '@/lib/trace/coverage/record'
import type { TraceDigest } from '@/lib/trace/digest'
import type { TraceFlag } from '@/lib/trace/model'

/** What the figures of a trace say, without its flows. */
export type TakenTrace = Pick<TraceDigest, 'kind' | 'options' | 'summary' | 'series'>
export type TakenDigest = TakenTrace | RecordsDigest

/** What a person is asked of a file before it becomes evidence: filled with what the file says itself. */
export type Taking = {
  readonly text: string
  readonly tool: string
  readonly kernelVersion: string
  readonly architecture: string
  readonly machine: string
  readonly date: string
  /** One a line. */
  readonly declaredLimits: string
  /** Of the run of a trace. */
  readonly workload: string
  readonly outcome: string
}

const toolOf = { straceTable: 'strace -c', strace: 'strace', ftrace: 'ftrace', traceCmd: 'trace-cmd' } as const

const isKnownTool = (format: string): format is keyof typeof toolOf => Object.hasOwn(toolOf, format)

function tracer(format: string): string {
  if (isKnownTool(format)) return toolOf[format]
  return /^(perf|bpftrace|bcc|function)/.exec(format)?.[0].replace('function', 'ftrace') ?? format
}

export function takingOf(card: EvidenceCard, digest: TakenDigest): Taking {
  const text = card.title.slice(0, 400)
  if (digest.kind === 'records') {
    const { tool, kernel, architecture, machine, date } = digest.facts
    const about = { kernelVersion: kernel, architecture, machine, date: dayOf(date), declaredLimits: '' }
    return { text, tool, ...about, workload: '', outcome: '' }
  }
  const [first] = digest.summary.processes
  const about = { tool: tracer(card.format), kernelVersion: '', machine: '', declaredLimits: '' }
  const isRead = digest.summary.total.calls > 0
  return {
    ...{ text, ...about, architecture: isRead ? digest.options.arch : '' },
    date: dayAt(digest.series?.start),
    workload: workloadOf(digest),
    outcome: (first?.end ?? '').replace(/^exited with /, 'exit '),
  }
}

const workloadOf = ({ summary }: TakenTrace): string =>
  summary.processes.find(({ isThread, command }) => !isThread && command !== '')?.command ?? ''

const dayOf = (date: string): string => /^\d{4}-\d\d-\d\d/.exec(date)?.[0] ?? ''

/** Times from the epoch on say when it was; those of a day, or since the start of a machine, do not. */
const epoch = 946_684_800

const dayAt = (seconds: number | undefined): string =>
  seconds === undefined || seconds < epoch || seconds > 8e9 ? '' : new Date(seconds * 1_000).toISOString().slice(0, 10)

const profiles = /^(perfStat|perfStatCsv|perfStatJson|perfReport|perfScript)$/

/** The kind of evidence that a file is, as the kind `evidence` has it. */
export function typeOf(card: EvidenceCard, digest: TakenDigest): string {
  if (digest.kind === 'trace') return profiles.test(card.format) ? 'profile' : 'trace'
  if (digest.components) return 'materials'
  if (digest.options) return 'configuration'
  if (digest.coverage) return 'codeCoverage'
  return digest.records.some(({ status }) => status !== 'unknown') ? 'testResults' : 'log'
}

const flagsOf = (digest: TakenDigest): Readonly<Record<string, string>> =>
  digest.kind === 'trace'
    ? flagFields(flagsOfTrace(digest))
    : Object.fromEntries(digest.report.flags.map((flag) => [flag.code, meaning(flag)]))

const meaning = ({ code, count, line }: { code: EvidenceFlagCode; count: number; line: number }): string =>
  `${evidenceFlagMeanings[code]} (${count}${line > 0 ? `, from line ${line}` : ''})`

export const flagsOfTrace = ({ summary }: Pick<TakenTrace, 'summary'>): TraceFlag[] =>
  summary.files.flatMap(({ flags }) => flags)

type Context = { readonly card: EvidenceCard; readonly digest: TakenDigest; readonly newUid: () => Uid }

/** The file as evidence of the analysis; a trace with the run that it shows. */
export function takeEvidence({ card, digest, newUid }: Context, taking: Taking): Operation[] {
  const uid = newUid()
  const operations: Operation[] = [{ op: 'create', uid, kind: 'evidence', fields: fieldsOf({ card, digest }, taking) }]
  if (digest.kind !== 'trace') return operations
  const run = newUid()
  const { text, workload, outcome } = taking
  operations.push(
    { op: 'create', uid: run, kind: 'run', fields: given({ text, workload, outcome, duration: durationOf(digest) }) },
    { op: 'link', from: run, name: 'in', to: uid },
  )
  return operations
}

function fieldsOf({ card, digest }: Omit<Context, 'newUid'>, taking: Taking) {
  const { text, tool, kernelVersion, architecture, machine, date } = taking
  const isInjected = digest.kind === 'trace' && flagsOfTrace(digest).some(({ code }) => code === 'injected')
  const limits = taking.declaredLimits.split('\n').map((line) => line.trim())
  const { hash, original, format, title: file, redacted } = card
  return given({
    ...{ text, type: typeOf(card, digest), nature: isInjected ? 'faultInjection' : 'normal' },
    ...{ file, hash, format, tool, kernelVersion, architecture, machine, date },
    flags: flagsOf(digest),
    declaredLimits: limits.filter(Boolean),
    losses: digest.kind === 'trace' ? lossesOf(digest) : '',
    description:
      redacted === '' ? '' : `Taken out at import: ${redacted}. The file as it was given has SHA-256 ${original}.`,
    ...(digest.kind === 'records' && digest.records.length > 0 ? fieldCounts(digest.counts) : {}),
  })
}

const lossesOf = (digest: TakenTrace): string =>
  flagsOfTrace(digest)
    .filter(({ code }) => code === 'lostEvents')
    .map(({ count }) => `${count} events`)
    .join(', ')

/** From the first slice of time to the last one, as exactly as slices are wide. */
function durationOf({ series }: TakenTrace) {
  if (!series) return null
  return { value: Number((series.calls.length * series.width).toPrecision(2)), unit: 's' }
}

/** Fields that say something. */
function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isEmpty = (value: unknown) =>
    value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0)
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)))
}
