import type { CheckResult, Finding } from '@/lib/stpa/checks/types'
import { formatPlace, type Place } from '@/lib/stpa/errors'
import type { Analysis, Uid } from '@/lib/stpa/model'
import { counted } from '@/lib/text/counts'

/** What the writers of findings know: the analysis, what was found in it, and where its items stand in the inputs. */
export type Checked = {
  readonly analysis: Analysis
  readonly result: CheckResult
  readonly places: ReadonlyMap<Uid, Place>
  /** The first input, for findings that stand nowhere. */
  readonly file: string
}

export const keysOf = (analysis: Analysis, { items }: Finding): string[] =>
  items.flatMap((uid) => analysis.items.get(uid)?.key ?? [])

/** `file:line: severity rule: message`, which editors and CI logs turn into links; the last line counts. */
export function textOf({ result: { findings, counts, dismissed } }: Checked): string {
  const lines = findings.map(({ place, severity, rule, message }) => {
    const where = formatPlace(place)
    return `${where ? `${where}: ` : ''}${severity} ${rule}: ${message}`
  })
  const total = [
    counted(counts.error, 'error'),
    counted(counts.warning, 'warning'),
    counted(counts.hint, 'hint'),
    `${dismissed.length} dismissed`,
  ]
  return `${[...lines, total.join(', ')].join('\n')}\n`
}

/** `{version, findings:[{rule,severity,item?,items?,message,file?,line?}], counts}`: docs/cli.md. */
export function jsonOf({ analysis, result: { findings, counts } }: Checked): string {
  const list = findings.map((finding) => {
    const { rule, severity, message, place, of } = finding
    const [item, ...others] = keysOf(analysis, finding)
    const isOne = item !== undefined && of === undefined
    return {
      rule,
      severity,
      ...(isOne ? { item } : {}),
      ...(item !== undefined && (!isOne || others.length > 0) ? { items: [item, ...others] } : {}),
      message,
      ...(place ? { file: place.file } : {}),
      ...(place?.line === undefined ? {} : { line: place.line }),
    }
  })
  return `${JSON.stringify({ version: 1, findings: list, counts }, null, 2)}\n`
}
