import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { check } from '@/lib/stpa/checks'
import { exportAnalysis, importSources } from '@/lib/stpa/formats/importSources'
import { linked } from '@/lib/stpa/graph'
import type { Analysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { renderDocument } from '@/lib/stpa/report'
import { ActionReader } from '../actions/reader'
import { confirmBinding, proposeBindings, takeProposal } from '../binding/propose'
import { recipeOf } from '../inject/recipe'
import { TraceInput } from '../input'
import { saturationOf } from '../saturation'
import type { ServedBy } from '../usage/usage'
import { candidatesOf } from './candidates'
import { Coverage } from './collect'
import { planOf } from './plan'
import { recordRun } from './record'
import { subsystemUses, takeObserved } from './subsystems'
import { coverageTable } from './table'
import type { RunCoverage } from './types'

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const text = readFileSync(at('examples/openaps/openaps.stpa.yaml'), 'utf8')
const source = { name: 'openaps.stpa.yaml', text, hash: '' }
const { analysis: example, report } = importSources(null, [source])

function newUids(start: string): () => string {
  let count = 0
  return () => `${start}${count++}`
}

const traces = at('../shared/data/traces')
const hasTraces = existsSync(traces)
if (!hasTraces) process.stdout.write('SKIPPED: the runs of the stand-in: ../shared/data/traces is not here\n')

/** As the tables of lib/trace/subsystems have it, of the two drivers. */
const servedBy: ServedBy = ({ resource: { name } }) => ({
  call: ['FILESYSTEMS (VFS and infrastructure)'],
  category: '',
  resource: name.startsWith('/sys/class/gpio')
    ? ['GPIO SUBSYSTEM']
    : name.startsWith('/dev/spidev')
      ? ['SPI SUBSYSTEM']
      : [],
})

function covered(analysis: Analysis, name: string): RunCoverage {
  const run = { id: name, title: name, workload: 'mdt reservoir', nature: 'normal' as const }
  // The stand-in has no radio: success of its transfers was put in by the tracer.
  const coverage = new Coverage(planOf(analysis), { ...run, natureReason: 'There is no radio' }, servedBy)
  const reader = new ActionReader(coverage)
  const input = new TraceInput(`${name}.strace`, reader)
  input.push(readFileSync(`${traces}/mdtsim-${name}.strace`))
  const { flags } = input.end()
  reader.end()
  return coverage.end(flags)
}

const named = (analysis: Analysis, key: string) => {
  const item = [...analysis.items.values()].find((each) => each.key === key)
  if (!item) throw new Error(`no ${key}`)
  return item
}

/** The best proposal of an item, taken and confirmed. */
function bind(analysis: Analysis, key: string, reason: string): Analysis {
  const proposal = proposeBindings(analysis, covered(analysis, 'normal').steps).find((each) => each.key === key)
  if (!proposal) throw new Error(`no proposal for ${key}`)
  const uid = `bnd-${key}`
  const taken = apply(
    analysis,
    takeProposal(proposal, () => uid),
  ).analysis
  return apply(taken, confirmBinding(taken.items.get(uid) ?? named(taken, key), reason)).analysis
}

describe('the OpenAPS example', () => {
  it('is read without a repair, written as it stands, and has no errors', () => {
    expect([...report.repaired, ...report.skipped, ...report.lost]).toEqual([])
    expect(exportAnalysis(example, 'native').text).toBe(text)
    const { counts, findings } = check(example)
    expect([counts.error, findings.map(({ rule }) => rule)]).toEqual([0, ['S4-01b']])
  })
})

describe.skipIf(!hasTraces)('the runs of the stand-in held against the OpenAPS example', () => {
  const three = ['CMD-Open', 'CMD-Setup', 'CMD-Exchange']
  const bound = hasTraces
    ? three.reduce((analysis, key) => bind(analysis, key, 'Only this command does it'), example)
    : example
  const runs = hasTraces ? ['normal', 'busy', 'nogpio', 'nodev'].map((name) => covered(bound, name)) : []
  const table = coverageTable(runs)
  const row = (key: string) =>
    table.rows.find((each) => each.key === key)?.cells.map(({ state, words }) => `${state}: ${words}`)

  it('propose the three control actions of the command, from names and interfaces', () => {
    const bindings = three.map((key) => bound.items.get(`bnd-${key}`)?.fields)
    expect(bindings.map((fields) => [fields?.verbs, fields?.resource])).toEqual([
      [['open', 'flock'], '/dev/spidev0.0'],
      [expect.arrayContaining(['write']), '/sys/class/gpio/gpio4/*'],
      [['SPI_IOC_MESSAGE(1)'], '/dev/spidev0.0'],
    ])
  })

  it('show opening with EAGAIN and nothing after it in the busy run', () => {
    expect(row('CMD-Open')).toEqual([
      'exercised: 2 calls, lines 209 to 213',
      'withError: 2 calls, lines 223 to 227, EAGAIN',
      expect.stringMatching(/^exercised/),
      expect.stringMatching(/^withError: .*ENOENT/),
    ])
    expect(row('CMD-Setup')?.slice(0, 2)).toEqual([expect.stringMatching(/^exercised/), 'notExercised: '])
    expect(row('CMD-Exchange')?.slice(0, 2)).toEqual([
      'exercised: 48 calls, lines 337 to 575, all put in by the tracer',
      'notExercised: ',
    ])
    expect(row('CMD-Exchange')?.slice(2)).toEqual(['notExercised: ', 'notExercised: '])
  })

  it('point to the unsafe control actions and the scenario that say so', () => {
    const found = candidatesOf(bound, runs).filter(
      ({ run, item }) => run === 'busy' && item === named(bound, 'CMD-Open').uid,
    )
    expect(found.map(({ text: words }) => words)).toEqual([
      `CMD-Open "Open the pump's device and take it" ended with EAGAIN in busy: a candidate for UCA-1, LS-1, LS-4, LS-13.`,
    ])
  })

  it('show the missing GPIO subsystem, which is then taken in', () => {
    const missing = (analysis: Analysis) => subsystemUses(analysis, runs).filter(({ state }) => state === 'missing')
    expect(missing(bound).map(({ subsystem }) => subsystem)).toEqual(['GPIO SUBSYSTEM'])
    const structure = named(bound, 'CS-2').uid
    const context = {
      analysis: bound,
      structure,
      parent: named(bound, 'LNX').uid,
      newUid: newUids('t'),
      kernelVersion: '6.1',
    }
    const taken = apply(bound, takeObserved(context, ['GPIO SUBSYSTEM'])).analysis
    expect(missing(taken)).toEqual([])
    expect(linked(taken, structure, 'shows').map((item) => item.fields.text)).toContain('GPIO SUBSYSTEM')
  })

  it('add what is new with each error run, and name what never failed', () => {
    expect(saturationOf(runs).map(({ added }) => added > 0)).toEqual([true, true, true, true])
    expect(saturationOf([...runs, covered(bound, 'wake')]).at(-1)?.added).toBeLessThan(3)
    expect(table.neverFailed[0]).toMatch(/gpio4|SPI_IOC_MESSAGE/)
  })

  it('are in the report, computed where they are handed in and from the links where they are not', async () => {
    const [normal] = runs
    const operations = normal
      ? recordRun({ analysis: bound, newUid: newUids('r') }, normal, { date: '2026-11-23' })
      : []
    const recorded = apply(bound, operations).analysis
    const options = { document: 'report', format: 'md', chapters: ['observed', 'evidence', 'verification'] } as const
    const plain = (await renderDocument(recorded, options)).text
    expect(plain).toContain('they were not read again for this report')
    expect(plain).toContain('48 calls, lines 337 to 575')
    expect(plain).not.toContain('Said to be normal')
    const full = (await renderDocument(recorded, { ...options, coverage: table })).text
    expect(full).toContain('Exercised with error (2 calls, lines 223 to 227, EAGAIN)')
    expect(full).toContain('Never seen to fail')
    expect(full).toMatch(/In 4 runs of normal operation .* of 12 control actions/)
    expect(`${plain}${full}`).not.toMatch(/\bcomplete (coverage|evidence)/i)
  })

  it('make a recipe for the scenario once it is bound to the refused lock', () => {
    const scenario = named(bound, 'LS-1')
    const fields = {
      text: 'The lock is refused',
      verbs: ['flock'],
      resource: '/dev/spidev0.0',
      outcome: 'error',
      errors: ['EAGAIN'],
    }
    const analysis = apply(bound, [
      { op: 'create', uid: 'b-ls', kind: 'binding', fields },
      { op: 'link', from: 'b-ls', name: 'binds', to: scenario.uid },
    ]).analysis
    const { scripts, expected } = recipeOf(analysis, scenario, { command: 'mdt reservoir' })
    expect(scripts[0]?.text).toContain('--inject=flock:error=EAGAIN:when="$when" -P /dev/spidev0.0')
    expect(expected).toContain(
      'TC-1: The command tries again, ends with a status other than 0 after 60 s at most, and prints no number.',
    )
    expect(covered(analysis, 'busy').items.find(({ key }) => key === 'LS-1')?.state).toBe('exercised')
  })
})
