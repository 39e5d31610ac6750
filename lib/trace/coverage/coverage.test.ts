import { describe, expect, it } from 'vitest'
import { check } from '@/lib/stpa/checks'
import { linked } from '@/lib/stpa/graph'
import { apply } from '@/lib/stpa/operations/apply'
import type { Action } from '../action'
import { saturationOf } from '../saturation'
import { actionOf, busyRun, normalRun } from '../testing/actions'
import { bound, pumpAnalysis } from '../testing/pump'
import type { ServedBy } from '../usage/usage'
import { candidatesOf } from './candidates'
import { Coverage } from './collect'
import { openBranches } from './errorBranches'
import { planOf } from './plan'
import { recordRun } from './record'
import { leaveOutObserved, subsystemUses, takeObserved } from './subsystems'
import { coverageTable } from './table'
import type { RunCoverage, RunFlag, RunOf } from './types'

const injected: RunFlag = { code: 'injected', count: 1, line: 11 }

/** Sections of the driver alone, as the tables of lib/trace/subsystems say. */
const servedBy: ServedBy = ({ resource }) => ({
  call: [],
  category: '',
  resource: resource.name.includes('gpio')
    ? ['GPIO SUBSYSTEM']
    : resource.name.includes('spidev')
      ? ['SPI SUBSYSTEM', 'THE REST']
      : [],
})

function covered(
  actions: readonly Action[],
  run: Partial<RunOf> = {},
  flags: readonly RunFlag[] = [],
  analysis = pumpAnalysis(),
): RunCoverage {
  const coverage = new Coverage(
    planOf(analysis),
    { id: 'r', title: 'run', workload: 'mdt reservoir', ...run },
    servedBy,
  )
  for (const action of actions) coverage.action(action)
  return coverage.end(flags)
}

const states = ({ items }: RunCoverage) =>
  Object.fromEntries(items.filter(({ state }) => state !== 'unbound').map(({ uid, state }) => [uid, state]))
const wordsIn = (run: RunCoverage, uid: string) =>
  coverageTable([run]).rows.find((row) => row.uid === uid)?.cells[0]?.words

const normal = covered(normalRun(), { id: 'normal', title: 'normal' })
const busy = covered(busyRun(), { id: 'busy', title: 'busy' })

