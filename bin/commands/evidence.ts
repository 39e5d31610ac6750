import { countStatuses, type Evidence, evidenceFlagMeanings } from '@/lib/evidence/model'
import { Subsystems } from '@/lib/evidence/subsystems'
import { readMaintainers } from '@/lib/kernel/graph/maintainers'
import { claimsJson, claimsText, type HeldFile, heldFiles, isDiffering } from '../evidenceClaims'
import { type EvidenceInputs, readEvidenceFiles } from '../evidenceInputs'
import { evidenceNotes, evidenceText } from '../evidenceText'
import { readInputs } from '../inputs'
import { tell, troubleText, write } from '../output'
import { argumentsOf, oneOf } from '../usage'
import { textIn } from './kernel/texts'

/** Test results, bills of materials, configurations and coverage, each in the one form of its kind. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('evidence', args, {
    format: { type: 'string', default: 'text' },
    as: { type: 'string' },
    maintainers: { type: 'string' },
    analysis: { type: 'string' },
    'fail-on': { type: 'string', default: 'differs' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json'])
  const failOn = oneOf('fail-on', values['fail-on'], ['differs', 'never'])
  const { maintainers } = values
  const { read, refused } = readEvidenceFiles(positionals, values.as)
  const subsystems =
    maintainers === undefined ? undefined : new Subsystems(readMaintainers(maintainers, textIn(maintainers)))
  const files = subsystems ? read.map((evidence) => subsystems.inEvidence(evidence)) : read
  const source = values.analysis === undefined ? undefined : readInputs([values.analysis])
  const held = source ? heldFiles(source.analysis, files) : []
  const text = () =>
    [...files.map((evidence) => evidenceText(evidence, subsystems)), ...held.map(claimsText)].join('\n')
  if (format === 'json') write(values.output, jsonOf({ read: files, refused }, subsystems, held))
  else if (files.length > 0) write(values.output, text(), format)
  if (source) tell(troubleText(source.report))
  for (const evidence of files) tell(evidenceNotes(evidence))
  for (const { message } of refused) tell(`stpa: ${message}\n`)
  if (refused.length > 0) return 2
  return failOn === 'differs' && held.some(isDiffering) ? 1 : 0
}

/** docs/cli.md documents it. */
function jsonOf(
  { read, refused }: EvidenceInputs,
  subsystems: Subsystems | undefined,
  held: readonly HeldFile[],
): string {
  const files = read.map((evidence) => {
    const claims = held.find(({ file }) => file === evidence.file)?.claims
    return { ...fileOf(evidence, subsystems), ...(claims ? { claims: claimsJson(claims) } : {}) }
  })
  return `${JSON.stringify({ version: 1, files, refused }, null, 2)}\n`
}

function fileOf(evidence: Evidence, subsystems: Subsystems | undefined): object {
  const { options, coverage, report, records, ...rest } = evidence
  const flags = report.flags.map((flag) => ({ ...flag, meaning: evidenceFlagMeanings[flag.code] }))
  return {
    ...rest,
    counts: countStatuses(records),
    records,
    ...(options ? { options: Object.fromEntries(options) } : {}),
    ...(coverage ? { coverage } : {}),
    ...(coverage && subsystems ? { subsystems: subsystems.ofCoverage(coverage) } : {}),
    report: { ...report, flags },
  }
}
