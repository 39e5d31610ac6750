import { describe, expect, it } from 'vitest'
import { buildFlows } from '../flow/build'
import type { ProcessFlow } from '../flow/model'
import { StraceReader } from '../strace/reader'
import { compareFlows } from './compare'
import type { Comparison } from './model'
import { pairProcesses } from './pair'
import { comparisonPicture } from './picture'

const flowsOf = (lines: readonly string[]): ProcessFlow[] =>
  buildFlows((sink) => {
    const reader = new StraceReader(sink)
    for (const line of lines) reader.line(line)
    reader.end()
  })

/** `open a`, `read a`, `read a EIO`, `say hello`, `exit 1` as lines of a trace. */
function line(step: string): string {
  const [verb = '', what = '', error] = step.split(' ')
  if (verb === 'exit') return `exit_group(${what}) = ?`
  if (verb === 'say') return `write(1, "${what}\\n", 9) = 9`
  const result = error === undefined ? '0' : `-1 ${error} (x)`
  if (verb === 'stat') return `stat("/srv/${what}", {}) = ${result}`
  if (verb === 'open') return `openat(AT_FDCWD, "/srv/${what}", O_RDWR) = ${error === undefined ? '3' : result}`
  return `${verb}(${verb === 'close' ? 3 : `9</dev/${what}>, "x"`}) = ${result}`
}

const run = (name: string, ...steps: string[]) => {
  const [flow] = flowsOf(steps.flatMap((step) => repeated(step)).map(line))
  if (!flow) throw new Error('no flow')
  return { name, flow }
}

/** `48*read a` is 48 of them. */
function repeated(step: string): string[] {
  const [, count, rest] = /^(\d+)\*(.*)$/.exec(step) ?? []
  return count === undefined ? [step] : Array.from({ length: Number(count) }, () => rest ?? '')
}

const compare = (...runs: ReturnType<typeof run>[]): Comparison => compareFlows(runs)
const decisions = ({ steps }: Comparison) =>
  steps
    .filter(({ isDecision }) => isDecision)
    .map(({ text, runs }) => [text, ...runs.map((one) => one?.outcome ?? null)])
const said = ({ differences }: Comparison) => differences.map(({ kind, text, values }) => [kind, text, ...values])
const way = ({ steps, edges }: Comparison, index: number): string[] => {
  const byId = new Map(steps.map((step) => [step.id, step.text]))
  return edges.filter(({ runs }) => runs.includes(index)).map(({ from, to }) => `${byId.get(from)} > ${byId.get(to)}`)
}

describe('two runs that are the same', () => {
  it('have no difference', () => {
    const compared = compare(run('a', 'read x', 'say hello', 'exit 0'), run('b', 'read x', 'say hello', 'exit 0'))
    expect(compared.steps).toHaveLength(3)
    expect([compared.differences, compared.partings, compared.isApproximate]).toEqual([[], [], false])
  })
})

