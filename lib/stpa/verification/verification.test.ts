import { describe, expect, it } from 'vitest'
import { evidenceFlagMeanings } from '@/lib/evidence/model'
import { check } from '../checks'
import { type Analysis, emptyAnalysis } from '../model'
import { apply } from '../operations/apply'
import type { Operation } from '../operations/types'
import { isSameKernel } from './evidence'
import { confirmEvidence, verificationOf } from './verification'
import { verificationView } from './view'

const create = (uid: string, kind: string, fields: Record<string, unknown> = {}): Operation => ({
  ...{ op: 'create', uid, kind, fields: { text: uid, ...fields } },
})
const link = (from: string, name: string, to: string): Operation => ({ op: 'link', from, name, to })

/** Evidence about an item: of a case (resultOf), else directly. */
const shows = (
  uid: string,
  name: 'supports' | 'resultOf',
  to: string,
  fields: Record<string, unknown>,
): Operation[] => [
  create(uid, 'evidence', { type: 'testResults', kernelVersion: '6.1.21', date: '2026-11-01', ...fields }),
  link(uid, name, to),
]

const start: Operation[] = [
  create('an', 'analysis', { kernelVersion: '6.1', evidenceAge: 100 }),
  create('sg', 'safetyGoal'),
  create('h', 'hazard'),
  create('sc', 'systemConstraint'),
  create('req', 'requirement', { verificationMethod: 'test' }),
  create('aou', 'assumptionOfUse'),
  create('tc', 'testCase', { method: 'test' }),
  link('sg', 'prevents', 'h'),
  link('sc', 'addresses', 'h'),
  link('req', 'derivedFrom', 'sc'),
  link('aou', 'derivedFrom', 'sc'),
  link('tc', 'verifies', 'req'),
]

const analysisOf = (...more: readonly Operation[]): Analysis =>
  apply(emptyAnalysis('v'), [...start, ...more], '2026-11-23T18:20:00.000Z').analysis

function stateOf(analysis: Analysis, uid = 'req') {
  const item = analysis.items.get(uid)
  return item && verificationOf(analysis, item)?.state
}
const state = (...more: readonly Operation[]) => stateOf(analysisOf(...more))
const resultsOf = (analysis: Analysis) => {
  const item = analysis.items.get('req')
  return item ? (verificationOf(analysis, item)?.units.flatMap(({ results }) => results) ?? []) : []
}