describe('the coverage of a run', () => {
  it('tells what was exercised, with an error, in part, not at all, and what is bound to nothing', () => {
    expect(states(normal)).toEqual({ open: 'exercised', set: 'exercised', talk: 'exercised', ls: 'notExercised' })
    expect(states(busy)).toEqual({ open: 'withError', set: 'notExercised', talk: 'notExercised', ls: 'exercised' })
    const noDevice = covered([actionOf(10, 'open', '/dev/spidev0.0', { errno: 'ENOENT' })])
    expect(states(noDevice)).toMatchObject({ open: 'partial', set: 'notExercised' })
    expect(busy.items.find(({ uid }) => uid === 'level')?.state).toBe('unbound')
  })

  it('says so in words, with lines, errors and what is missing', () => {
    expect(wordsIn(normal, 'talk')).toBe('48 calls, lines 20 to 67')
    expect(wordsIn(busy, 'open')).toBe('2 calls, lines 10 to 11, EAGAIN')
    const noDevice = covered([actionOf(10, 'open', '/dev/spidev0.0', { errno: 'ENOENT' })])
    expect(wordsIn(noDevice, 'open')).toBe('1 call, line 10, ENOENT, without BND-2')
    const tampered = covered(normalRun(2).map((action) => ({ ...action, call: { ...action.call, isInjected: true } })))
    expect(wordsIn(tampered, 'talk')).toBe('2 calls, lines 20 to 21, all put in by the tracer')
  })

  it('keeps a bounded list of lines and steps, and says what is not in it', () => {
    const many = Array.from({ length: 25_000 }, (_, line) => actionOf(line + 1, 'write', `/sys/class/gpio/${line}`))
    const run = covered(many)
    const [binding] = run.items.find(({ uid }) => uid === 'set')?.bindings ?? []
    expect([binding?.count, binding?.lines.length, run.steps.length, run.cut]).toEqual([25_000, 100, 20_000, 5_000])
    expect(coverageTable([run]).statements.join(' ')).toContain('5,000 calls could not be listed step by step')
  })

  it('says how long each of a few runs took, and of many the shortest, the longest and all together', () => {
    const of = (count: number) => coverageTable(Array.from({ length: count }, () => normal)).statements[0]
    expect(of(2)).toMatch(/^In 2 runs of normal operation \(([\d.]+ s); \1\)/)
    expect(of(50)).toMatch(/^In 50 runs of normal operation \([\d.]+ s to [\d.]+ s each, [\d.]+ s in all\) 3 of 3/)
  })

  it('counts for a command alone where a binding says so, and leaves unusable bindings out with the reason', () => {
    const [workload, broken] = ['mdt bolus*', 're:('].map((pattern, index) => ({
      ...{ op: 'update' as const, uid: index === 0 ? 'b-talk' : 'b-set' },
      set: index === 0 ? { workload: pattern } : { resource: pattern },
      was: index === 0 ? {} : { resource: '/sys/class/gpio/**' },
    }))
    const empty = bound('b-all', 'level', {})
    const analysis = apply(
      pumpAnalysis(empty),
      [workload, broken].filter((each) => each !== undefined),
    ).analysis
    const run = covered(normalRun(), {}, [], analysis)
    expect(states(run)).toEqual({ open: 'exercised', ls: 'notExercised' })
    expect(wordsIn(run, 'talk')).toBe('bound for other commands only')
    expect(planOf(analysis).problems.map(({ key, message }) => [key, message.slice(0, 60)])).toEqual([
      ['BND-3', 'BND-3 is not used: "(" is no regular expression (RE2): error'.slice(0, 60)],
      ['BND-6', 'BND-6 is not used: it asks for no call, resource, argument o'],
    ])
    expect(states(covered(normalRun(), { workload: 'mdt bolus 1.0' }, [], analysis)).talk).toBe('exercised')
  })

  it('measures the time between steps, and tells order, lateness, number and what must not occur', () => {
    const late = {
      op: 'update' as const,
      uid: 'b-talk',
      set: { within: { value: 5, unit: 'ms' }, atMost: 10 },
      was: {},
    }
    const forbidden = bound('b-never', 'talk', {
      verbs: ['ioctl'],
      resource: '/dev/spidev*',
      arguments: ['WR_MAX'],
      forbidden: true,
    })
    const analysis = apply(pumpAnalysis(forbidden), [late]).analysis
    const writes = actionOf(9, 'SPI_IOC_WR_MAX_SPEED_HZ', '/dev/spidev0.0', {
      call: 'ioctl',
      args: '3, SPI_IOC_WR_MAX_SPEED_HZ',
      at: 0.009,
    })
    const run = covered(
      [actionOf(1, 'SPI_IOC_MESSAGE(1)', '/dev/spidev0.0', { call: 'ioctl', at: 0.001 }), writes, ...normalRun()],
      {},
      [],
      analysis,
    )
    const talk = run.items.find(({ uid }) => uid === 'talk')?.bindings.find(({ uid }) => uid === 'b-talk')
    expect(talk?.gaps?.count).toBe(48)
    expect([talk?.gaps?.least, talk?.gaps?.most].map((gap) => gap?.toFixed(3))).toEqual(['0.006', '0.053'])
    expect(talk?.violations.slice(0, 2).map(({ line, kind, after }) => [line, kind, after])).toEqual([
      [1, 'before', ['BND-3']],
      [20, 'late', ['BND-3']],
    ])
    const readings = candidatesOf(analysis, [run]).filter(({ item }) => item === 'talk')
    expect(readings.map(({ reading }) => reading).sort()).toEqual(['forbidden', 'late', 'order', 'tooMany'])
    expect(readings.find(({ reading }) => reading === 'order')?.ucas).toEqual(['order'])
  })

  it('takes no duration from times that do not grow (strace -r)', () => {
    const relative = normalRun().map((action, index) => ({
      ...action,
      call: { ...action.call, at: index % 3 === 0 ? 0.2 : 0.000_01 },
    }))
    const run = covered(relative)
    expect([run.seconds, run.items.flatMap(({ bindings }) => bindings).some(({ gaps }) => gaps)]).toEqual([
      undefined,
      false,
    ])
    expect(normal.seconds).toBeCloseTo(0.06)
  })
})

describe('what runs may show of unsafe control actions', () => {
  it('is a candidate for those of the fitting guide word and their scenarios', () => {
    const found = candidatesOf(pumpAnalysis(), [busy])
    expect(found.map(({ item, reading, ucas, scenarios }) => [item, reading, ucas, scenarios])).toEqual([
      ['open', 'failed', ['uca'], ['ls']],
      ['set', 'absent', [], []],
      ['talk', 'absent', [], []],
      ['ls', 'scenario', [], ['ls']],
    ])
    expect(found[0]?.text).toBe('CA-1 "Open the radio" ended with EAGAIN in busy: a candidate for UCA-1, LS-1.')
    expect(found[1]?.text).toContain('if this run should have had it, it was not provided')
    expect(found[3]?.lines).toEqual([11])
  })
})

