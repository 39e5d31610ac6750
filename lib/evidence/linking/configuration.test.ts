import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { importSources } from '@/lib/stpa/formats/importSources'
import { findByKey, itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { analysisOf } from '@/lib/stpa/report/testing/analysisOf'
import { verificationOf } from '@/lib/stpa/verification/verification'
import { readEvidence } from '../formats'
import { checkClaims, countClaims } from './configuration'
import { recordConfiguration, recordedClaim } from './recordConfiguration'

const readOptions = (text: string) => readEvidence('.config', text).options ?? new Map()
const options = readOptions(`CONFIG_WATCHDOG=y
# CONFIG_WATCHDOG_NOWAYOUT is not set
CONFIG_SPI_SPIDEV=m
`)

const sample = `
systemConstraint:
- {key: SC-1, text: The kernel must have CONFIG_WATCHDOG=y}
requirement:
- {key: REQ-1, text: "Linux shall be built with CONFIG_WATCHDOG=y", description: "See also \`CONFIG_WATCHDOG\`."}
- {key: REQ-2, text: Linux shall have CONFIG_SPI_SPIDEV=y or m}
- {key: REQ-3, text: No option in here}
- {key: REQ-4, text: Linux shall be built with CONFIG_WATCHDOG=y, state: rejected}
assumptionOfUse:
- key: AOU-1
  text: The integrator shall set CONFIG_WATCHDOG_NOWAYOUT=y when CONFIG_WATCHDOG=y
  act: set CONFIG_WATCHDOG_NOWAYOUT=y
  condition: when CONFIG_WATCHDOG=y
  consequence: With CONFIG_NOT_ASKED=y it ends.
- {key: AOU-2, text: The integrator shall set CONFIG_SUSPEND=n}
- {key: AOU-3, text: The integrator shall look at CONFIG_WATCHDOG}
- {key: AOU-4, text: The integrator shall set CONFIG_MISSPELT=y}
`
const analysis = analysisOf(sample)
const claims = checkClaims(analysis, options)
const claimOf = (key: string) => claims.find(({ item }) => item.key === key)

const recordingOf = (of: Analysis) => {
  let count = itemsOf(of, 'evidence').length
  const fields = { text: 'kernel.config', type: 'configuration', hash: 'abc', kernelVersion: '6.1' }
  return { analysis: of, newUid: () => `ev${++count}`, fields, existing: itemsOf(of, 'evidence') }
}
const recorded = (of: Analysis, config = options) => {
  const operations = recordConfiguration(recordingOf(of), checkClaims(of, config))
  return { operations, analysis: apply(of, operations).analysis }
}
const stateOf = (of: Analysis, key: string) => {
  const item = findByKey(of, ['requirement', 'assumptionOfUse'], key)
  return item && verificationOf(of, item)?.state
}
const told = (of: Analysis) =>
  itemsOf(of, 'evidence').map(({ uid, fields }) => [
    fields.conclusion,
    linked(of, uid, 'supports').map(({ key }) => key),
    fields.conclusionReason,
  ])

describe('a configuration held against the claims of an analysis', () => {
  it('tells of each claim that names options what was found, the worst first', () => {
    expect(claims.map(({ item, outcome, conclusion }) => [item.key, outcome, conclusion])).toEqual([
      ['AOU-1', 'differs', 'fails'],
      ['AOU-2', 'absent', 'partly'],
      ['AOU-3', 'noValue', undefined],
      ['AOU-4', 'absent', 'fails'],
      ['REQ-1', 'holds', 'holds'],
      ['REQ-2', 'holds', 'holds'],
      ['SC-1', 'holds', 'holds'],
    ])
    expect(countClaims(claims)).toEqual({ holds: 3, differs: 1, absent: 2, noValue: 1 })
  })

  it('says why, with the line of the configuration', () => {
    expect(claimOf('AOU-1')?.reason).toBe('CONFIG_WATCHDOG_NOWAYOUT is not set (line 2), =y is asked for.')
    expect(claimOf('AOU-2')?.reason).toContain('CONFIG_SUSPEND is not mentioned, =n is asked for: as good as not set')
    expect(claimOf('REQ-2')?.reason).toBe('CONFIG_SPI_SPIDEV=m (line 3).')
    expect(claimOf('AOU-3')?.reason).toContain('named without a value')
  })

  it('does not ask what a condition or a consequence tells of, and asks the same once', () => {
    expect(claimOf('AOU-1')?.checks.map(({ option }) => option)).toEqual(['CONFIG_WATCHDOG_NOWAYOUT'])
    expect(claimOf('REQ-1')?.checks.map(({ expected }) => expected)).toEqual(['=y'])
  })

  it('is linked to assumptions of use and requirements, not to constraints', () => {
    expect(claimOf('SC-1')?.isTarget).toBe(false)
    expect(claimOf('REQ-1')?.isTarget).toBe(true)
  })
})

describe('a configuration recorded as evidence', () => {
  const once = recorded(analysis).analysis

  it('is one evidence for each conclusion, so that no claim fails for another one', () => {
    expect(told(once)).toEqual([
      ['holds', ['REQ-1', 'REQ-2'], expect.stringContaining('- REQ-1: CONFIG_WATCHDOG=y (line 1).')],
      ['partly', ['AOU-2'], expect.any(String)],
      ['fails', ['AOU-1', 'AOU-4'], expect.any(String)],
    ])
    expect(['REQ-1', 'AOU-1', 'AOU-2', 'AOU-3'].map((key) => stateOf(once, key))).toEqual([
      'verified',
      'failed',
      'partly',
      'notVerified',
    ])
  })

  it('is recognised: recording it again does nothing', () => {
    expect(recorded(once).operations).toEqual([])
    const [first] = checkClaims(once, options)
    expect(first && recordedClaim(once, itemsOf(once, 'evidence'), first)?.isCurrent).toBe(true)
  })

  it('uses the evidence that the file was taken as, when it says nothing yet', () => {
    const taken = apply(analysis, [
      { op: 'create', uid: 'taken', kind: 'evidence', fields: { text: 'kernel.config', hash: 'abc' } },
    ]).analysis
    expect(told(recorded(taken).analysis).map(([conclusion]) => conclusion)).toEqual(['holds', 'partly', 'fails'])
  })

  it('moves a claim whose wording was changed to what it shows now, and keeps the words of a person', () => {
    const [held] = itemsOf(once, 'evidence')
    const aou = findByKey(once, ['assumptionOfUse'], 'AOU-4')
    if (!held || !aou) throw new Error('recorded above')
    const reason = `Looked at by Ada.\n${String(held.fields.conclusionReason)}`
    const changed = apply(once, [
      { op: 'update', uid: aou.uid, set: { text: 'It shall have CONFIG_WATCHDOG=y' }, was: { text: aou.fields.text } },
      {
        op: 'update',
        uid: held.uid,
        set: { conclusionReason: reason },
        was: { conclusionReason: held.fields.conclusionReason },
      },
    ]).analysis
    const again = recorded(changed)
    expect(told(again.analysis).map(([conclusion, keys]) => [conclusion, keys])).toEqual([
      ['holds', ['REQ-1', 'REQ-2', 'AOU-4']],
      ['partly', ['AOU-2']],
      ['fails', ['AOU-1']],
    ])
    expect(told(again.analysis)[0]?.[2]).toMatch(/^Looked at by Ada\.\n- AOU-4: CONFIG_WATCHDOG=y/)
    expect(String(told(again.analysis)[2]?.[2])).not.toContain('AOU-4')
    expect(recorded(again.analysis).operations).toEqual([])
  })

  it('of another kernel turns every conclusion over without losing a claim', () => {
    const other = readOptions('CONFIG_WATCHDOG_NOWAYOUT=y\n# CONFIG_WATCHDOG is not set\n# CONFIG_SUSPEND is not set\n')
    const turned = recorded(once, other).analysis
    expect(told(turned).map(([conclusion, keys]) => [conclusion, keys])).toEqual([
      ['holds', ['AOU-1', 'AOU-2']],
      [undefined, []],
      ['fails', ['AOU-4', 'REQ-1', 'REQ-2']],
    ])
    expect(recorded(turned, other).operations).toEqual([])
  })
})

const config = '../shared/data/evidence/kernel.config'
const isThere = existsSync(config)
if (!isThere) process.stdout.write('SKIPPED: a real kernel configuration: ../shared/data is absent\n')

describe.skipIf(!isThere)('a real configuration', () => {
  const example = (name: string) => {
    const path = fileURLToPath(new URL(`../../../examples/${name}/${name}.stpa.yaml`, import.meta.url))
    const source = { name: `${name}.stpa.yaml`, text: readFileSync(path, 'utf8'), hash: '' }
    return importSources(null, [source], { title: name, id: name }).analysis
  }
  const real = () => readOptions(readFileSync(config, 'utf8'))
  const lineOf = (option: string) =>
    readFileSync(config, 'utf8')
      .split('\n')
      .findIndex((line) => new RegExp(`^(# )?${option}[= ]`).test(line)) + 1

  it('is held against the Telltale analysis', () => {
    const found = checkClaims(example('telltale'), real())
    const nowayout = found.find(({ item }) => item.key === 'AOU-13')
    expect(nowayout?.conclusion).toBe('fails')
    expect(nowayout?.reason).toContain(
      `CONFIG_WATCHDOG_NOWAYOUT is not set (line ${lineOf('CONFIG_WATCHDOG_NOWAYOUT')}), =y is asked for`,
    )
    expect(found.find(({ item }) => item.key === 'AOU-2')?.outcome).toBe('differs')
  })

  it('is held against the OpenAPS analysis, where it says "=y or m"', () => {
    const found = checkClaims(example('openaps'), real())
    expect(found.map(({ item }) => item.key)).toEqual(['AOU-2'])
    expect(found[0]?.checks.map(({ option, expected }) => [option, expected])).toEqual([
      ['CONFIG_SPI_SPIDEV', '=y|m'],
      ['CONFIG_GPIO_SYSFS', '=y'],
    ])
  })
})