describe('a requirement', () => {
  it('is verified in part only by a file that does not hold all its results', () => {
    const withFlag = (code: string) => state(...shows('e', 'resultOf', 'tc', { passed: 3, flags: { [code]: 'why' } }))
    const incomplete = Object.keys(evidenceFlagMeanings).filter((code) => withFlag(code) === 'partly')
    expect(incomplete).toEqual([
      ...['truncated', 'tooMany', 'unknownResults', 'planNotMet', 'noPlan', 'noResult', 'countsDiffer'],
      ...['contradiction', 'joinedLines'],
    ])
    const concluded = { passed: 3, flags: { planNotMet: 'why' }, conclusion: 'holds' }
    expect(state(...shows('e', 'resultOf', 'tc', concluded))).toBe('verified')
  })

  it('is verified by results that passed, and by nothing else', () => {
    expect(state()).toBe('notVerified')
    expect(state(...shows('e', 'resultOf', 'tc', { passed: 3 }))).toBe('verified')
    expect(state(...shows('e', 'resultOf', 'tc', { passed: 3, failed: 1 }))).toBe('failed')
    expect(state(...shows('e', 'resultOf', 'tc', { passed: 3, skipped: 1 }))).toBe('partly')
    expect(state(...shows('e', 'resultOf', 'tc', { passed: 3, errors: 1 }))).toBe('partly')
    expect(state(...shows('e', 'resultOf', 'tc', { skipped: 4 }))).toBe('notVerified') // soft-failed, TCONF, incomplete
    expect(state(...shows('e', 'resultOf', 'tc', {}))).toBe('notVerified')
  })

  it('takes the conclusion of a person before the counts', () => {
    expect(state(...shows('e', 'resultOf', 'tc', { failed: 1, conclusion: 'holds' }))).toBe('verified')
    expect(state(...shows('e', 'resultOf', 'tc', { passed: 9, conclusion: 'fails' }))).toBe('failed')
    expect(state(...shows('e', 'supports', 'req', { conclusion: 'holds' }))).toBe('partly') // its case is still open
  })

  it('is stale when all that showed it is old, of another kernel, or older than its wording', () => {
    expect(state(...shows('e', 'resultOf', 'tc', { passed: 1, date: '2026-01-01' }))).toBe('stale')
    expect(state(...shows('e', 'resultOf', 'tc', { passed: 1, kernelVersion: '6.6.1' }))).toBe('stale')
    const changed = analysisOf(...shows('e', 'resultOf', 'tc', { passed: 1 }), {
      op: 'update',
      uid: 'tc',
      set: { expectedResult: 'Another one' },
      was: {},
    })
    expect(stateOf(changed)).toBe('stale')
    expect(resultsOf(changed)[0]?.doubts).toEqual(['TC-1 was changed since'])
    const confirmed = apply(changed, confirmEvidence(changed, { from: 'e', name: 'resultOf', to: 'tc' })).analysis
    expect(stateOf(confirmed)).toBe('verified')
  })

  it('goes by the newest result of the same thing, and by each of different things', () => {
    const old = shows('old', 'resultOf', 'tc', { failed: 1, date: '2026-10-01' })
    expect(state(...old, ...shows('new', 'resultOf', 'tc', { passed: 1 }))).toBe('verified')
    expect(state(...old, ...shows('new', 'resultOf', 'tc', { passed: 1, machine: 'another board' }))).toBe('failed')
    expect(state(...old, ...shows('new', 'resultOf', 'tc', { skipped: 1 }))).toBe('failed') // nothing was shown anew
    const other = shows('old', 'resultOf', 'tc', { failed: 1, date: '2026-10-01', kernelVersion: '5.15' })
    expect(state(...other, ...shows('new', 'resultOf', 'tc', { passed: 1 }))).toBe('verified')
  })

  it('is shown by fault injection only where it, or its case, asks for faults', () => {
    const injected = shows('e', 'resultOf', 'tc', { passed: 1, nature: 'faultInjection' })
    expect(state(...injected)).toBe('notVerified')
    expect(resultsOf(analysisOf(...injected))[0]?.aside).toContain('not of normal operation')
    const tampered = shows('e', 'resultOf', 'tc', { passed: 1, flags: { injected: 'Calls were tampered with.' } })
    expect(state(...tampered)).toBe('notVerified')
    const scenario = [create('ls', 'lossScenario'), link('tc', 'injects', 'ls')]
    expect(state(...injected, ...scenario)).toBe('verified')
  })

  it('is as good as what it is decomposed into, and a circle of them is no endless one', () => {
    const halves = ['a', 'b'].flatMap((uid) => [create(uid, 'requirement'), link(uid, 'decomposes', 'req')])
    const all = [
      ...halves,
      ...shows('e', 'resultOf', 'tc', { passed: 1 }),
      ...shows('ea', 'supports', 'a', { passed: 1 }),
    ]
    expect(state(...all)).toBe('partly')
    expect(state(...all, ...shows('eb', 'supports', 'b', { passed: 1 }))).toBe('verified')
    expect(state(...all, link('req', 'decomposes', 'a'))).toBe('partly')
  })
})

describe('hazards and goals', () => {
  const hazardOf = (...more: readonly Operation[]) => verificationView(analysisOf(...more)).hazards[0]

  it('are as well shown as the requirements under them; assumptions of use stand beside', () => {
    expect(hazardOf()?.state).toBe('notVerified')
    const shown = shows('e', 'resultOf', 'tc', { passed: 1 })
    const verified = hazardOf(...shown)
    expect([verified?.state, verified?.requirements.length, verified?.assumptionsOfUse[0]?.state]).toEqual([
      ...['verified', 1, 'notVerified'],
    ])
    expect(verificationView(analysisOf(...shown)).goals[0]?.state).toBe('verified')
    expect(hazardOf(...shown, ...shows('x', 'supports', 'aou', { failed: 1 }))?.state).toBe('failed')
  })

  it('are shown in part where nothing follows from a constraint', () => {
    const bare = [create('sc2', 'systemConstraint'), link('sc2', 'addresses', 'h')]
    const hazard = hazardOf(...shows('e', 'resultOf', 'tc', { passed: 1 }), ...bare)
    expect([hazard?.state, hazard?.bare.map(({ uid }) => uid)]).toEqual(['partly', ['sc2']])
  })
})