describe('several runs', () => {
  it('are one table; fault injection has cells of its own and no part in the figures', () => {
    const made = covered(busyRun({ isInjected: true }), { id: 'made', title: 'made' }, [injected])
    expect(made.nature).toBe('faultInjection')
    const table = coverageTable([normal, made])
    expect(table.rows.find(({ uid }) => uid === 'open')).toMatchObject({ normal: 'exercised', isConfirmed: true })
    expect(coverageTable([made]).rows.map(({ normal }) => normal)).not.toContain('withError')
    const [share] = coverageTable([normal, busy, made]).statements
    expect(share).toBe('In 2 runs of normal operation (0.06 s; 0.004 s) 3 of 3 control actions were exercised (100 %).')
    expect(table.statements).toContain('1 run of fault injection (made) has no part in these figures.')
    expect(table.runs[1]?.limits[0]).toContain('this is evidence of fault injection')
    expect(JSON.stringify(table)).not.toMatch(/complete/i)
  })

  it('count as normal in spite of tampered calls only where a person says why', () => {
    const flags = [injected]
    expect(covered(normalRun(), { nature: 'normal' }, flags).nature).toBe('faultInjection')
    expect(covered(normalRun(), { nature: 'normal', natureReason: 'No radio here' }, flags).nature).toBe('normal')
    expect(covered(normalRun(), { nature: 'faultInjection' }).nature).toBe('faultInjection')
  })

  it('name what can fail and was never seen to', () => {
    expect(openBranches([normal]).open.map(({ step }) => step)).toContain('flock /dev/spidev0.0')
    const { open, of } = openBranches([normal, busy])
    expect(open.map(({ step }) => step)).not.toContain('flock /dev/spidev0.0')
    expect(open.some(({ step }) => step.startsWith('exit'))).toBe(false)
    expect(of - open.length).toBe(1)
  })

  it('add less and less that is new', () => {
    const points = saturationOf([normal, covered(normalRun(90)), busy])
    expect(points.map(({ added, total }) => [added, total])).toEqual([
      [9, 9],
      [0, 9],
      [1, 10],
    ])
    expect(points[2]?.examples).toEqual(['flock /dev/spidev0.0 EAGAIN'])
  })
})

describe('what runs used and the model lacks', () => {
  const context = (analysis = pumpAnalysis()) => ({
    analysis,
    structure: 'cs',
    newUid: newUids(),
    kernelVersion: '6.1.21',
  })

  it('is a subsystem with its calls, is in the structure by name, or is left out with a reason', () => {
    const [gpio, spi] = subsystemUses(pumpAnalysis(), [normal, busy])
    expect(gpio).toMatchObject({
      subsystem: 'GPIO SUBSYSTEM',
      state: 'missing',
      calls: 3,
      unbound: 0,
      runs: ['normal'],
    })
    expect(spi).toMatchObject({ state: 'inStructure', basis: 'name', errors: 1, runs: ['normal', 'busy'] })
    const out = leaveOutObserved(context(), 'GPIO SUBSYSTEM', 'The pins are wired fast')
    const [left] = subsystemUses(apply(pumpAnalysis(), out).analysis, [normal])
    expect(left?.state === 'outOfScope' && left.item?.fields.reason).toBe('The pins are wired fast')
  })

  it('is taken in as an element with its kernel binding, shown in the structure, and once', () => {
    const taken = apply(pumpAnalysis(), takeObserved(context(), ['GPIO SUBSYSTEM'])).analysis
    const [use] = subsystemUses(taken, [normal]).filter(({ subsystem }) => subsystem.startsWith('GPIO'))
    expect(use).toMatchObject({ state: 'inStructure', basis: 'binding' })
    expect(linked(taken, 'cs', 'shows').map((item) => item.fields.text)).toContain('GPIO SUBSYSTEM')
    expect(takeObserved(context(taken), ['GPIO SUBSYSTEM'])).toEqual([])
  })
})

describe('a run that is recorded', () => {
  it('is evidence with its limits, a run in it, and links whose reasons say what was seen', () => {
    const analysis = pumpAnalysis()
    const made = covered(busyRun({ isInjected: true }), { title: 'Radio held' }, [injected])
    const operations = recordRun({ analysis, newUid: newUids() }, made, {
      file: 'LS-1.strace',
      kernelVersion: '6.1.21',
    })
    const after = apply(analysis, operations).analysis
    const observed = [...after.links.values()].filter(({ name }) => name === 'observes' || name === 'observedIn')
    expect(observed.map(({ from, to, rationale }) => [from, to, rationale])).toEqual([
      ['u0', 'open', '2 calls, lines 10 to 11, EAGAIN, 1 put in by the tracer'],
      ['b-open', 'u1', '1 call, line 10'],
      ['b-lock', 'u1', '1 call, line 11, EAGAIN, all put in by the tracer'],
      ['u0', 'ls', '1 call, line 11, all put in by the tracer'],
      ['b-ls', 'u1', '1 call, line 11, all put in by the tracer'],
    ])
    expect(after.items.get('u0')?.fields).toMatchObject({ nature: 'faultInjection', type: 'trace' })
    expect(check(after).findings.filter(({ rule }) => rule === 'T-05')).toEqual([]) // declared as what it is
  })
})

function newUids(): () => string {
  let count = 0
  return () => `u${count++}`
}
