import type { ReportLine } from '@/lib/stpa/model'
import { countOutcomes, createdLine } from '@/lib/stpa/reportCounts'
import { readEvidence } from './formats'
import {
  type ConfigOption,
  countStatuses,
  type Evidence,
  type EvidenceNotes,
  type EvidenceStatus,
  evidenceFlagMeanings,
} from './model'

/** What was read from a file of evidence that is no trace, as JSON. */
export type RecordsDigest = Omit<Evidence, 'options'> & {
  readonly kind: 'records'
  readonly version: 1
  readonly counts: Readonly<Record<EvidenceStatus, number>>
  /** Of a kernel configuration, by name. */
  readonly options?: Readonly<Record<string, ConfigOption>>
}

/** Reads a file of evidence. @throws StpaError unknownFormat, unreadable, tooLarge */
export function readRecords(
  name: string,
  content: Uint8Array,
): { readonly digest: RecordsDigest; readonly report: readonly ReportLine[] } {
  const { options, ...evidence } = readEvidence(name, content)
  const set = options ? { options: Object.fromEntries(options) } : {}
  const counts = countStatuses(evidence.records)
  return { digest: { kind: 'records', version: 1, ...evidence, ...set, counts }, report: reportOf(evidence) }
}

function reportOf({ file, report }: Pick<Evidence, 'file' | 'report'>): ReportLine[] {
  const lines = (outcome: 'repaired' | 'skipped' | 'lost', { count, first }: EvidenceNotes): ReportLine[] => {
    const shown = first.map(
      ({ line, message, count: many }): ReportLine => ({
        ...{ outcome, message, place: { file, line } },
        ...(many === undefined ? {} : { count: many }),
      }),
    )
    const more = count - countOutcomes(shown)[outcome]
    return more > 0 ? [...shown, { outcome, message: `… and ${more} more.`, count: more, place: { file } }] : shown
  }
  const flags = report.flags.map(({ code, count, line }): ReportLine => {
    const message = `${code} (${count}): ${evidenceFlagMeanings[code]}`
    return { outcome: 'skipped', message, count: 0, place: line > 0 ? { file, line } : { file } }
  })
  return [
    createdLine(`${report.read} read`, report.read),
    ...lines('repaired', report.repaired),
    ...lines('skipped', report.skipped),
    ...lines('lost', report.unknown),
    ...flags,
  ]
}
