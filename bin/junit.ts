import { isOn } from '@/lib/stpa/checks'
import { rules } from '@/lib/stpa/checks/rules'
import type { Finding, Rule } from '@/lib/stpa/checks/types'
import { formatPlace } from '@/lib/stpa/errors'
import type { Checked } from './findings'

/** JUnit XML: one test case per rule that is on, failed when it has findings; hints never fail. */
export function junitOf({ analysis, result: { findings } }: Checked): string {
  const byRule = new Map<string, Finding[]>()
  for (const finding of findings) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding])
  const cases = rules.filter((rule) => isOn(analysis, rule)).map((rule) => caseOf(rule, byRule.get(rule.id) ?? []))
  const failures = cases.filter((text) => text.includes('<failure ')).length
  const figures = `tests="${cases.length}" failures="${failures}" errors="0"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${figures}>`,
    `  <testsuite name="stpa check" ${figures} skipped="0">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function caseOf({ id, title, step, severity }: Rule, findings: readonly Finding[]): string {
  const head = `    <testcase name="${xml(`${id} ${title}`)}" classname="stpa.${step}"`
  if (findings.length === 0) return `${head}/>`
  const text = xml(findings.map(({ place, message }) => `${formatPlace(place)} ${message}`.trim()).join('\n'))
  if (severity === 'hint') return `${head}><system-out>${text}</system-out></testcase>`
  const count = `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`
  return `${head}><failure type="${severity}" message="${count}">${text}</failure></testcase>`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for XML 1.0, which knows no control characters and no halves of pairs. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '')
}
