import { describe, expect, it } from 'vitest'
import { flagged, readTrace, sum } from '../testing/readTrace'

const report = (head: string, dots: string, rows: readonly string[], samples = '200') =>
  [
    '# Total Lost Samples: 0',
    '#',
    `# Samples: ${samples} of event 'cpu-clock:ppp'`,
    '# Event count (approx.): 5250000',
    '#',
    head,
    dots,
    '#',
    ...rows,
    '',
    '#',
    '# (Tip: Boolean options have negative forms, e.g.: perf report --no-children)',
    '#',
  ].join('\n')

describe('perf report', () => {
  const head = '# Overhead  Command      Shared Object         Symbol                       '
  const dots = '# ........  ...........  ....................  .............................'

  it('says that samples of a rounded number are estimates', () => {
    const rows = ['    50.00%  ls           libc.so.6             [.] fnmatch']
    const codes = (samples: string) => readTrace(report(head, dots, rows, samples)).flags.map(({ code }) => code)
    expect([codes('71K'), codes('714')]).toEqual([['roundedSamples'], []])
  })

  it('says that there are more functions than are told apart', () => {
    const rows = Array.from({ length: 200_003 }, (_, at) => `     0.01%  ls           libc.so.6             [k] f${at}`)
    expect(readTrace(report(head, dots, rows)).flags).toEqual([{ code: 'manyNames', count: 3, line: 200_009 }])
  })

  it('without children has callers below each function', () => {
    const text = report(head, dots, [
      '     9.50%  Web Content  [kernel.kallsyms]     [k] exc_page_fault',
      '            |',
      '            ---exc_page_fault',
      '               asm_exc_page_fault',
      '               |          ',
      '               |--4.75%--__memmove_avx512',
      '               |          main (inlined)',
      '               |          ',
      '                --4.75%--filldir64',
      '                          call_filldir',
      '                          0x7f00',
      '',
      '     0.50%  ls           libc.so.6             [.] fnmatch@@GLIBC_2.2.5',
    ])
    const { format, symbols, unknown } = readTrace(text)
    expect([format, unknown]).toEqual(['perfReport', []])
    const own = symbols.filter(({ caller }) => caller === '')
    expect(own).toEqual([
      {
        line: 9,
        pid: 0,
        command: 'Web Content',
        name: 'exc_page_fault',
        caller: '',
        isKernel: true,
        count: 19,
        self: 19,
        seconds: undefined,
      },
      {
        line: 21,
        pid: 0,
        command: 'ls',
        name: 'fnmatch@@GLIBC_2.2.5',
        caller: '',
        isKernel: false,
        count: 1,
        self: 1,
        seconds: undefined,
      },
    ])
    expect(symbols.filter(({ caller }) => caller !== '').map(({ caller, name }) => `${caller} > ${name}`)).toEqual([
      'asm_exc_page_fault > exc_page_fault',
      '__memmove_avx512 > asm_exc_page_fault',
      'main > __memmove_avx512',
      'filldir64 > asm_exc_page_fault',
      'call_filldir > filldir64',
    ])
  })

  it('with samples, pids and folded chains is read by the places of its columns', () => {
    const columns = '# Children      Self       Samples      Pid:Command  Shared Object         Symbol    '
    const places = '# ........  ........  ............  ...............  ....................  ..........'
    const text = report(
      columns,
      places,
      [
        '    38.10%     0.00%             0    23609:ls       [kernel.kallsyms]     [k] do_syscall_64',
        '38.10% main;do_syscall_64;iterate_dir',
        '    10.00%    10.00%            21    23609:ls       [kernel.kallsyms]     [k] iterate_dir',
      ],
      '1K',
    )
    const { symbols, unknown } = readTrace(text)
    expect(unknown).toEqual([])
    expect(
      symbols.map(({ pid, command, name, caller, count, self }) => [pid, command, name, caller, count, self]),
    ).toEqual([
      [23609, 'ls', 'do_syscall_64', '', 381, 0],
      [23609, 'ls', 'iterate_dir', '', 100, 21],
      [23609, 'ls', 'do_syscall_64', 'main', 0, 0],
      [23609, 'ls', 'iterate_dir', 'do_syscall_64', 0, 0],
    ])
    expect(symbols.at(-1)?.isKernel).toBe(true)
  })

  it('that is not by function gives counts', () => {
    const text = report(
      '# Children      Self  Command  Shared Object       ',
      '# ........  ........  .......  ....................',
      ['    66.50%    14.00%  ls       libc.so.6           ', '    61.50%    61.00%  ls       [kernel.kallsyms]   '],
    )
    const { counts, symbols } = readTrace(text)
    expect(symbols).toEqual([])
    expect(counts.map(({ table, name, calls }) => [table, name, calls])).toEqual([
      ['cpu-clock:ppp', 'ls libc.so.6', 133],
      ['cpu-clock:ppp', 'ls [kernel.kallsyms]', 123],
    ])
  })

  it('that lost samples says so', () => {
    const text = report(head, dots, []).replace('Samples: 0', 'Samples: 17')
    expect(flagged(readTrace(text), 'lostEvents')).toBe(17)
  })
})