describe('two runs that part', () => {
  it('do so at a decision, each goes its way, and both end at one exit', () => {
    const ok = run('ok', 'read x', 'flock d', 'read y', 'say fine', 'exit 0')
    const busy = run('busy', 'read x', 'flock d EAGAIN', 'say busy', 'exit 1')
    const compared = compare(ok, busy)
    expect(decisions(compared)).toEqual([['flock /dev/d', 'ok', 'EAGAIN']])
    expect(said(compared)).toEqual([
      ['outcome', 'flock /dev/d', 'ok', 'EAGAIN'],
      ['path', 'read /dev/y … write stdout "fine"', '2 steps', null],
      ['path', 'write stdout "busy"', null, '1 step'],
      ['exit', 'exit', 'exit(0)', 'exit(1)'],
    ])
    expect(compared.partings).toEqual([
      {
        ...{ run: 1, kind: 'outcome', step: 's2', text: 'flock /dev/d', values: ['ok', 'EAGAIN'], error: 'EAGAIN' },
        lines: [
          { first: 2, last: 2, end: 2 },
          { first: 2, last: 2, end: 2 },
        ],
      },
    ])
    expect(compared.edges.filter(({ from }) => from === 's2').map(({ outcome, runs }) => [outcome, runs])).toEqual([
      ['ok', [0]],
      ['EAGAIN', [1]],
    ])
  })

  it('come together at a step on a resource behind which most is the same, not at an output', () => {
    const ok = run('ok', 'stat a', 'say one', 'read x', 'fsync x', 'exit 0')
    const missing = run('missing', 'stat a ENOENT', 'say one', 'read x', 'fsync x', 'exit 0')
    expect(way(compare(ok, missing), 1)).toEqual([
      'stat /srv/a > write stdout "one"',
      'write stdout "one" > read /dev/x',
      'read /dev/x > fsync /dev/x',
      'fsync /dev/x > exit',
    ])
    expect(compare(ok, missing).steps.filter(({ text }) => text === 'write stdout "one"')).toHaveLength(2)
    const other = run('other', 'stat a ENOENT', 'read x', 'read p', 'read q', 'read r', 'exit 0')
    expect(compare(ok, other).steps.filter(({ text }) => text === 'read /dev/x')).toHaveLength(2)
  })

  it('without an error say which steps are different, and the error met first behind them', () => {
    const [parting] = compare(
      run('a', 'read x', 'read y', 'exit 0'),
      run('b', 'read x', 'stat z EACCES', 'exit 1'),
    ).partings
    expect(parting).toMatchObject({
      kind: 'path',
      text: 'read /dev/x',
      values: ['read /dev/y', 'stat /srv/z'],
      error: 'EACCES',
    })
  })

  it('from the start, or only at their exits, do so there', () => {
    const apart = compare(run('a', 'read x', 'exit 0'), run('b', 'read y', 'exit 0'))
    expect(apart.edges.filter(({ from }) => from === '').map(({ runs }) => runs)).toEqual([[0], [1]])
    expect(apart.partings).toMatchObject([{ kind: 'path', step: '', values: ['read /dev/x', 'read /dev/y'] }])
    expect(comparisonPicture(apart).boxes[0]).toMatchObject({ id: 'start', shape: 'start' })
    const end = compare(run('a', 'read x', 'exit 0'), run('b', 'read x', 'exit 3'))
    expect(end.partings).toMatchObject([{ kind: 'exit', values: ['exit(0)', 'exit(3)'], error: 'exit 3' }])
    expect(decisions(end)).toEqual([])
  })
})

describe('loops of two runs', () => {
  it('with another count are one step', () => {
    const compared = compare(run('a', '48*read x', 'exit 0'), run('b', '90*read x', 'exit 0'))
    expect(said(compared)).toEqual([['count', 'read /dev/x', '48', '90']])
    expect(comparisonPicture(compared).boxes[0]?.lines).toEqual(['48 / 90 × read /dev/x'])
  })

  it('of several steps go back to their first step', () => {
    const round = ['read x', 'fsync x']
    const compared = compare(run('a', ...round, ...round, ...round, 'exit 0'), run('b', ...round, 'exit 0'))
    expect(compared.loops).toEqual([{ from: 's2', to: 's1', counts: ['3', '1'] }])
    expect(said(compared)).toEqual([['count', 'read /dev/x … fsync /dev/x', '3', '1']])
    expect(comparisonPicture(compared).arrows.at(-1)).toMatchObject({ isBack: true, label: '3 / 1 ×' })
  })

  it('that one run leaves with an error are a decision', () => {
    const compared = compare(run('a', '48*read x', 'say ok', 'exit 0'), run('b', '20*read x', 'read x EIO', 'exit 1'))
    expect(decisions(compared)).toEqual([['read /dev/x', 'ok', 'EIO']])
    expect(said(compared)[1]).toEqual(['count', 'read /dev/x', '48', '21'])
  })

  it('that try again until it goes well say so', () => {
    const compared = compare(
      run('a', 'flock d', 'read x', 'exit 0'),
      run('b', '2*flock d EAGAIN', 'flock d', 'read x', 'exit 0'),
    )
    expect(decisions(compared)).toEqual([['flock /dev/d', 'ok', 'EAGAIN, ok']])
    expect(compared.steps).toHaveLength(3)
  })
})

