import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildFlows } from '../flow/build'
import type { ProcessFlow } from '../flow/model'
import { StraceReader } from '../strace/reader'
import { compareFlows } from './compare'
import { checkFlowchartAgainstTable, opensOf } from './flowchart'
import type { Comparison } from './model'

const folder = '../shared/data/traces'
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('SKIPPED: flows of real traces: ../shared/data is absent\n')

const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8')

const flowsOf = (name: string): ProcessFlow[] =>
  buildFlows((sink) => {
    const reader = new StraceReader(sink)
    for (const line of textOf(`${name}.strace`).split('\n')) reader.line(line)
    reader.end()
  })

function flowOf(name: string): ProcessFlow {
  const [flow, other] = flowsOf(name)
  if (!flow || other) throw new Error(`${name} is not one process`)
  return flow
}

const compare = (...names: string[]): Comparison => compareFlows(names.map((name) => ({ name, flow: flowOf(name) })))
const decisions = ({ steps }: Comparison) =>
  steps
    .filter(({ isDecision }) => isDecision)
    .map(({ text, runs }) => [text, ...runs.map((run) => run?.outcome ?? null)])
const said = ({ differences }: Comparison) => differences.map(({ kind, text, values }) => [kind, text, ...values])

/** What a flow says, without where it stands in the trace. */
const shapeOf = ({ nodes }: ProcessFlow) =>
  nodes.map(({ id, phase, text, error, count }) => [id, phase, text, error, count])

describe.skipIf(!isThere)('the stand-in of the insulin pump', () => {
  it('gives one flow of eight phases, with the paths in the trace or without', () => {
    const flow = flowOf('mdtsim-normal')
    const phases = ['start', 'device', 'configure', 'output', 'exchange', 'output', 'close', 'exit']
    expect(flow.phases.map(({ phase }) => phase)).toEqual(phases)
    expect(flow.nodes.length).toBeLessThanOrEqual(25)
    const exchange = flow.nodes.filter(({ phase }) => phase === 'exchange')
    expect(exchange).toMatchObject([{ text: 'SPI_IOC_MESSAGE(1) /dev/spidev0.0', count: 48, calls: 48 }])
    expect(shapeOf(flowOf('mdtsim-normal-noy'))).toEqual(shapeOf(flow))
    const waking = flowOf('mdtsim-wake').nodes.find(({ phase }) => phase === 'exchange')
    expect(waking).toMatchObject({ count: 90, calls: 90 })
  })

  it('loses no call: those drawn and those of the background are all 426, and all 512', () => {
    const sum = ({ nodes, background }: ProcessFlow) =>
      [...nodes, ...background].reduce((calls, one) => calls + one.calls, 0)
    expect([sum(flowOf('mdtsim-normal')), sum(flowOf('mdtsim-normal-noy'))]).toEqual([426, 512])
  })

  it('parts from its busy run at one decision: the lock', () => {
    const compared = compare('mdtsim-normal', 'mdtsim-busy')
    expect(decisions(compared)).toEqual([['flock /dev/spidev0.0', 'ok', 'EAGAIN']])
    const [parting] = compared.partings
    expect(parting).toMatchObject({
      kind: 'outcome',
      text: 'flock /dev/spidev0.0',
      error: 'EAGAIN',
      values: ['ok', 'EAGAIN'],
    })
    const lines = [textOf('mdtsim-normal.strace'), textOf('mdtsim-busy.strace')].map((text, run) => {
      const line = parting?.lines[run]?.first ?? 0
      return text.split('\n')[line - 1]
    })
    expect(lines[0]).toContain('flock(3</dev/spidev0.0>, LOCK_EX|LOCK_NB) = 0')
    expect(lines[1]).toContain('= -1 EAGAIN')
    const busy = compared.steps.filter(({ runs }) => runs[0] === null).map(({ phase }) => phase)
    expect(busy).toEqual(['close', 'output', 'output', 'output'])
  })

  it('differs from its waking run in one loop and one output', () => {
    expect(said(compare('mdtsim-normal', 'mdtsim-wake'))).toEqual([
      ['path', 'write stderr "waking pump"', null, '1 step'],
      ['count', 'SPI_IOC_MESSAGE(1) /dev/spidev0.0', '48', '90'],
    ])
  })

  it('decides at the line of the GPIO that is missing, and at the device that is', () => {
    expect(decisions(compare('mdtsim-normal', 'mdtsim-nogpio'))).toEqual([
      ['stat /sys/class/gpio/gpio4/value', 'ok', 'ENOENT'],
    ])
    expect(decisions(compare('mdtsim-normal', 'mdtsim-nodev'))).toEqual([['open /dev/spidev0.0', 'ok', 'ENOENT']])
  })

  it('is one automaton of five runs', () => {
    const names = ['normal', 'wake', 'busy', 'nogpio', 'nodev'].map((name) => `mdtsim-${name}`)
    const compared = compare(...names)
    expect(decisions(compared).map(([text]) => text)).toEqual([
      'open /dev/spidev0.0',
      'flock /dev/spidev0.0',
      'stat /sys/class/gpio/gpio4/value',
    ])
    expect(compared.partings.map(({ error }) => error)).toEqual(['', 'EAGAIN', 'ENOENT', 'ENOENT'])
    expect(compare(...names)).toEqual(compared)
  })
})

