import type { CoverageRow, CoverageTable } from '@/lib/stpa/verification/coverage'
import { xml } from '../../junit'

/**
 * JUnit XML for CI: one case per item that is bound. It fails where no run of normal operation exercised it; with an
 * error it was exercised. What is not bound is skipped, never passed.
 */
export function coverageJunit({ rows, runs, statements }: CoverageTable): string {
  const cases = rows.map((row) => caseOf(row, runs))
  const count = (part: string) => cases.filter((text) => text.includes(part)).length
  const figures = `tests="${cases.length}" failures="${count('<failure ')}" errors="0" skipped="${count('<skipped')}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${figures}>`,
    `  <testsuite name="stpa trace coverage" ${figures}>`,
    ...cases,
    `    <system-out>${xml(statements.join('\n'))}</system-out>`,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function caseOf({ key, text, kind, normal, cells }: CoverageRow, runs: CoverageTable['runs']): string {
  const head = `    <testcase name="${xml(`${key} ${text}`)}" classname="stpa.${xml(kind)}"`
  const words = cells.map(({ state, words: seen }, run) => `${runs[run]?.title ?? ''}: ${state} ${seen}`.trim())
  const out = `<system-out>${xml(words.join('\n'))}</system-out>`
  if (normal === 'unbound') return `${head}><skipped message="bound to no call"/></testcase>`
  if (normal === 'exercised' || normal === 'withError') return `${head}>${out}</testcase>`
  return `${head}><failure type="${normal}" message="${normal === 'partial' ? 'exercised in part' : 'not exercised'}">${xml(words.join('\n'))}</failure></testcase>`
}