it('compares kernels by their numbers, as far as both have them', () => {
  expect(['6.1', '6.1.21-v8+', '6.1.21'].map((version) => isSameKernel('6.1.21', version))).toEqual([true, true, true])
  expect(['6.1.2', '6.11', '5.1.21', 'next'].map((version) => isSameKernel('6.1.21', version))).toEqual(
    Array(4).fill(false),
  )
})

describe('the checks of evidence', () => {
  const rulesIn = (...more: readonly Operation[]) =>
    new Set(check(analysisOf(...more)).findings.flatMap(({ rule }) => (rule.startsWith('T-') ? rule : [])))
  const good = { passed: 1, hash: 'a'.repeat(64), declaredLimits: ['none'] }
  const found = (fields: Record<string, unknown>) => [
    ...rulesIn(...shows('e', 'resultOf', 'tc', { ...good, ...fields })),
  ]

  it('find nothing in evidence that is in order, and nothing where there is none', () => {
    expect([...rulesIn()]).toEqual([])
    expect(found({ type: 'trace' })).toEqual([])
  })

  it('name limits with their meaning, unsaid filters, age, kernel, failure, and what says nothing of itself', () => {
    expect(found({ flags: { notFollowed: 'Only one thread was traced.' } })).toEqual(['T-03'])
    expect(found({ type: 'trace', declaredLimits: [] })).toEqual(['T-04'])
    expect(found({ kernelVersion: '6.6' })).toEqual(['T-06'])
    expect(found({ date: '2026-01-01' })).toEqual(['T-07'])
    expect(found({ hash: '' })).toEqual(['T-08'])
    expect(found({ failed: 1 })).toEqual(['T-09'])
    expect(found({ failed: 1, conclusion: 'holds' })).toEqual(['T-10'])
    expect(found({ failed: 1, conclusion: 'holds', conclusionReason: 'Another device' })).toEqual([])
    const [limit] = check(
      analysisOf(...shows('e', 'resultOf', 'tc', { ...good, flags: { x: 'It is so.' } })),
    ).findings.filter(({ rule }) => rule === 'T-03')
    expect(limit?.message).toBe('EV-1: It is so.')
  })

  it('find fault injection that is used as normal operation, unless a person says why it may be', () => {
    const flags = { injected: 'Calls were tampered with.' }
    expect(found({ flags })).toEqual(['T-05'])
    expect(found({ commandLine: 'strace --inject=flock:error=EAGAIN mdt' })).toEqual(['T-05'])
    expect(found({ nature: 'faultInjection', flags })).toEqual(['T-05']) // its case asks for normal operation
    expect(found({ flags, rationale: 'There is no radio here: its success was put in.' })).toEqual([])
  })

  it('find bindings that nobody stands for or that ask for nothing, and what no run has shown', () => {
    const action = [
      create('ca', 'controlAction'),
      create('b', 'binding', { verbs: ['flock'] }),
      link('b', 'binds', 'ca'),
    ]
    expect([...rulesIn(...action)]).toEqual(['T-01'])
    const run = [...shows('e', 'resultOf', 'tc', good), create('r', 'run'), link('r', 'in', 'e')]
    expect([...rulesIn(...action, ...run)]).toEqual(['T-01', 'T-11a'])
    const seen = [...action, ...run, link('b', 'observedIn', 'r')]
    expect([...rulesIn(...seen)]).toEqual(['T-01'])
    const empty: Operation = {
      op: 'update',
      uid: 'b',
      set: { verbs: [], confirmed: true, reason: 'So' },
      was: { verbs: ['flock'] },
    }
    expect([...rulesIn(...seen, empty)]).toEqual(['T-02'])
    const tampered: Operation = { op: 'update', uid: 'e', set: { nature: 'faultInjection' }, was: {} }
    expect(rulesIn(...seen, tampered).has('T-11a')).toBe(true)
  })
})
