import { describe, expect, it } from 'vitest'
import { flagged, readTrace } from '../testing/readTrace'

const rowsOf = (text: string) =>
  readTrace(text).counts.map(({ table, name, calls, seconds }) => [table, name, calls, seconds])

describe('tables of bcc', () => {
  it('syscount counts calls, with -L their times', () => {
    const plain = [
      'Tracing syscalls, printing top 10... Ctrl+C to quit.',
      '[11:12:13]',
      'SYSCALL                   COUNT',
      'read                       9131',
      "b'futex'                    512",
      'Detaching...',
    ].join('\n')
    expect(rowsOf(plain)).toEqual([
      ['11:12:13', 'read', 9_131, undefined],
      ['11:12:13', 'futex', 512, undefined],
    ])
    const timed = [
      'SYSCALL       COUNT        TIME (us)',
      'read           9131          123.456',
      'write 9131 12x',
    ].join('\n')
    expect(rowsOf(timed)).toEqual([
      ['', 'read', 9_131, 0.000123456],
      ['', 'write', 9_131, undefined],
    ])
    expect([flagged(readTrace(timed), 'badNumbers'), readTrace(plain).unknown]).toEqual([1, []])
  })

  it('of processes, functions and arguments are read alike', () => {
    expect(rowsOf('PID    COMM               COUNT\n4711   Web Content         12\n')).toEqual([
      ['', '4711 Web Content', 12, undefined],
    ])
    expect(
      rowsOf('FUNC                                    COUNT\nvfs_open                                    5\n'),
    ).toEqual([['', 'vfs_open', 5, undefined]])
    const argdist = '[01:02:03]\np::__kmalloc(u64 size):u64:size\n\tCOUNT      EVENT\n\t3          size = 8\n'
    expect(rowsOf(argdist)).toEqual([['01:02:03 p::__kmalloc(u64 size):u64:size', 'size = 8', 3, undefined]])
  })

  it('histograms say how many there are in each range', () => {
    const text = [
      'Tracing block device I/O... Hit Ctrl-C to end.',
      '^C',
      "disk = 'sda'",
      '     usecs               : count     distribution',
      '         0 -> 1          : 0        |                                        |',
      '         2 -> 3          : 12       |****************************************|',
      '         4 -> 7          : 1x2      |****                                    |',
    ].join('\n')
    expect(rowsOf(text)).toEqual([
      ["disk = 'sda'", '0 -> 1 usecs', 0, undefined],
      ["disk = 'sda'", '2 -> 3 usecs', 12, undefined],
      ["disk = 'sda'", '4 -> 7 usecs', undefined, undefined],
    ])
    expect([readTrace(text).unknown, flagged(readTrace(text), 'badNumbers')]).toEqual([[], 1])
  })

  it('folded stacks say who called whom, and give no figure whose unit is not known', () => {
    const text = 'pump;main;work;-;do_syscall_64_[k];[unknown];vfs_read_[k] 12\npump;main 1234567\n'
    const { format, symbols, unknown } = readTrace(text)
    expect([format, unknown, flagged(readTrace(text), 'noUnits')]).toEqual(['foldedStacks', [], 2])
    expect(
      symbols.map(({ name, caller, isKernel, count, command }) => [name, caller, isKernel, count, command]),
    ).toEqual([
      ['main', '', false, 0, 'pump'],
      ['work', 'main', false, 0, 'pump'],
      ['do_syscall_64', 'work', true, 0, 'pump'],
      ['vfs_read', '', true, 0, 'pump'],
      ['main', '', false, 0, 'pump'],
    ])
  })

  it('are not what evidence and other traces look like', () => {
    for (const text of ['a;b;c', 'name;value 1\nx\ny', 'ok 1 - a; b 3\nok 2 - c', 'COUNT 3'])
      expect(readTrace(text).format).toBeUndefined()
  })
})
