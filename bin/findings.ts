import { rules } from '@/lib/stpa/checks/rules'
import type { CheckResult, Finding } from '@/lib/stpa/checks/types'
import { formatPlace } from '@/lib/stpa/errors'
import type { Analysis } from '@/lib/stpa/model'

const keysOf = (analysis: Analysis, finding: Finding): string[] =>
  finding.items.map((uid) => analysis.items.get(uid)?.key ?? uid)

export function textOf(_analysis: Analysis, { findings, counts, dismissed }: CheckResult): string {
  const lines = findings.map((finding) => {
    const place = formatPlace(finding.place)
    return `${place ? `${place}: ` : ''}${finding.severity} ${finding.rule}: ${finding.message}`
  })
  lines.push(`${counts.error} errors, ${counts.warning} warnings, ${counts.hint} hints, ${dismissed.length} dismissed`)
  return `${lines.join('\n')}\n`
}

/** `{version, findings:[{rule,severity,item?,items?,message,file?,line?}], counts}`, documented in docs/cli.md. */
export function jsonOf(analysis: Analysis, { findings, counts }: CheckResult): string {
  const list = findings.map((finding) => {
    const items = keysOf(analysis, finding)
    return {
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      ...(items[0] ? { item: items[0] } : {}),
      ...(items.length > 1 ? { items } : {}),
      ...(finding.place
        ? { file: finding.place.file, ...(finding.place.line ? { line: finding.place.line } : {}) }
        : {}),
    }
  })
  return `${JSON.stringify({ version: 1, findings: list, counts }, null, 2)}\n`
}

const levels = { error: 'error', warning: 'warning', hint: 'note' } as const

/** SARIF 2.1.0 (OASIS), as code-scanning services read it. */
export function sarifOf(_analysis: Analysis, { findings }: CheckResult): string {
  const used = rules.filter((rule) => findings.some((finding) => finding.rule === rule.id))
  const results = findings.map((finding) => ({
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: { text: finding.message },
    ...(finding.place
      ? {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(finding.place.file) },
                region: { startLine: finding.place.line ?? 1 },
              },
            },
          ],
        }
      : {}),
  }))
  const driver = {
    name: 'stpa',
    informationUri: 'https://psas.scripts.mit.edu/home/get_file.php?name=STPA_handbook.pdf',
    rules: used.map((rule) => ({
      id: rule.id,
      name: rule.title,
      shortDescription: { text: rule.title },
      fullDescription: { text: `${rule.text} ${rule.reason} (${rule.source})` },
      defaultConfiguration: { level: levels[rule.severity] },
    })),
  }
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results }],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const xml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** One test case per rule that ran, failed when it has findings; hints never fail. */
export function junitOf(_analysis: Analysis, { findings, counts }: CheckResult): string {
  const cases = rules.map((rule) => {
    const found = findings.filter((finding) => finding.rule === rule.id)
    const name = `name="${xml(`${rule.id} ${rule.title}`)}" classname="stpa.${rule.step}"`
    if (found.length === 0) return `    <testcase ${name}/>`
    const text = xml(found.map((finding) => `${formatPlace(finding.place)} ${finding.message}`.trim()).join('\n'))
    if (rule.severity === 'hint') return `    <testcase ${name}><system-out>${text}</system-out></testcase>`
    return `    <testcase ${name}><failure type="${rule.severity}" message="${found.length} findings">${text}</failure></testcase>`
  })
  const failures = cases.filter((line) => line.includes('<failure')).length
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites tests="${cases.length}" failures="${failures}">\n`
  const suite = `  <testsuite name="stpa check" tests="${cases.length}" failures="${failures}" errors="0">`
  return `${head}${suite}\n${cases.join('\n')}\n  </testsuite>\n</testsuites>\n<!-- ${counts.error} errors, ${counts.warning} warnings, ${counts.hint} hints -->\n`
}
