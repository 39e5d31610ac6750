import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findByKey, itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { analysisOf } from '@/lib/stpa/report/testing/analysisOf'
import { verificationOf } from '@/lib/stpa/verification/verification'
import { readEvidence } from '../formats'
import type { EvidenceRecord } from '../model'
import { recordedResults, recordResults } from './recordResults'
import { proposeResults } from './results'

const record = (name: string, more: Partial<EvidenceRecord> = {}): EvidenceRecord => ({
  ...{ suite: '', case: name, status: 'pass', message: '', place: '', line: 1, target: '' },
  ...more,
})

const analysis = analysisOf(`
requirement:
- {key: REQ-1, text: It shall refuse a second open}
- {key: REQ-2, text: It shall say so}
testCase:
- {key: TC-1, text: Busy device, verifies: [REQ-1]}
- {key: TC-12, text: Reservoir read, place: tests/pump/reservoir.c, verifies: [REQ-2]}
- {key: TC-13, text: Get the size, place: tools/testing/selftests/size/get_size}
- {key: Pump-Wake, text: Pump wakes}
- {key: TC-14, text: Device that is busy}
`)

const proposals = (records: readonly EvidenceRecord[]) =>
  proposeResults(analysis, records).map(({ testCase, records: own, basis, reason, isCertain }) => [
    testCase.key,
    own,
    basis,
    reason,
    isCertain,
  ])

describe('results proposed for verification cases', () => {
  it.each(['TC-1: anything', 'test_tc_1_anything', 'TC1 anything', 'Suite.TC-1[2]'])(
    'by the key of the case in the name: %s',
    (name) => {
      expect(proposals([record(name)])).toEqual([['TC-1', [0], 'key', 'its name has TC-1', true]])
    },
  )

  it('never by a part of another key, and of two keys by the longer one', () => {
    expect(proposals([record('TC-12 x'), record('TC-123 x'), record('12 x')])).toEqual([
      ['TC-12', [0], 'key', 'its name has TC-12', true],
    ])
  })

  it('by a key without a number only as it stands there', () => {
    expect(proposals([record('Pump-Wake at night')])[0]?.[0]).toBe('Pump-Wake')
    expect(proposals([record('pump.wake.fast')])).toEqual([])
  })

  it('by the key of a requirement that one case alone verifies', () => {
    expect(proposals([record('REQ-1 holds')])).toEqual([
      ['TC-1', [0], 'key', 'its name has REQ-1, which TC-1 alone verifies', true],
    ])
  })

  it('by place, whatever folder the tree stands in', () => {
    const of = (place: string) => proposals([record('x', { place })])[0]?.[0]
    expect(of('/srv/ci/tests/pump/reservoir.c:40')).toBe('TC-12')
    expect(of('pump/reservoir.c:40')).toBe('TC-12')
    expect(of('other/pump/reservoir.c:40')).toBeUndefined()
    expect(of('reservoir.c:40')).toBeUndefined()
    expect(proposals([record('get_size', { target: 'tools/testing/selftests/size/get_size' })])).toEqual([
      ['TC-13', [0], 'place', 'it comes from tools/testing/selftests/size/get_size', true],
    ])
  })

  it('by the same words, said to be uncertain and to fit another case, too', () => {
    const told = 'both are about device, busy; proposed for'
    expect(proposals([record('deviceIsBusy')])).toEqual([
      ['TC-1', [0], 'words', `${told} TC-14, too`, false],
      ['TC-14', [0], 'words', `${told} TC-1, too`, false],
    ])
    expect(proposals([record('busy')])).toEqual([])
  })

  it('on the strongest basis of each result and of each case', () => {
    const records = [record('busy device'), record('TC-1 busy device'), record('TC-1 again')]
    expect(proposals(records).map(([key, own, basis]) => [key, own, basis])).toEqual([
      ['TC-1', [1, 2], 'key'],
      ['TC-14', [0], 'words'],
    ])
  })

  it('need time in proportion to many results and cases', () => {
    const cases = Array.from({ length: 1_000 }, (_, at) => `- {key: T-${at}, text: Case number ${at} of pump}`)
    const many = analysisOf(`testCase:\n${cases.join('\n')}\n`)
    const records = Array.from({ length: 20_000 }, (_, at) =>
      record(`pump of number ${at}`, { place: `a/b/${at}.c:1` }),
    )
    expect(proposeResults(many, records).length).toBe(1_000)
  })
})

