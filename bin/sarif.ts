import { rules } from '@/lib/stpa/checks/rules'
import type { Finding, Rule } from '@/lib/stpa/checks/types'
import type { Place } from '@/lib/stpa/errors'
import { digest } from '@/lib/stpa/fingerprint'
import { type Checked, keysOf } from './findings'

const levels = { error: 'error', warning: 'warning', hint: 'note' } as const

/** A finding that concerns many items names so many more places. */
const mostPlaces = 20

/** SARIF 2.1.0 (OASIS, 2020), as code-scanning services read it. */
export function sarifOf(checked: Checked): string {
  const { findings } = checked.result
  const found = new Set(findings.map((finding) => finding.rule))
  const used = rules.filter((rule) => found.has(rule.id))
  const order = new Map(used.map((rule, index) => [rule.id, index]))
  const driver = { name: 'stpa', version: process.env.STPA_VERSION ?? '', rules: used.map(descriptorOf) }
  const results = findings.map((finding) => resultOf(checked, finding, order.get(finding.rule) ?? 0))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function descriptorOf({ id, title, text, reason, source, severity }: Rule) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: reason },
    help: { text: `${text} ${reason} (${source})` },
    defaultConfiguration: { level: levels[severity] },
  }
}

function resultOf(checked: Checked, finding: Finding, ruleIndex: number) {
  const { rule, severity, message, items, place = { file: checked.file } } = finding
  const others = items.slice(1, mostPlaces + 1).flatMap((uid) => checked.places.get(uid) ?? [])
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [locationOf(place)],
    ...(others.length > 0 ? { relatedLocations: others.map(locationOf) } : {}),
    // The same finding has the same fingerprint when lines move.
    partialFingerprints: {
      'stpaFinding/v1': digest([rule, items.length > 0 ? keysOf(checked.analysis, finding) : message]),
    },
  }
}

function locationOf({ file, line }: Place) {
  const region = line === undefined ? {} : { region: { startLine: line } }
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } }
}

/** A relative path stays relative, to the folder that the tool ran in. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
  if (/^[A-Za-z]%3A\//.test(path)) return `file:///${path.replace('%3A', ':')}`
  return path.startsWith('/') ? `file://${path}` : path
}