describe.skipIf(!isThere)('other programs', () => {
  const forms = 'C Xraw Xverbose Y Y-stderr a1 hexdump k r r-ms r-tt-i-n stderr t tt-T-y ttt-T-yy unix-ns'.split(' ')

  it.each(forms)('give the same flows of five processes in the form %s as in the plain one', (form) => {
    const said = (name: string) =>
      flowsOf(name).map(({ name: command, exit, nodes }) => [
        ...[command, exit],
        // The server of this test has another port in each run.
        ...nodes.map(({ text, count, error }) => `${count} ${text.replace(/:\d{4,}$/, ':port')} ${error}`),
      ])
    expect(said(`f-${form}`)).toEqual(said('f-o'))
    expect(said(`f-${form}`)).toHaveLength(5)
  })

  it('cat parts from a missing file where it opens it', () => {
    const [parting] = compare('cat-ok', 'cat-missing').partings
    expect(parting).toMatchObject({ kind: 'path', text: 'exec /usr/bin/cat', error: 'ENOENT' })
    expect(parting?.values).toEqual(['open /etc/hostname', 'open /nonexistent'])
  })

  it('curl parts where it asks its socket what happened, though no call failed', () => {
    const compared = compare('curl-ok', 'curl-refused')
    expect(decisions(compared)).toEqual([['getsockopt SO_ERROR TCP:127.0.0.1:18766', 'ok', 'ECONNREFUSED']])
    expect(compared.partings).toMatchObject([{ kind: 'outcome', error: 'ECONNREFUSED' }])
    const [, refused] = compared.steps.find(({ isDecision }) => isDecision)?.runs ?? []
    expect(refused).toMatchObject({ calls: 3, text: 'getsockopt SO_ERROR TCP:127.0.0.1:18799' })
  })
})

type Row = { readonly name: string; readonly calls: number }

/** Rows of the tables of `strace -c`, also with the dashes and blanks of a web page. */
function tablesOf(text: string): Row[][] {
  const tables: Row[][] = [[]]
  for (const line of text.replace(/\u00a0/g, ' ').split('\n')) {
    const [, calls, name] = /^\s*\d+\.\d+\s+\d+\.\d+\s+\d*\s+(\d+)\s+(?:\d+\s+)?([a-z_]\w*)\s*$/.exec(line) ?? []
    if (name === 'total') tables.push([])
    else if (name !== undefined) tables.at(-1)?.push({ name, calls: Number(calls) })
  }
  return tables
}

/** Files that the hand-made flow charts of the article open, in their order. */
const chartsOf = (text: string): string[][] =>
  text
    .split('Process startup')
    .slice(1)
    .map((chart) => {
      const boxes = chart.slice(0, chart.indexOf('Exit program'))
      return [...boxes.matchAll(/Open [^“\n]*“([^”]+)”/g)].map(([, path = '']) => path)
    })

describe.skipIf(!isThere)('a flow chart against the table of its own run', () => {
  it('does not fit in the article that drew it by hand: its busy path cannot have opened the GPIO', () => {
    const article = textOf('openaps-article.txt')
    const [reservoir = [], tempbasal = [], busy = []] = tablesOf(article)
    const [normalOpens = [], , busyOpens = []] = chartsOf(article)
    expect([reservoir, tempbasal, busy].map((table) => table.find(({ name }) => name === 'openat')?.calls)).toEqual([
      11, 11, 7,
    ])
    expect(busyOpens.slice(1)).toEqual(['/sys/class/gpio/gpio4/active_low', '/sys/class/gpio/gpio4/direction'])
    const normal = { opens: normalOpens, table: reservoir }
    const check = checkFlowchartAgainstTable({ opens: busyOpens, table: busy }, normal)
    expect(check).toMatchObject({ unshown: 6, possible: 1, claimed: 3 })
    expect(check.contradictions).toHaveLength(1)
    expect(check.absent).toEqual(['epoll_create1', 'epoll_ctl', 'fstatat64', 'ioctl'])
    expect(checkFlowchartAgainstTable({ opens: normalOpens, table: tempbasal }, normal).contradictions).toEqual([])
    const derived = { opens: opensOf(flowOf('mdtsim-busy')), table: busy }
    expect(checkFlowchartAgainstTable(derived, normal).contradictions).toEqual([])
  })

  it('fits where it was derived', () => {
    const tableOf = (name: string): Row[] => tablesOf(textOf(`${name}.summary`))[0] ?? []
    const normal = { opens: opensOf(flowOf('mdtsim-normal')), table: tableOf('mdtsim-normal') }
    const busy = { opens: opensOf(flowOf('mdtsim-busy')), table: tableOf('mdtsim-busy') }
    expect(normal.opens.map((path) => path.split('/').at(-1))).toEqual([
      'spidev0.0',
      'active_low',
      'direction',
      'value',
      'value',
    ])
    expect(checkFlowchartAgainstTable(busy, normal)).toMatchObject({
      unshown: 2,
      possible: 1,
      claimed: 1,
      contradictions: [],
    })
  })
})
