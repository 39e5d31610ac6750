import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EvidenceStatus } from '../../model'
import { worstFirst } from '../../results/verdict'
import { readEvidence } from '..'

/** A child or an attribute of a case, and the best that the case can be with it. */
type Said = { readonly xml: string; readonly isAttribute: boolean; readonly best: EvidenceStatus }

const child = (xml: string, best: EvidenceStatus): Said => ({ xml, isAttribute: false, best })
const attribute = (word: string, best: EvidenceStatus): Said => ({ xml: word, isAttribute: true, best })

/** Whatever stands in a case, known or not; what best it may be is written here by hand, not taken from the table. */
const said: readonly Said[] = [
  child('<system-out>FAIL</system-out>', 'pass'),
  child('<properties><property name="result" value="failed"/></properties>', 'pass'),
  child('<failure message="no"/>', 'xfail'),
  child('<error>at a.c:1</error>', 'error'),
  child('<skipped/>', 'skip'),
  child('<skipped type="pytest.xfail" message="later"/>', 'xfail'),
  child('<rerunFailure><stackTrace>x</stackTrace></rerunFailure>', 'fail'),
  child('<flakyError message="first"/>', 'flaky'),
  child('<softfailure/>', 'xfail'),
  child('<inconclusive/>', 'unknown'),
  child('<warning>hot</warning>', 'unknown'),
  child('<x:odd xmlns:x="urn:x"/>', 'unknown'),
  attribute('run', 'pass'),
  attribute('completed', 'pass'),
  attribute('PASSED', 'pass'),
  attribute('skipped', 'skip'),
  attribute('suppressed', 'skip'),
  attribute('Failed', 'fail'),
  attribute('timed-out', 'error'),
  attribute('aborted', 'error'),
  attribute('softfail', 'xfail'),
  attribute('unexpectedSuccess', 'xpass'),
  attribute('quarantined', 'unknown'),
]

type Case = { readonly children: readonly Said[]; readonly words: readonly Said[] }
type Suite = { readonly cases: readonly Case[]; readonly inner: readonly Suite[]; readonly isBroken: boolean }

const of = (isAttribute: boolean, maxLength: number) =>
  fc.array(fc.constantFrom(...said.filter((each) => each.isAttribute === isAttribute)), { maxLength })
const caseOf = fc.record({ children: of(false, 3), words: of(true, 2) })
const suiteOf = (inner: fc.Arbitrary<Suite[]>): fc.Arbitrary<Suite> =>
  fc.record({ cases: fc.array(caseOf, { maxLength: 2 }), inner, isBroken: fc.boolean() })
const leaf = suiteOf(fc.constant([]))
const suite = suiteOf(fc.array(suiteOf(fc.array(leaf, { maxLength: 2 })), { maxLength: 2 }))

const casesOf = ({ cases, inner }: Suite): Case[] => [...cases, ...inner.flatMap(casesOf)]
const suitesOf = (one: Suite): Suite[] => [one, ...one.inner.flatMap(suitesOf)]

function xmlOfCase({ children, words }: Case): string {
  const attributes = words.map(({ xml }, index) => ` ${index === 0 ? 'status' : 'result'}="${xml}"`).join('')
  return `<testcase name="c"${attributes}>${children.map(({ xml }) => xml).join('')}</testcase>`
}

/** With the sum of all its cases; `wrong` tells one more in every suite. */
function xmlOf(one: Suite, wrong = 0): string {
  const broken = one.isBroken ? '<error message="fixture"/>' : ''
  const within = [broken, ...one.cases.map(xmlOfCase), ...one.inner.map((each) => xmlOf(each, wrong))].join('\n')
  return `<testsuite name="s" tests="${casesOf(one).length + wrong}">\n${within}\n</testsuite>`
}

const bestOf = ({ children, words }: Case): number =>
  Math.min(worstFirst.length - 1, ...[...children, ...words].map(({ best }) => worstFirst.indexOf(best)))

describe('generated JUnit XML', () => {
  it('is never better than the worst that it says of a case or a suite', () => {
    fc.assert(
      fc.property(suite, (one) => {
        const { records } = readEvidence('r.xml', `<testsuites>${xmlOf(one)}</testsuites>`)
        const ofCases = records.filter((record) => record.case === 'c')
        const ofSuites = records.filter((record) => record.case !== 'c')
        const given = casesOf(one)
        const better = given.filter((each, at) => worstFirst.indexOf(ofCases[at]?.status ?? 'pass') > bestOf(each))
        const broken = suitesOf(one).filter(({ isBroken }) => isBroken)
        const errors = ofSuites.filter(({ status }) => status === 'error')
        const counts = [better.length, ofCases.length, ofSuites.length, errors.length]
        expect(counts).toEqual([0, given.length, broken.length, broken.length])
      }),
      { numRuns: 10_000, seed: 11 },
    )
  })

  it('has no flag where its sums are right, and one for each suite where they are not', () => {
    const differ = (xml: string) =>
      readEvidence('r.xml', xml).report.flags.find(({ code }) => code === 'countsDiffer')?.count ?? 0
    fc.assert(
      fc.property(suite, (one) => {
        expect(differ(xmlOf(one))).toBe(0)
        expect(differ(xmlOf(one, 7))).toBe(suitesOf(one).length)
      }),
      { numRuns: 1_000, seed: 11 },
    )
  })
})
