import { describe, expect, it } from 'vitest'
import { ActionReader } from '../actions/reader'
import { StraceReader } from '../strace/reader'
import { buildFlows } from './build'
import { FlowBuilder } from './builder'
import type { FlowNode } from './model'
import { saysOf, shownByDefault } from './says'

const flowsOf = (lines: readonly string[]) =>
  buildFlows((sink) => {
    const reader = new StraceReader(sink)
    for (const line of lines) reader.line(line)
    reader.end()
  })

function flowOf(lines: readonly string[]) {
  const [flow] = flowsOf(lines)
  if (!flow) throw new Error('no flow')
  return flow
}

const counted = (node: FlowNode): string => {
  const count = node.count === node.most ? `${node.count}` : `${node.count}–${node.most}`
  return `${count === '1' ? '' : `${count} × `}${node.text}${node.error === '' ? '' : ` → ${node.error}`}`
}
const texts = (lines: readonly string[]): string[] => flowOf(lines).nodes.map(counted)
const open = (path: string, fd: number): string => `openat(AT_FDCWD, "${path}", O_RDWR) = ${fd}`
const times = (count: number, ...lines: string[]): string[] => Array.from({ length: count }, () => lines).flat()

describe('a flow', () => {
  it('has phases, lines, times and what was left in the background', () => {
    const flow = flowOf([
      'execve("./a", ["./a", "-v"], 0x7f) = 0 <0.001>',
      'brk(NULL) = 0x55 <0.1>',
      'openat(AT_FDCWD, "/dev/spidev0.0", O_RDWR) = 3 <0.002>',
      'ioctl(3, SPI_IOC_MESSAGE(32), 0x7f) = 1 <0.003>',
      'ioctl(3, SPI_IOC_MESSAGE(32), 0x7f) = 1 <0.001>',
      'brk(0x55) = -1 EINVAL (Invalid argument) <0.1>',
      'exit_group(0) = ?',
      '+++ exited with 0 +++',
    ])
    expect(flow).toMatchObject({ id: 1, name: 'a', command: './a -v', exit: '0', firstLine: 1, lastLine: 8 })
    expect(flow.phases.map(({ phase, first, last }) => [phase, first, last])).toEqual([
      ['start', 0, 0],
      ['device', 1, 1],
      ['exchange', 2, 2],
      ['exit', 3, 3],
    ])
    expect(flow.nodes[2]).toMatchObject({
      ...{ kind: 'step', verb: 'SPI_IOC_MESSAGE(1)', count: 2, calls: 2, error: '' },
      lines: { first: 4, last: 5, end: 5 },
      seconds: { least: 0.001, most: 0.003, sum: 0.004 },
    })
    expect(flow.nodes[3]).toMatchObject({ text: 'exit(0)', seconds: undefined })
    expect(flow.background).toEqual([{ name: 'brk', calls: 2, errors: 1, lines: { first: 2, last: 6, end: 6 } }])
  })

  it('ends with the signal that killed the process', () => {
    const [parent, child] = flowsOf([
      '1 fork() = 2',
      '2 +++ killed by SIGSEGV (core dumped) +++',
      '1 kill(9, SIGHUP) = 0',
    ])
    expect(parent?.nodes.map(({ text }) => text)).toEqual(['fork child', 'kill SIGHUP process'])
    expect(child).toMatchObject({ exit: 'SIGSEGV', parentPid: 1 })
    expect(child?.nodes).toMatchObject([{ text: 'SIGSEGV', error: 'SIGSEGV', calls: 0 }])
  })

  it('gives its nodes the same ids again, whatever stands around them', () => {
    const lines = ['read(3</dev/a>, "x", 1) = 1', 'write(3</dev/a>, "x", 1) = 1', 'read(3</dev/a>, "x", 1) = 1']
    const ids = flowOf(lines).nodes.map(({ id }) => id)
    expect(new Set(ids).size).toBe(3)
    expect(ids[0]?.replace('.1', '.2')).toBe(ids[2])
    expect(
      flowOf(['stat("/srv", {}) = 0', ...lines])
        .nodes.map(({ id }) => id)
        .slice(1),
    ).toEqual(ids)
  })
})

describe('an episode', () => {
  const path = '/sys/class/gpio/gpio4/value'

  it('is what is opened, used and closed in one go', () => {
    expect(texts([open(path, 3), ...times(2, 'write(3, "1", 1) = 1'), 'close(3) = 0'])).toEqual([`${path} {write}`])
    const [node] = flowOf([open(path, 3), ...times(2, 'write(3, "1", 1) = 1'), 'close(3) = 0']).nodes
    expect(node).toMatchObject({ kind: 'episode', phase: 'configure', calls: 4, lines: { first: 1, last: 4 } })
    expect(node?.children.map(counted)).toEqual([`open ${path}`, `2 × write ${path}`, `close ${path}`])
  })

  it('is none where something failed in it, where something stands between, and for devices', () => {
    const failed = 'flock(3, LOCK_EX|LOCK_NB) = -1 EAGAIN (Resource temporarily unavailable)'
    expect(texts([open(path, 3), failed, 'close(3) = 0'])).toHaveLength(3)
    expect(texts([open(path, 3), 'stat("/srv", {}) = 0', 'close(3) = 0'])).toHaveLength(3)
    expect(texts([open('/dev/i2c-1', 3), 'read(3, "1", 1) = 1', 'close(3) = 0'])).toHaveLength(3)
  })

  it('of a poll that fails and the question what it was is one step', () => {
    const nodes = flowOf([
      'socket(AF_INET, SOCK_STREAM, 0) = 5',
      'poll([{fd=5, events=POLLOUT}], 1, 0) = 1 ([{fd=5, revents=POLLERR}])',
      'getsockopt(5, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0',
    ]).nodes
    expect(nodes.map(counted)).toEqual(['getsockopt SO_ERROR TCP → ECONNREFUSED'])
    expect(nodes[0]?.children).toHaveLength(2)
  })
})