describe('perf script', () => {
  it('gives each function of a sample once, with its caller', () => {
    const text = [
      'Web Content 23847/23850 [001]  1293.767981:     250000 cycles:ppp: ',
      '\tffffffff81b08fc4 vfs_read+0x114 ([kernel.kallsyms])',
      '\tffffffffc0509cc5 ext4_read+0x45 ([ext4])',
      '\tffffffff81b08fc4 vfs_read+0x10 ([kernel.kallsyms])',
      '\t               0 [unknown] ([unknown])',
      '\t           222a3 std::map<int, x>::at(int const&)+0x23 (/tmp/a b (deleted))',
      '',
      'ls     7  1293.800000:  cycles:  ffffffff81b08fc4 ksys_read+0x1 ([kernel.kallsyms])',
    ].join('\n')
    const { format, symbols, unknown, notes } = readTrace(text)
    expect([format, unknown]).toEqual(['perfScript', []])
    expect(
      symbols.map(({ pid, command, name, caller, isKernel, count, self }) => [
        pid,
        command,
        name,
        caller,
        isKernel,
        count,
        self,
      ]),
    ).toEqual([
      [23850, 'Web Content', 'vfs_read', 'ext4_read', true, 1, 1],
      [23850, 'Web Content', 'ext4_read', 'vfs_read', true, 1, 0],
      [23850, 'Web Content', 'std::map<int, x>::at(int const&)', '', false, 1, 0],
      [7, 'ls', 'ksys_read', '', true, 1, 1],
    ])
    expect(notes.map(({ text: command }) => command)).toEqual(['Web Content', 'ls'])
  })

  it('joins the events of system calls, and gives the others as events', () => {
    const text = [
      '             cat 23809 [000]  1048.200939:    raw_syscalls:sys_enter: NR 257 (ffffff9c, 7f9b, 80000, 0, 0, 55e1)',
      '             cat 23809 [000]  1048.200940: syscalls:sys_enter_openat: dfd: 0xffffff9c, filename: 0x7f9b, flags: 0x00080000',
      '             cat 23809 [000]  1048.200947:     raw_syscalls:sys_exit: NR 257 = 3',
      '             cat 23809 [000]  1048.200948:  syscalls:sys_exit_openat: 0x3',
      '             cat 23809 [000]  1048.200950: sched:sched_switch: prev_comm=cat prev_pid=23809',
      '             cat 23809 [000]  1048.3: PERF_RECORD_LOST lost 12',
    ].join('\n')
    const reading = readTrace(text)
    expect(reading.calls).toMatchObject([
      { name: 'openat', pid: 23809, seconds: 0.000008, result: '3', line: 1, endLine: 3 },
    ])
    expect(reading.events.map(({ name }) => name)).toContain('sched:sched_switch')
    expect(sum(reading.events.map(() => 1))).toBe(5)
    expect([reading.unknown, flagged(reading, 'lostEvents')]).toEqual([[], 12])
  })
})
