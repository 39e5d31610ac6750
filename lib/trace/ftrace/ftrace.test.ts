import { describe, expect, it } from 'vitest'
import { flagged, readTrace } from '../testing/readTrace'

const line = (thread: string, at: string, event: string) => `${thread.padStart(22)} [001] d..1. ${at}: ${event}`

describe('ftrace', () => {
  it('tells threads apart by the last number, whatever their command is called', () => {
    const text = [
      '# tracer: nop',
      line('Web Content-7-4711', '1.000001', 'sched_wakeup: comm=x pid=1'),
      line('<idle>-0', '1.000002', 'sched_switch: prev_comm=a-1 ==> next_comm=b-2'),
      '  kworker/u8:1-99      (     99) [000] .... 17284.993652: workqueue_execute_start: work struct 0x1',
      '            bash-1977  (-------) [000] 17284.993653: tracing_mark_write: hello [000] 1.5: x',
      '            bash-1977    0d..2. 1360526750us+: irq_handler_entry: irq=1 name=i8042',
    ].join('\n')
    const { format, events, notes, unknown } = readTrace(text)
    expect([format, unknown]).toEqual(['ftrace', []])
    expect(events.map(({ pid, at, name }) => [pid, at, name])).toEqual([
      [4711, 1.000001, 'sched_wakeup'],
      [0, 1.000002, 'sched_switch'],
      [99, 17284.993652, 'workqueue_execute_start'],
      [1977, 17284.993653, 'tracing_mark_write'],
      [1977, 1360.52675, 'irq_handler_entry'],
    ])
    expect(notes.map(({ text: command }) => command)).toEqual(['Web Content-7', '<idle>', 'kworker/u8:1', 'bash'])
  })

  it('is recognised without its head', () => {
    const text = [line('t-1', '1.0', 'sys_enter: NR 3 (3)'), line('t-1', '1.1', 'sys_exit: NR 3 = 0')].join('\n')
    expect(readTrace(text).format).toBe('ftrace')
  })

  it('joins entries and exits of each thread, with results as errors', () => {
    const text = [
      line('a-1', '1.000000', 'sys_enter: NR 257 (ffffff9c, 7fa8, 0, 0, 0, 0)'),
      line('b-2', '1.000001', 'sys_read(fd: 3, buf: 0x7f, count: 10)'),
      line('a-1', '1.000002', 'sys_exit: NR 257 = -2'),
      line('b-2', '1.000500', 'sys_read -> 0xfffffffffffffe00'),
      line('b-2', '1.000600', 'sys_mmap(addr: 0, len: 1000)'),
      line('b-2', '1.000700', 'sys_mmap -> 0x7f48634c0000'),
    ].join('\n')
    const { calls, flags } = readTrace(text, { systemCall: (number) => (number === 257 ? 'openat' : undefined) })
    expect(
      calls.map(({ pid, name, outcome, errno, seconds, endLine }) => [pid, name, outcome, errno, seconds, endLine]),
    ).toEqual([
      [1, 'openat', 'error', 'ENOENT', 0.000002, 3],
      [2, 'read', 'interrupted', 'ERESTARTSYS', 0.000499, 4],
      [2, 'mmap', 'returned', '', 0.0001, 6],
    ])
    expect(flags).toEqual([])
  })

  it('with both events of a call has one call: named by its own event, from the first to the last', () => {
    const both = [
      line('a-1', '1.000000', 'sys_enter: NR 257 (ffffff9c, 7fa8, 0, 0, 0, 0)'),
      line('a-1', '1.000000', 'sys_openat(dfd: 0xffffff9c, filename: 0x7fa8, flags: 0, mode: 0)'),
      line('a-1', '1.000100', 'sys_exit: NR 257 = 3'),
      line('a-1', '1.000100', 'sys_openat -> 0x3'),
    ]
    for (const text of [both, [both[1], both[0], both[3], both[2]]].map((lines) => lines.join('\n'))) {
      const { calls, events, flags } = readTrace(text)
      expect(calls).toMatchObject([
        { name: 'openat', line: 1, endLine: 3, args: expect.stringContaining('filename: 0x7fa8') },
      ])
      expect(events.length).toBe(4)
      expect(flags).toEqual([{ code: 'noPaths', count: 1, line: 1 }])
    }
  })

  it('has exit and exit_group as calls of their own names', () => {
    const text = [
      line('a-1', '1.0', 'sys_exit_group(error_code: 3)'),
      line('b-2', '1.1', 'sys_exit(error_code: 0)'),
      line('c-3', '1.2', 'sys_close(fd: 3)'),
      line('c-3', '1.3', 'sys_close -> 0x0'),
    ].join('\n')
    const { calls, flags } = readTrace(text)
    const told = calls.map(({ pid, name, args, outcome }) => [pid, name, args, outcome])
    expect(told.sort()).toEqual([
      [1, 'exit_group', 'error_code: 3', 'unknown'],
      [2, 'exit', 'error_code: 0', 'unknown'],
      [3, 'close', 'fd: 3', 'returned'],
    ])
    expect(flags).toEqual([])
  })

  it('loses no exit of another call that comes soon after one', () => {
    const text = [
      line('a-1', '1.000000', 'sys_enter: NR 0 (3)'),
      line('a-1', '1.000000', 'sys_read(fd: 3)'),
      line('a-1', '1.000001', 'sys_exit: NR 0 = 5'),
      'CPU:0 [LOST 3 EVENTS]',
      line('a-1', '1.000002', 'sys_ioctl -> 0xffffffffffffffe7'),
    ].join('\n')
    const { calls, flags } = readTrace(text)
    expect(calls.map(({ name, outcome, errno }) => [name, outcome, errno])).toEqual([
      ['read', 'returned', ''],
      ['ioctl', 'error', 'ENOTTY'],
    ])
    expect(flags.map(({ code }) => code)).toContain('orphanResumed')
  })

  it('takes no exit for that of another call that stands as a number, on a machine that nobody named', () => {
    const told = (...lines: string[]) =>
      readTrace(lines.join('\n')).calls.map(({ name, errno, result }) => [name, errno, result])
    const read = [line('a-1', '1.000000', 'sys_enter: NR 0 (3)'), line('a-1', '1.000001', 'sys_exit: NR 0 = 5')]
    const lost = 'CPU:0 [LOST 3 EVENTS]'
    const failed = line('a-1', '1.000002', 'sys_ioctl -> 0xffffffffffffffe7')
    expect(told(...read, lost, failed)).toEqual([
      ['syscall_0', '', '5'],
      ['ioctl', 'ENOTTY', '0xffffffffffffffe7'],
    ])
    const named = [
      read[0],
      line('a-1', '1.000000', 'sys_read(fd: 3)'),
      read[1],
      line('a-1', '1.000001', 'sys_read -> 0x5'),
    ]
    const again = named.map((each) => each?.replace('1.0', '2.0') ?? '')
    const other = line('a-1', '3.000002', 'sys_write -> 0x5')
    const third = read.map((each) => each.replace('1.0', '3.0'))
    expect(told(...again, ...third, lost, other).map(([name]) => name)).toEqual(['read', 'syscall_0', 'write'])
    expect(told(...again, ...third, other.replace('write', 'read')).map(([name]) => name)).toEqual([
      'read',
      'syscall_0',
    ])
  })

  it('knows that the execve of a thread goes on as the first thread, and that the others are gone', () => {
    const text = [
      line('a-100', '1.0', 'sys_clone(clone_flags: 50f00)'),
      line('a-100', '1.1', 'sys_clone -> 0x65'),
      line('a-100', '1.2', 'sys_futex(uaddr: 7f)'),
      line('a-101', '1.3', 'sys_execve(filename: 7f)'),
      line('a-100', '1.4', 'sched_process_exec: filename=/bin/y pid=100 old_pid=101'),
      line('y-100', '1.5', 'sys_execve -> 0x0'),
      line('y-100', '1.6', 'sys_exit_group(error_code: 0)'),
      line('y-100', '1.7', 'sched_process_exit: comm=y pid=100 prio=120'),
    ]
    const { calls, flags, notes } = readTrace(text.join('\n'))
    expect(calls.map(({ pid, name, outcome }) => [pid, name, outcome])).toEqual([
      [100, 'clone', 'returned'],
      [100, 'futex', 'unknown'],
      [100, 'execve', 'returned'],
      [100, 'exit_group', 'unknown'],
    ])
    expect(flags).toEqual([])
    expect(notes.flatMap(({ kind, pid }) => (kind === 'exit' ? [pid] : []))).toEqual([100])
  })

  it('tells of calls whose begin or end is not there, and of the threads that a call made', () => {
    const text = [
      line('a-1', '1.0', 'sys_exit: NR 0 = 5'),
      line('a-1', '1.1', 'sys_enter: NR 56 (11, 0)'),
      line('b-2', '1.2', 'sys_exit: NR 56 = 0'),
      line('b-2', '1.3', 'sys_enter: NR 60 (0)'),
      line('b-2', '1.4', 'sched_process_exit: comm=b pid=2 prio=120'),
    ].join('\n')
    const names = new Map([
      [0, 'read'],
      [56, 'clone'],
      [60, 'exit'],
    ])
    const { calls, notes, flags } = readTrace(text, { systemCall: (number) => names.get(number) })
    expect(calls.map(({ pid, name, outcome }) => [pid, name, outcome])).toEqual([
      [1, 'read', 'returned'],
      [2, 'exit', 'unknown'],
      [1, 'clone', 'unknown'],
    ])
    expect(notes.filter(({ kind }) => kind === 'attached')).toMatchObject([{ pid: 2, line: 3 }])
    expect(flags).toEqual([
      { code: 'orphanResumed', count: 1, line: 1 },
      { code: 'neverResumed', count: 1, line: 2 },
    ])
  })

  it('that lost events says how many', () => {
    const text = [
      '# tracer: nop',
      '# entries-in-buffer/entries-written: 10/15   #P:2',
      'CPU:2 [LOST 11745 EVENTS]',
    ].join('\n')
    expect(flagged(readTrace(text), 'lostEvents')).toBe(5 + 11_745)
    const report = readTrace('CPU 1 is empty\ncpus=2\nCPU:0 [12 EVENTS DROPPED]\nCPU:1 [EVENTS DROPPED]')
    expect([report.format, flagged(report, 'lostEvents'), report.unknown]).toEqual(['traceCmd', 13, []])
  })
})