const recordingOf = (of: Analysis) => {
  let count = itemsOf(of, 'evidence').length
  const fields = { text: 'run.xml', type: 'testResults', hash: 'abc', date: '2026-11-20' }
  return { analysis: of, newUid: () => `ev${++count}`, fields, existing: itemsOf(of, 'evidence') }
}
const caseOf = (of: Analysis, key: string) => {
  const found = findByKey(of, ['testCase'], key)
  if (!found) throw new Error(`no ${key}`)
  return found
}
const stateOf = (of: Analysis, key: string) => {
  const item = findByKey(of, ['requirement'], key)
  return item && verificationOf(of, item)?.state
}

describe('results recorded as evidence', () => {
  const records = [record('a'), record('b', { status: 'fail', line: 7 }), record('c', { status: 'xfail' })]
  const chosen = [
    { testCase: caseOf(analysis, 'TC-1'), records: records.slice(0, 1) },
    { testCase: caseOf(analysis, 'TC-12'), records: records.slice(1) },
  ]
  const operations = recordResults(recordingOf(analysis), chosen, 3)
  const once = apply(analysis, operations).analysis

  it('count for each case what is its own, and its requirement follows', () => {
    expect(
      itemsOf(once, 'evidence').map(({ fields }) => [fields.text, fields.passed, fields.failed, fields.skipped]),
    ).toEqual([
      ['run.xml: Busy device', 1, undefined, undefined],
      ['run.xml: Reservoir read', undefined, 1, 1],
    ])
    expect([stateOf(analysis, 'REQ-1'), stateOf(once, 'REQ-1'), stateOf(once, 'REQ-2')]).toEqual([
      'notVerified',
      'verified',
      'failed',
    ])
    expect(itemsOf(once, 'evidence')[1]?.fields.description).toBe('- b: fail (line 7)\n- c: xfail (line 1)')
  })

  it('are recognised, and brought up to date when others are chosen', () => {
    expect(recordResults(recordingOf(once), chosen, 3)).toEqual([])
    expect(chosen[0] && recordedResults(once, itemsOf(once, 'evidence'), chosen[0])?.isCurrent).toBe(true)
    const more = [{ testCase: caseOf(once, 'TC-1'), records: records.slice(0, 2) }]
    const again = apply(once, recordResults(recordingOf(once), more, 3)).analysis
    expect(itemsOf(again, 'evidence').length).toBe(2)
    expect(stateOf(again, 'REQ-1')).toBe('failed')
  })

  it('of the whole file are the evidence that the file was taken as', () => {
    const fields = { text: 'run.xml', hash: 'abc', passed: 1, failed: 1, skipped: 1 }
    const taken = apply(analysis, [{ op: 'create', uid: 'taken', kind: 'evidence', fields }]).analysis
    const whole = recordResults(recordingOf(taken), [{ testCase: caseOf(taken, 'TC-1'), records }], 3)
    expect(whole).toEqual([{ op: 'link', from: 'taken', name: 'resultOf', to: caseOf(taken, 'TC-1').uid }])
    const shared = apply(taken, whole).analysis
    const also = apply(shared, recordResults(recordingOf(shared), [{ testCase: caseOf(shared, 'TC-12'), records }], 3))
    expect(linked(also.analysis, 'taken', 'resultOf').map(({ key }) => key)).toEqual(['TC-1', 'TC-12'])
    const part = recordResults(
      recordingOf(also.analysis),
      [{ testCase: caseOf(shared, 'TC-1'), records: records.slice(0, 1) }],
      3,
    )
    const last = apply(also.analysis, part).analysis
    expect([stateOf(last, 'REQ-1'), stateOf(last, 'REQ-2')]).toEqual(['verified', 'failed'])
  })
})

const folder = '../shared/data/evidence'
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('SKIPPED: real results linked to cases: ../shared/data is absent\n')

describe.skipIf(!isThere)('real results', () => {
  const read = (name: string) => readEvidence(name, readFileSync(`${folder}/${name}`)).records

  it('of Node are proposed by their words, failed and passed', () => {
    const records = read('node-junit.xml')
    const [busy, reservoir] = proposeResults(analysis, records)
    expect(busy?.records.map((at) => [records[at]?.case, records[at]?.status])).toEqual([['busy device', 'fail']])
    expect(reservoir?.records.map((at) => [records[at]?.case, records[at]?.status])).toEqual([
      ['reservoir read', 'pass'],
    ])
  })

  it('of kselftest are proposed by their file in the source tree', () => {
    expect(proposals(read('kselftest-runner.txt'))[0]?.slice(0, 3)).toEqual(['TC-13', [0], 'place'])
  })
})
