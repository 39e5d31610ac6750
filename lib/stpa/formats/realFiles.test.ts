import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { fieldOf, textOf } from '../fieldValues'
import { itemsOf, linked, linkedFrom } from '../graph'
import { kinds } from '../kinds'
import type { Analysis } from '../model'
import { exportAnalysis, importSources } from './importSources'
import type { SourceText } from './types'

const folder = new URL('../../../../shared/data/stpa/', import.meta.url)
const present = existsSync(folder)
if (!present) console.info('SKIPPED: ../shared/data is absent, the real analyses are not read')

const source = (name: string): SourceText => ({ name, text: readFileSync(new URL(name, folder), 'utf8'), hash: name })
const read = (...names: string[]) => importSources(null, names.map(source))

/** Data without order, empty lists and white space. */
function normal(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim()
  if (Array.isArray(value)) return value.map(normal).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, entry]) => !(Array.isArray(entry) && entry.length === 0))
  return Object.fromEntries(
    entries.map(([name, entry]) => [name, normal(entry)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** What an analysis says, by keys: without uid, origin and order. */
function content(analysis: Analysis, leaveOut: readonly string[] = []) {
  return kinds.flatMap((kind) =>
    leaveOut.includes(kind.name)
      ? []
      : itemsOf(analysis, kind.name).map((item) => ({
          kind: kind.name,
          key: item.key,
          fields: item.fields,
          links: Object.fromEntries(
            Object.keys(kind.links).map((name) => [name, linked(analysis, item.uid, name).map((end) => end.key)]),
          ),
        })),
  )
}

const countOf = ({ analysis }: { analysis: Analysis }, ...names: string[]) =>
  names.map((name) => itemsOf(analysis, name).length)

describe.skipIf(!present)('telltale.yml', () => {
  it('gives 3 losses, 4 hazards, 3 constraints, 5 components, 4 control actions, 9 UCAs, 3 feedback and 2 verdicts', () => {
    const result = read('telltale.yml')
    expect(
      countOf(
        result,
        'loss',
        'hazard',
        'systemConstraint',
        'element',
        'controlAction',
        'unsafeControlAction',
        'feedback',
        'verdict',
      ),
    ).toEqual([3, 4, 3, 5, 4, 9, 3, 2])
    const verdicts = itemsOf(result.analysis, 'verdict')
    expect(verdicts.map((verdict) => linked(result.analysis, verdict.uid, 'subject')[0]?.key)).toEqual([
      'TC-Response',
      'TC-Response',
    ])
    expect(verdicts.map((verdict) => fieldOf(verdict, 'guideWord'))).toEqual(['notProviding', 'timing'])
    expect(textOf(verdicts[0] ?? expect.fail(), 'reason')).toContain('Hazards')
  })

  it('goes back to stpatools as the same data', () => {
    const { analysis } = read('telltale.yml')
    const { text } = exportAnalysis(analysis, 'stpatools')
    expect(normal(parse(text))).toEqual(normal(parse(source('telltale.yml').text)))
  })
})

describe.skipIf(!present)('openaps-level1-components.yml', () => {
  it('gives 64 UCAs and 267 scenarios, and names duplicates and missing keys with their lines', () => {
    const result = read('openaps-level1-components.yml')
    expect(countOf(result, 'unsafeControlAction', 'lossScenario')).toEqual([64, 267])
    const words = itemsOf(result.analysis, 'unsafeControlAction').map((item) => fieldOf(item, 'guideWord'))
    expect(
      ['providing', 'notProviding', 'timing', 'duration'].map((word) => words.filter((other) => other === word).length),
    ).toEqual([34, 21, 7, 2])
    const lines = result.report.repaired.map((line) => `${line.place?.line}: ${line.message}`)
    expect(lines.some((line) => /^\d+: .*UCA-IF-100 is used twice/.test(line))).toBe(true)
    expect(lines.some((line) => /^\d+: .*CC-SIP-100 is used twice/.test(line))).toBe(true)
    expect(lines.some((line) => /^626: .*UCA-SIP-10000 carries the identifier/.test(line))).toBe(true)
    expect(lines.filter((line) => /has no Hazards/.test(line))).toHaveLength(64)
    expect(lines.some((line) => /without Identifier/.test(line))).toBe(true)
    expect(lines.some((line) => /has no Target/.test(line))).toBe(true)
    const unconstrained = itemsOf(result.analysis, 'unsafeControlAction').filter(
      (item) => linkedFrom(result.analysis, item.uid, 'prevents').length === 0,
    )
    expect(unconstrained.filter((item) => !item.key.includes('~'))).toHaveLength(26)
  })
})

describe.skipIf(!present)('a round trip', () => {
  it.each(['telltale.yml', 'openaps-level1-components.yml'])(
    'of %s through stpatools gives an equal analysis',
    (name) => {
      const first = read(name).analysis
      const { text, report } = exportAnalysis(first, 'stpatools')
      const second = importSources(null, [{ name, text, hash: 'x' }]).analysis
      expect(content(second, ['analysis'])).toEqual(content(first, ['analysis']))
      expect(report.lost.map((line) => line.message).filter((message) => !message.startsWith('Analyses'))).toEqual([])
    },
  )

  it.each([['telltale.yml'], ['openaps-level1-components.yml'], ['telltale.yml', 'telltale-control-structure.dot']])(
    'of %s through the native format loses nothing',
    (...names) => {
      const first = read(...names).analysis
      const { text, report } = exportAnalysis(first, 'native')
      const again = importSources(null, [{ name: 'a.stpa.yaml', text, hash: 'x' }])
      expect([...again.report.repaired, ...again.report.skipped, ...again.report.lost]).toEqual([])
      expect(report.lost).toEqual([])
      expect(content(again.analysis)).toEqual(content(first))
      expect(new Set(again.analysis.items.keys())).toEqual(new Set(first.items.keys()))
      expect(exportAnalysis({ ...again.analysis, id: first.id }, 'native').text).toBe(text)
    },
  )
})

describe.skipIf(!present)('telltale-control-structure.dot', () => {
  it('alone gives 13 elements, 17 control actions and 5 feedback', () => {
    expect(countOf(read('telltale-control-structure.dot'), 'element', 'controlAction', 'feedback')).toEqual([13, 17, 5])
  })

  it('merged with telltale.yml doubles nothing: its 5 components, 4 control actions and 3 feedback are recognised', () => {
    const result = read('telltale-control-structure.dot', 'telltale.yml')
    expect(countOf(result, 'element', 'controlAction', 'feedback')).toEqual([13, 17, 5])
    const own = read('telltale.yml').analysis
    for (const kind of ['element', 'controlAction', 'feedback']) {
      const keys = itemsOf(result.analysis, kind).map((item) => item.key)
      expect(keys).toEqual(expect.arrayContaining(itemsOf(own, kind).map((item) => item.key)))
    }
    expect(result.doubtful).toEqual([])
  })

  it('reads interfaces in brackets, and a question mark as a draft', () => {
    const { analysis } = read('telltale-control-structure.dot')
    const request = itemsOf(analysis, 'controlAction').find((item) => textOf(item) === 'Set telltale status')
    expect(request?.fields).toMatchObject({ interface: 'bus', interfaceName: 'CAN bus' })
    expect(textOf(request ?? expect.fail(), 'state')).toBe('draft')
    const pet = itemsOf(analysis, 'controlAction').find((item) => textOf(item) === 'Pet')
    expect(pet && [linked(analysis, pet.uid, 'source')[0]?.key, linked(analysis, pet.uid, 'target')[0]?.key]).toEqual([
      'check',
      'watchdog',
    ])
  })
})