describe('the function tracer', () => {
  it('says who called each function', () => {
    const text = [
      '# tracer: function',
      '#',
      '            bash-1977  [000] .... 17284.993652: sys_close <-system_call_fastpath',
      '            bash-1977  [000] .... 17284.993653: ext4_sync_file [ext4] <-vfs_fsync_range',
      '          <idle>-0     [001] d.h. 17284.993654: tick_nohz_stop+0x0/0x80 <-irq_exit_rcu+0x5/0x10',
      '            bash-1977  [000] .... 17284.993655: sched_switch: prev_comm=bash ==> next_comm=ls',
    ].join('\n')
    const { format, symbols, events, unknown } = readTrace(text)
    expect([format, unknown, events.length]).toEqual(['functionTracer', [], 1])
    expect(
      symbols.map(({ pid, command, caller, name, isKernel, count }) => [pid, command, caller, name, isKernel, count]),
    ).toEqual([
      [1977, 'bash', 'system_call_fastpath', 'sys_close', true, 1],
      [1977, 'bash', 'vfs_fsync_range', 'ext4_sync_file', true, 1],
      [0, '<idle>', 'irq_exit_rcu', 'tick_nohz_stop', true, 1],
    ])
  })

  it('through trace-cmd says the same', () => {
    const text =
      'cpus=2\n            bash-1977  [000] 17284.993652: function:             sys_close <-- system_call_fastpath'
    expect(readTrace(text).symbols).toMatchObject([{ name: 'sys_close', caller: 'system_call_fastpath', pid: 1977 }])
  })
})

