import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importSources } from '../formats/importSources'
import { analysisItem } from '../graph'
import { apply } from '../operations/apply'
import { check } from './index'
import { findRule, rules } from './rules'
import { generatedAnalysis } from './testing/generated'

const folder = new URL('../../../../shared/data/stpa/', import.meta.url)
const present = existsSync(folder)
if (!present) process.stdout.write('SKIPPED: checks on ELISA files: ../shared/data is absent\n')

/** Telltale (with its drawing) and OpenAPS level 1, with the Linux profile, so that the rules for Linux are judged too. */
function read(...names: string[]) {
  const sources = names.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8'), hash: name }))
  const { analysis } = importSources(null, sources)
  const uid = analysisItem(analysis)?.uid ?? ''
  return apply(analysis, [{ op: 'update', uid, was: {}, set: { profile: 'linux' } }]).analysis
}

describe.skipIf(!present)('on real analyses', () => {
  const telltale = present ? read('telltale.yml', 'telltale-control-structure.dot') : undefined
  const openaps = present ? read('openaps-level1-components.yml') : undefined

  /**
   * The rules that judge words and are on, with every hit on both files, each read and judged (8 of 10 should be right):
   * - S3-02, 5 of 5 right: under the control actions of one developer stand texts that begin with the other developer,
   *   copied from there; the spelling mistakes of three more copies hide them.
   * - L-03, 1 of 1 right: an "unacceptably long delay" is given no length.
   * - M-04, 1 of 1 right: a scenario of which only the identifier was written.
   * - S2-10, 4 of 4 right: four elements are controlled by two or three others, and no text speaks of an order.
   * - LINT-02, 1 of 1 right: TI has UCA-T-….
   * - AOU-03: none, the files hold no assumptions of use. Its words found among the controller constraints of OpenAPS:
   *   "adequate data", "sufficient data" twice, "not suitable for": 4 of 4 could be neither met nor checked.
   */
  it('the wording rules that are on hit what they mean to hit', () => {
    const hits = (id: string) =>
      [telltale, openaps].flatMap((analysis) => (analysis ? [...(findRule(id)?.check(analysis) ?? [])] : []))
    const keys = (id: string) => hits(id).map((hit) => hit.items[0]?.key)
    expect(keys('S3-02')).toEqual(['UCA-TA-1', 'UCA-TA-100', 'UCA-TA-1000', 'UCA-AF-1', 'UCA-AF-100'])
    expect(keys('L-03')).toEqual(['RH-UCA-03'])
    expect(keys('M-04')).toEqual(['LS-UCA-ROD-101-3'])
    expect(hits('S2-10')).toHaveLength(4)
    expect(keys('LINT-02')).toEqual(['UCA-T-1'])
    for (const id of ['AOU-03', 'LINT-01', 'M-01b', 'M-01c', 'S3-09', 'TB-01', 'LVL-01'])
      expect(keys(id), id).toEqual([])
  })

  it('name the duplicates of OpenAPS and sum up what is missing', () => {
    const { findings } = check(openaps ?? generatedAnalysis(1))
    const says = (rule: string) => findings.filter((finding) => finding.rule === rule).map((finding) => finding.message)
    expect(says('M-01a')).toHaveLength(2)
    expect(says('S3-10')).toEqual(['27 of 64 unsafe control actions have no controller constraint.'])
    expect(says('LINT-03')).toEqual(['41 of 187 texts of loss scenarios are there more than once.'])
  })

  it('say the same about the same analysis again', () => {
    expect(check(read('openaps-level1-components.yml')).findings.map((finding) => finding.message)).toEqual(
      check(openaps ?? generatedAnalysis(1)).findings.map((finding) => finding.message),
    )
  })
})

describe('the time that a check takes', () => {
  const rulesOnly = (ucas: number) => {
    const analysis = generatedAnalysis(ucas)
    check({ ...analysis }) // warm, and the indexes of the value are built
    const start = process.cpuUsage()
    for (const rule of rules) for (const _ of rule.check(analysis));
    const { user } = process.cpuUsage(start)
    return user / ucas
  }

  it('grows with the size and not faster, for all rules, those that are off too', () => {
    rulesOnly(500)
    const [small, large] = [rulesOnly(2_000), rulesOnly(20_000)]
    expect(large / small).toBeLessThan(3)
  })
})
