import { describe, expect, it } from 'vitest'
import { linked } from '@/lib/stpa/graph'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import type { EvidenceCard } from '../api'
import { busyRun, normalRun } from '../testing/actions'
import { pumpAnalysis } from '../testing/pump'
import { Coverage } from './collect'
import { answerFor, askedOf, isSamePlan } from './kept'
import { planOf } from './plan'
import { runsOf } from './runs'
import { takeOver } from './takeOver'
import type { RunFlag } from './types'

const card = (hash: string, more: Partial<EvidenceCard> = {}): EvidenceCard => ({
  ...{ hash, original: `${hash}-given`, title: 'normal.strace', kind: 'trace', format: 'strace', size: 1, lines: 1 },
  ...{
    redacted: '',
    reading: '',
    isOutdated: false,
    authorName: 'Ann',
    createdAt: '2026-11-25T10:00:00.000Z',
    ...more,
  },
})

const taken: Operation[] = [
  { op: 'create', uid: 'ev', kind: 'evidence', fields: { text: 'Normal', hash: 'h1', declaredLimits: ['-P path'] } },
  { op: 'create', uid: 'run', kind: 'run', fields: { text: 'Normal run', workload: 'mdt reservoir' } },
  { op: 'link', from: 'run', name: 'in', to: 'ev' },
]
const analysis = pumpAnalysis(taken)
const injected: RunFlag = { code: 'injected', count: 48, line: 20 }

function answered(actions = normalRun(), flags: readonly RunFlag[] = []) {
  const plan = planOf(analysis)
  const coverage = new Coverage({ ...askedOf(plan), problems: [] }, { id: '', title: '', workload: 'mdt reservoir' })
  for (const action of actions) coverage.action(action)
  return coverage.end(flags)
}

describe('the runs of an analysis', () => {
  it('are found by the hash of what is kept, or of the file as it was given', () => {
    expect(runsOf(analysis, [card('h1')])[0]?.card?.hash).toBe('h1')
    expect(runsOf(analysis, [card('other', { original: 'h1' })])[0]?.card?.hash).toBe('other')
    expect(runsOf(analysis, [card('h1', { kind: 'records' })])[0]?.card).toBeUndefined()
    expect(runsOf(analysis, [])[0]).toMatchObject({ card: undefined, item: { uid: 'run' }, evidence: { uid: 'ev' } })
  })

  it('tell the command, the declared nature with its reason, and the declared limits', () => {
    const [kept] = runsOf(analysis, [])
    const expected = { id: 'run', title: 'Normal run', workload: 'mdt reservoir', nature: 'normal' }
    expect(kept?.run).toEqual({ ...expected, natureReason: '', declaredLimits: ['-P path'] })
  })
})

describe('what is asked of a trace', () => {
  it('does not change with names, nor with who confirmed a binding', () => {
    const renamed = apply(analysis, [
      { op: 'update', uid: 'open', set: { text: 'Take the radio' }, was: { text: 'Open the radio' } },
      { op: 'update', uid: 'b-open', set: { confirmed: null }, was: { confirmed: true } },
    ]).analysis
    expect(askedOf(planOf(renamed))).toEqual(askedOf(planOf(analysis)))
  })

  it('is the same plan after an edit of something else, and another one after an edit of a binding', () => {
    const edited = (uid: string, set: Record<string, unknown>) =>
      planOf(apply(analysis, [{ op: 'update', uid, set, was: {} }]).analysis)
    expect(isSamePlan(planOf(analysis), edited('h', { description: 'Far too little' }))).toBe(true)
    expect(isSamePlan(planOf(analysis), edited('b-talk', { atLeast: 3 }))).toBe(false)
    expect(isSamePlan(planOf(analysis), edited('level', { description: 'In units' }))).toBe(true)
  })

  it('is answered for all items, with the names and confirmations of now', () => {
    const [kept] = runsOf(analysis, [])
    if (!kept) throw new Error('no run')
    const unsure = apply(analysis, [
      { op: 'update', uid: 'b-talk', set: { confirmed: null }, was: { confirmed: true } },
    ])
    const { items, run } = answerFor(planOf(unsure.analysis), kept.run, answered())
    expect(run.title).toBe('Normal run')
    expect(items.map(({ uid, state }) => `${uid} ${state}`)).toEqual([
      ...['open exercised', 'set exercised', 'talk exercised', 'level unbound', 'ls notExercised'],
    ])
    expect(items.find(({ uid }) => uid === 'talk')).toMatchObject({
      text: 'Exchange with the pump',
      bindings: [{ isConfirmed: false, count: 48 }],
    })
    expect(items.find(({ uid }) => uid === 'open')?.bindings.every(({ isConfirmed }) => isConfirmed)).toBe(true)
  })

  it('says of tampered calls what the evidence says now', () => {
    const [kept] = runsOf(analysis, [])
    const answer = answered(normalRun(), [injected])
    const natureWith = (natureReason: string) =>
      answerFor(planOf(analysis), { id: 'r', title: 'r', workload: '', ...kept?.run, natureReason }, answer).nature
    expect([natureWith(''), natureWith('The stand-in has no radio')]).toEqual(['faultInjection', 'normal'])
  })
})

describe('what a run shows', () => {
  it('is taken over as links, once, and taken back where the trace does not bear it out', () => {
    const plan = planOf(analysis)
    const run = { id: 'run', title: 'Normal run', workload: 'mdt reservoir' }
    const first = takeOver(analysis, answerFor(plan, run, answered()), 'ev', 'run')
    expect(first.takenBack).toEqual([])
    const with1 = apply(analysis, first.operations).analysis
    expect(linked(with1, 'ev', 'observes').map(({ uid }) => uid)).toEqual(['open', 'set', 'talk'])
    expect(linked(with1, 'b-talk', 'observedIn').map(({ uid }) => uid)).toEqual(['run'])
    expect(takeOver(with1, answerFor(plan, run, answered()), 'ev', 'run').operations).toEqual([])
    const busy = takeOver(with1, answerFor(plan, run, answered(busyRun())), 'ev', 'run')
    expect(busy.takenBack.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
      ...['b-set run', 'b-talk run', 'ev set', 'ev talk'],
    ])
    const with2 = apply(with1, busy.operations).analysis
    expect(linked(with2, 'ev', 'observes').map(({ uid }) => uid)).toEqual(['open', 'ls'])
  })
})