describe('the function_graph tracer', () => {
  const seen = (text: string) => {
    const { format, symbols, unknown } = readTrace(text)
    expect([format, unknown]).toEqual(['functionGraph', []])
    return symbols.map(({ name, caller, pid, seconds, line: at }) => [name, caller, pid, seconds, at])
  }

  it('says who called each function, and how long it took', () => {
    const text = [
      '# tracer: function_graph',
      '#',
      '# CPU  DURATION                  FUNCTION CALLS',
      '# |     |   |                     |   |   |   |',
      ' 0)               |  sys_open() {',
      ' 0)               |    do_sys_open() {',
      ' 0)   1.382 us    |      __might_sleep();',
      ' 0) + 12.345 us   |      ext4_open [ext4]();',
      ' 0)   ==========> |',
      ' 0)               |      /* sched_switch: prev_comm=a ==> next_comm=b */',
      ' 0)   <========== |',
      ' 0) # 1837.709 us |    } /* do_sys_open */',
      ' 0) ! 200.001 us  |  }',
    ].join('\n')
    expect(seen(text)).toEqual([
      ['__might_sleep', 'do_sys_open', 0, 0.000001382, 7],
      ['ext4_open', 'do_sys_open', 0, 0.000012345, 8],
      ['do_sys_open', 'sys_open', 0, 0.001837709, 6],
      ['sys_open', '', 0, 0.000200001, 5],
    ])
    expect(readTrace(text).events).toMatchObject([{ name: 'sched_switch', line: 10 }])
  })

  it('keeps tasks and processors apart', () => {
    const text = [
      '# tracer: function_graph',
      ' 0)               |  schedule() {',
      ' ------------------------------------------',
      ' 0)   bash-1977    =>    ls-1978  ',
      ' ------------------------------------------',
      ' 0)               |  vfs_read() {',
      ' 1)   0.100 us    |  idle_cpu();',
      ' 0)   2.000 us    |    rw_verify_area();',
      ' 0)   3.000 us    |  }',
    ].join('\n')
    expect(seen(text)).toEqual([
      ['idle_cpu', '', 0, 1e-7, 7],
      ['rw_verify_area', 'vfs_read', 1978, 0.000002, 8],
      ['vfs_read', '', 1978, 0.000003, 6],
      ['schedule', '', 0, undefined, 2],
    ])
  })

  it('with times, tasks, arguments and results is read; what lost its begin or end too', () => {
    const text = [
      '# tracer: function_graph',
      ' 1234.567890 |   0)   ls-1978      |   0.500 us    |    fput(file=0xffff) { /* <-vfs_open+0x1 */',
      ' 1234.567891 |   0)   ls-1978      |   0.500 us    |      kfree(); /* = 0x0 */',
      ' 1234.567892 |   0)   ls-1978      |   7.500 us    |  } /* sys_read = -2 */',
      ' 1234.567893 |   1)   cat-7        |               |  vfs_open() {',
    ].join('\n')
    expect(seen(text)).toEqual([
      ['kfree', 'fput', 1978, 5e-7, 3],
      ['fput', '', 1978, undefined, 2],
      ['sys_read', '', 1978, 0.0000075, 4],
      ['vfs_open', '', 7, undefined, 5],
    ])
  })

  it('through trace-cmd is joined by thread', () => {
    const text = [
      'cpus=2',
      '            bash-1977  [000] 17284.993652: funcgraph_entry:                   |  vfs_read() {',
      '              ls-1978  [001] 17284.993653: funcgraph_entry:        0.123 us   |  fput();',
      '            bash-1977  [000] 17284.993654: funcgraph_entry:        0.200 us   |    rw_verify_area();',
      '            bash-1977  [000] 17284.993655: funcgraph_exit:       # 1234.500 us |  }',
    ].join('\n')
    expect(readTrace(text).symbols).toMatchObject([
      { name: 'fput', caller: '', pid: 1978, command: 'ls' },
      { name: 'rw_verify_area', caller: 'vfs_read', pid: 1977 },
      { name: 'vfs_read', caller: '', pid: 1977, seconds: 0.0012345 },
    ])
  })
})