describe('a loop', () => {
  it('is folded with its count, the shortest round first, again and again', () => {
    const inner = ['read(3</dev/a>, "x", 1) = 1', 'write(3</dev/a>, "x", 1) = 1']
    expect(texts(times(48, inner[0] ?? ''))).toEqual(['48 × read /dev/a'])
    expect(texts(times(3, ...times(5, ...inner), 'fsync(3</dev/a>) = 0'))).toEqual([
      '3 × [[read /dev/a · write /dev/a] · fsync /dev/a]',
    ])
    const [loop] = flowOf(times(3, ...times(5, ...inner), 'fsync(3</dev/a>) = 0')).nodes
    expect(loop).toMatchObject({ kind: 'loop', phase: 'exchange', count: 3, calls: 33, lines: { first: 1, last: 33 } })
    expect(loop?.children.map(counted)).toEqual(['5 × [read /dev/a · write /dev/a]', 'fsync /dev/a'])
  })

  it('has the least and the most of its rounds inside', () => {
    const round = (reads: number) => [...times(reads, 'read(3</dev/a>, "x", 1) = 1'), 'fsync(3</dev/a>) = 0']
    const [loop] = flowOf([...round(3), ...round(1), ...round(5)]).nodes
    expect(loop?.count).toBe(3)
    expect(loop?.children.map(counted)).toEqual(['1–5 × read /dev/a', 'fsync /dev/a'])
  })

  it('does not hide what failed', () => {
    const read = 'read(3</dev/a>, "x", 1) = 1'
    expect(texts([...times(3, read), 'read(3</dev/a>, 0x7f, 1) = -1 EIO (Input/output error)', read])).toEqual([
      '3 × read /dev/a',
      'read /dev/a → EIO',
      'read /dev/a',
    ])
  })

  it('of up to twelve steps is found, of thirteen not', () => {
    const steps = (count: number) => Array.from({ length: count }, (_, at) => `fsync(3</dev/d${at}>) = 0`)
    expect(texts(times(4, ...steps(12)))).toHaveLength(1)
    expect(texts(times(4, ...steps(13)))).toHaveLength(52)
  })

  it('is one in a trace so long that it is folded piece by piece', () => {
    const nodes = flowOf(
      times(20_000, 'read(3</dev/a>, "x", 1) = 1', 'write(3</dev/a>, "x", 1) = 1', 'fsync(3</dev/a>) = 0'),
    )
    expect(nodes.nodes.map(counted)).toEqual(['20000 × [read /dev/a · write /dev/a · fsync /dev/a]'])
    expect(nodes.nodes[0]).toMatchObject({ calls: 60_000, lines: { first: 1, last: 60_000, end: 60_000 } })
  })
})

describe('a flow that is too long', () => {
  it('is cut, and says what is missing', () => {
    const lines = Array.from({ length: 30_000 }, (_, at) => `stat("/srv/${(at * 7_919) % 30_011}", {}) = 0`)
    const flow = flowOf([...lines, 'exit_group(0) = ?'])
    expect(flow.nodes).toHaveLength(4_001)
    expect(flow.nodes.at(-1)?.text).toBe('exit(0)')
    expect(flow.cut).toEqual({ calls: 26_000, lines: { first: 4_001, last: 30_000, end: 30_000 } })
  })

  it('does not tell outputs apart that are all different', () => {
    const word = (at: number) => String.fromCharCode(97 + (at % 26), 97 + Math.floor(at / 26))
    const lines = (count: number) => Array.from({ length: count }, (_, at) => `write(1, "${word(at)}\\n", 3) = 3`)
    expect(texts(lines(20))).toHaveLength(20)
    expect(flowOf(lines(20)).isOutputMerged).toBe(false)
    expect(texts(lines(200))).toEqual(['200 × write stdout'])
    expect(flowOf(lines(200)).isOutputMerged).toBe(true)
  })
})

describe('a trace of very many processes', () => {
  it('has as many flows as can be kept, and the number of the others', () => {
    const builder = new FlowBuilder()
    const actions = new ActionReader(builder)
    const reader = new StraceReader(actions)
    for (let pid = 1; pid <= 40_000; pid++) reader.line(`${pid} kill(1, SIGHUP) = 0`)
    reader.end()
    actions.end()
    expect([builder.end().length, builder.omitted]).toEqual([20_000, 20_000])
  })
})

describe('what an output says', () => {
  it.each([
    ['2026/11/23 08:37:23 model 722 pump\n', 'model # pump'],
    ['2026-11-23T08:37:23.123Z [42] ready', 'ready'],
    ['108.5\n', '#.#'],
    ['null\n', 'null'],
    ['2026/11/23 08:37:23 /dev/spidev0.0: no', '/dev/spidev#.#: no'],
    ['Timeout after 5 s', 'Timeout after # s'],
    ['\n', ''],
    ['0x7fff at 12', 'at #'],
  ])('%j is %j', (payload, says) => {
    expect(saysOf(payload)).toBe(says)
  })

  it('is compared by what every trace shows', () => {
    const long = '2026/11/23 08:37:23 connected to CC111x radio'
    expect(saysOf(long, shownByDefault)).toBe(saysOf(long.slice(0, 32)))
    expect(saysOf(long, shownByDefault)).toBe('connected to')
  })
})