describe('an episode', () => {
  it('is taken apart where another run failed in it', () => {
    const ok = run('ok', 'open f', 'close f', 'exit 0')
    expect(ok.flow.nodes[0]?.kind).toBe('episode')
    expect(decisions(compare(ok, run('bad', 'open f EACCES', 'exit 1')))).toEqual([['open /srv/f', 'ok', 'EACCES']])
  })
})

describe('several runs', () => {
  const runs = [
    run('normal', 'open d', 'flock d', 'read x', 'say fine', 'exit 0'),
    run('busy', 'open d', 'flock d EAGAIN', 'say busy', 'exit 1'),
    run('busy again', 'open d', 'flock d EAGAIN', 'say busy', 'exit 1'),
    run('broken', 'open d', 'flock d', 'read x EIO', 'say busy', 'exit 1'),
    run('gone', 'open d ENOENT', 'exit 2'),
  ]

  it('are one automaton, in which each arrow knows whose it is', () => {
    const compared = compare(...runs)
    expect(decisions(compared)).toEqual([
      ['open /srv/d', 'ok', 'ok', 'ok', 'ok', 'ENOENT'],
      ['flock /dev/d', 'ok', 'EAGAIN', 'EAGAIN', 'ok', null],
      ['read /dev/x', 'ok', null, null, 'EIO', null],
    ])
    expect(
      compared.edges.filter(({ outcome }) => outcome !== 'ok').map(({ outcome, runs: who }) => [outcome, who]),
    ).toEqual([
      ['ENOENT', [4]],
      ['EAGAIN', [1, 2]],
      ['EIO', [3]],
    ])
    expect(compared.partings.map(({ run: which, error }) => [which, error])).toEqual([
      [1, 'EAGAIN'],
      [2, 'EAGAIN'],
      [3, 'EIO'],
      [4, 'ENOENT'],
    ])
    const exit = comparisonPicture(compared).boxes.find(({ shape }) => shape === 'end')
    expect(exit?.lines).toEqual(['exit(0): normal', 'exit(1): busy, busy again, broken', 'exit(2): gone'])
  })

  it('never go round in a circle, whatever order their steps have', () => {
    const orders = ['abcd', 'dcba', 'badc', 'cadb', 'bdca', 'abdc', 'aabb', 'dabc']
    const mixed = orders.map((order) => run(order, ...[...order].map((name) => `read ${name}`), 'exit 0'))
    const { edges, steps } = compare(...mixed)
    const order = new Map(steps.map(({ id }, index) => [id, index]))
    expect(order.size).toBe(steps.length)
    for (const { from, to } of edges) if (from !== '') expect(order.get(from)).toBeLessThan(order.get(to) ?? -1)
    for (const [index, name] of orders.entries()) {
      const runSteps = steps.filter(({ runs: all, isExit }) => all[index] && !isExit)
      const texts = runSteps.flatMap(({ text, runs: all }) =>
        Array.from({ length: Number(all[index]?.count) }, () => text.at(-1)),
      )
      expect(texts.join('')).toBe(name)
    }
  })
})

describe('long runs', () => {
  it('are compared in a moment, and say where that was only nearly done', () => {
    const steps = (seed: number) => Array.from({ length: 3_900 }, (_, at) => `stat f${(at * seed) % 3_901}`)
    const compared = compare(run('a', ...steps(1), 'exit 0'), run('b', ...steps(1_234), 'exit 0'))
    expect(compared.isApproximate).toBe(false)
    expect(compared.cut).toEqual([])
  })
})

describe('processes of several runs', () => {
  it('are paired by their names, the first with the first', () => {
    const first = flowsOf([
      '1 fork() = 2',
      '1 fork() = 3',
      '2 execve("/bin/a", ["a"], 0) = 0',
      '3 execve("/bin/b", ["b"], 0) = 0',
    ])
    const second = flowsOf(['1 fork() = 2', '2 execve("/bin/b", ["b"], 0) = 0'])
    const pairs = pairProcesses([first, second])
    expect(pairs.map(({ name, flows }) => [name, ...flows.map((flow) => flow?.pid ?? null)])).toEqual([
      ['', 1, 1],
      ['a', 2, null],
      ['b', 3, 2],
    ])
  })
})
