import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { itemsOf, linked } from '@/lib/stpa/graph'
import { linkId } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { analysisOf } from '@/lib/stpa/report/testing/analysisOf'
import { readEvidence } from '../formats'
import type { Component } from '../model'
import { coverageByFolder, coverageText, proposeCoverage } from './coverage'
import { proposeComponents } from './materials'
import { recordedObservation, recordObservations } from './recordObservations'

const component = (name: string, version = '1.0'): Component => ({
  ...{ id: name, name, version, purl: '', license: '', dependencies: [], line: 3 },
})

const analysis = analysisOf(`
element:
- {key: E-1, text: Linux kernel}
- {key: E-2, text: yaml}
- {key: E-3, text: Watchdog}
- {key: E-4, text: Softdog}
kernelBinding:
- {key: KB-1, text: Softdog, subsystem: SOFTDOG, files: [drivers/watchdog/softdog.c, drivers/watchdog/other.c], binds: [E-4]}
`)

describe('components of a bill of materials', () => {
  it('are proposed for the element of the same name, or with a name within the other', () => {
    const found = proposeComponents(analysis, [
      component('yaml', '2.9.1'),
      component('linux'),
      component('linux-image'),
    ])
    expect(found.map(({ element, what, isCertain }) => [element.key, what, isCertain])).toEqual([
      ['E-2', 'yaml 2.9.1 (line 3)', true],
      ['E-1', 'linux 1.0 (line 3)', false],
    ])
    expect(proposeComponents(analysis, [component('libyaml-dev'), component('wat')])).toEqual([])
    expect(proposeComponents(analysis, [component('watchdog-mux')])[0]?.reason).toBe('"watchdog" is in both names')
  })

  it('become one evidence that observes its elements, with the version as the reason; again they are recognised', () => {
    const found = proposeComponents(analysis, [component('yaml', '2.9.1'), component('watchdog', '5')])
    const fields = { text: 'sbom.json', type: 'materials', hash: 'abc' }
    const recording = { analysis, newUid: () => 'ev', fields, existing: [] }
    const once = apply(analysis, recordObservations(recording, found)).analysis
    expect(linked(once, 'ev', 'observes').map(({ key }) => key)).toEqual(['E-2', 'E-3'])
    const [yaml] = itemsOf(once, 'element').filter(({ key }) => key === 'E-2')
    expect(once.links.get(linkId({ from: 'ev', name: 'observes', to: yaml?.uid ?? '' }))?.rationale).toBe(
      'yaml 2.9.1 (line 3)',
    )
    const again = { ...recording, analysis: once, existing: itemsOf(once, 'evidence') }
    expect(recordObservations(again, found)).toEqual([])
    expect(found[0] && recordedObservation(once, again.existing, found[0])?.uid).toBe('ev')
    const other = apply(once, recordObservations(again, proposeComponents(once, [component('yaml', '3')]))).analysis
    expect(other.links.get(linkId({ from: 'ev', name: 'observes', to: yaml?.uid ?? '' }))?.rationale).toBe(
      'yaml 2.9.1 (line 3)\nyaml 3 (line 3)',
    )
  })
})

const covered = (path: string, found: number, hit: number) => ({ path, line: 1, lines: { found, hit } })

describe('coverage', () => {
  const files = [
    covered('/b/linux/drivers/watchdog/softdog.c', 40, 10),
    covered('/b/linux/drivers/watchdog/watchdog_core.c', 60, 60),
    covered('/b/linux/fs/open.c', 10, 5),
  ]

  it('is summed by folder, without what all paths begin with', () => {
    expect(coverageByFolder(files).map(({ folder, lines }) => [folder, lines])).toEqual([
      ['drivers/watchdog', { found: 100, hit: 70 }],
      ['fs', { found: 10, hit: 5 }],
    ])
    expect(coverageByFolder([covered('/srv/cov/t.c', 2, 1)]).map(({ folder }) => folder)).toEqual(['cov'])
    expect(coverageByFolder([covered('t.c', 2, 1)]).map(({ folder }) => folder)).toEqual(['the top folder'])
  })

  it('is proposed by the source files of a binding, else by a folder of the name', () => {
    const found = proposeCoverage(analysis, files)
    expect(found.map(({ element, what, isCertain }) => [element.key, what, isCertain])).toEqual([
      ['E-4', 'reached 25 % of 40 lines; 1 file of SOFTDOG', true],
      ['E-3', 'reached 70 % of 100 lines; 2 files of drivers/watchdog', false],
    ])
  })

  const real = '../shared/data/evidence/lcov.info'
  it.skipIf(!existsSync(real))('of a real report is told in the report’s own figures', () => {
    const { coverage = [] } = readEvidence('lcov.info', readFileSync(real))
    expect(coverageText(coverage, 't')).toMatch(
      /^reached [\d.]+ % of \d+ lines, 3 of 3 functions, \d+ of \d+ branches; 1 file/,
    )
  })
})
