import { describe, expect, it } from 'vitest'
import { flagged, readTrace } from '../testing/readTrace'

const line = (cpu: number, event: string) => `           <...>-859     [00${cpu}] d.h1.    54.029328: ${event}`
const table = (text: string) =>
  readTrace(text).counts.map(({ table: of, name, calls, seconds }) => [of, name, calls, seconds])

describe('the latency tracers', () => {
  it('timerlat gives the largest latency of each context and processor', () => {
    const text = [
      '# tracer: timerlat',
      line(0, '#1     context    irq timer_latency       932 ns'),
      line(0, '#1     context thread timer_latency     11700 ns'),
      line(0, '#2     context    irq timer_latency      2833 ns'),
      line(1, '#1     context user-ret timer_latency     20700 ns'),
      line(1, 'irq_noise: local_timer:236 start 77.552 duration 1208 ns'),
    ].join('\n')
    expect(table(text)).toEqual([
      ['timerlat', 'CPU 0: largest irq latency', 2, 0.000002833],
      ['timerlat', 'CPU 0: largest thread latency', 1, 0.0000117],
      ['timerlat', 'CPU 1: largest user-ret latency', 1, 0.0000207],
    ])
    const { events, unknown, notes } = readTrace(text)
    expect([events.map(({ name }) => name), unknown]).toEqual([[...Array(4).fill('timerlat'), 'irq_noise'], []])
    expect(notes).toEqual([]) // <...> is no name
  })

  it('osnoise and hwlat give the largest noise; a damaged number leaves the largest unknown', () => {
    const text = [
      '# tracer: osnoise',
      line(0, '1000000        190  99.98100       9     18      0   1007     18      1'),
      line(0, '1000000        656  99.93440      74     23      0   1006     16      3'),
      line(1, '#1     inner/outer(us):   11/12    ts:1527011178.000000000 count:1 nmi-total:7 nmi-count:1'),
      line(1, '#2     inner/outer(us):   99999999999999999999/3    ts:1527011178.000000000 count:1'),
    ].join('\n')
    expect(table(text)).toEqual([
      ['osnoise', 'CPU 0: largest noise in a period', 2, 0.000656],
      ['osnoise', 'CPU 0: largest single noise', 2, 0.000074],
      ['hwlat', 'CPU 1: largest inner latency', 2, undefined],
      ['hwlat', 'CPU 1: largest outer latency', 2, 0.000012],
    ])
    expect([readTrace(text).unknown, flagged(readTrace(text), 'badNumbers')]).toEqual([[], 1])
  })

  it('irqsoff and wakeup give the longest that they kept, with its functions, switches and stack', () => {
    const text = [
      '# tracer: irqsoff',
      '# latency: 16 us, #4/4, CPU#0 | (M:preempt VP:0, KP:0, SP:0 HP:0 #P:4)',
      '#  => started at: run_timer_softirq',
      '  <idle>-0       0d.s2.    0us+: _raw_spin_lock_irq <-run_timer_softirq',
      '  <idle>-0       0dNs3.   17us : 0:120:R ==> [000]  2448: 94:R sleep',
      '  <idle>-0       0dNs3.   25us : <stack trace>',
      ' => _raw_spin_unlock_irq',
      ' => run_timer_softirq+0x1f/0x40',
      ' => __do_softirq <ffffffff81b08fc4>',
    ].join('\n')
    const { symbols, events, unknown } = readTrace(text)
    expect([table(text), unknown]).toEqual([[['irqsoff', 'longest latency', 1, 0.000016]], []])
    expect(symbols.map(({ name, caller, count }) => [name, caller, count])).toEqual([
      ['_raw_spin_lock_irq', 'run_timer_softirq', 1],
      ['_raw_spin_unlock_irq', 'run_timer_softirq', 1],
      ['run_timer_softirq', '__do_softirq', 1],
      ['__do_softirq', '', 1],
    ])
    expect(events.map(({ name }) => name)).toEqual(['sched_switch'])
  })

  it('draw a graph of functions, too', () => {
    const text = [
      '# tracer: irqsoff',
      '#   REL TIME      CPU  TASK/PID       ||||     DURATION                  FUNCTION CALLS',
      '        0 us |   0)  bash-1977   |  d..1 |               |  _raw_spin_lock() {',
      '       16 us |   0)  bash-1977   |  d..1 |   0.250 us    |    preempt_count_add();',
      '       26 us |   0)  bash-1977   |  d..1 |   1.250 us    |  }',
    ].join('\n')
    const { format, symbols, unknown } = readTrace(text)
    expect([format, unknown]).toEqual(['functionGraph', []])
    expect(symbols.map(({ name, caller, pid }) => [name, caller, pid])).toEqual([
      ['preempt_count_add', '_raw_spin_lock', 1977],
      ['_raw_spin_lock', '', 1977],
    ])
  })

  it('a stack below a function says who called whom, and counts nothing twice', () => {
    const text = [
      '# tracer: function',
      '            bash-1977  [000] ..... 17284.993652: vfs_read <-ksys_read',
      '            bash-1977  [000] ..... 17284.993653: <stack trace>',
      ' => vfs_read',
      ' => ksys_read',
      ' => do_syscall_64',
      ' kfree <-vfs_read',
      'what is that?',
    ].join('\n')
    const { symbols, unknown } = readTrace(text)
    expect(symbols.map(({ name, caller, count }) => [name, caller, count])).toEqual([
      ['vfs_read', 'ksys_read', 1],
      ['vfs_read', 'ksys_read', 0],
      ['ksys_read', 'do_syscall_64', 0],
      ['do_syscall_64', '', 0],
      ['kfree', 'vfs_read', 1],
    ])
    expect(unknown).toEqual(['what is that?'])
  })
})
