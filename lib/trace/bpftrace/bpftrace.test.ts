import { describe, expect, it } from 'vitest'
import { flagged, readTrace } from '../testing/readTrace'

describe('bpftrace', () => {
  it('gives texts of printf as events, and maps as counts', () => {
    const text = [
      'Attaching 3 probes...',
      '24439 t /dev/spidev0.0',
      '@starts with a sign like a map',
      '',
      '@[t, 218]: 1',
      '@[key with ]: in it]: 2',
      '@n: 5',
      '@neg: -3',
      '@stats[x]: count 5, average 3, total 15',
      '@name: some text',
    ].join('\n')
    const { format, events, counts, unknown } = readTrace(text)
    expect([format, unknown]).toEqual(['bpftrace', []])
    expect(events.map((event) => event.text)).toEqual(['24439 t /dev/spidev0.0', '@starts with a sign like a map'])
    expect(counts.map(({ table, name, calls }) => [table, name, calls])).toEqual([
      ['@', 't, 218', 1],
      ['@', 'key with ]: in it', 2],
      ['@n', '', 5],
      ['@neg', '', -3],
      ['@stats', 'x', 5],
      ['@name', '', undefined],
    ])
  })

  it('reads histograms, of one value and by key', () => {
    const text = [
      'Attached 1 probe',
      '@h: ',
      '[16K, 32K)             7 |@@@@@@@@@@@@|',
      '[32K, 64K)             0 |            |',
      '',
      '@by[read, 3]: ',
      '(..., 0)               1 |@@|',
      '[0]                    2 |@@@@|',
      '[1]                    2 |@@@@|',
    ].join('\n')
    const { counts, unknown, events } = readTrace(text)
    expect([unknown, events]).toEqual([[], []])
    expect(counts.map(({ table, name, calls }) => [table, name, calls])).toEqual([
      ['@h', '[16K, 32K)', 7],
      ['@h', '[32K, 64K)', 0],
      ['@by[read, 3]', '(..., 0)', 1],
      ['@by[read, 3]', '[0]', 2],
      ['@by[read, 3]', '[1]', 2],
    ])
  })

  it('gives the functions of a stack, with who called them, and tells those of the kernel', () => {
    const text = [
      'Attaching 1 probe...',
      '@[',
      '    vfs_read+1',
      '    ksys_read+100',
      '    do_syscall_64+89',
      '    entry_SYSCALL_64_after_hwframe+118',
      ', ',
      '    __read+12',
      '    0x7f00',
      '    main+4',
      ', t]: 7',
    ].join('\n')
    const { counts, symbols, unknown } = readTrace(text)
    expect(unknown).toEqual([])
    expect(counts).toMatchObject([
      { table: '@', calls: 7, name: expect.stringContaining('vfs_read+1 ; ksys_read+100') },
    ])
    expect(symbols.map(({ name, caller, isKernel, count, self }) => [name, caller, isKernel, count, self])).toEqual([
      ['vfs_read', 'ksys_read', true, 7, 7],
      ['ksys_read', 'do_syscall_64', true, 7, 0],
      ['do_syscall_64', 'entry_SYSCALL_64_after_hwframe', true, 7, 0],
      ['entry_SYSCALL_64_after_hwframe', '', true, 7, 0],
      ['__read', '', false, 7, 7],
      ['main', '', false, 7, 0],
    ])
    expect(flagged(readTrace(text.split('\n').slice(0, 5).join('\n')), 'tableCut')).toBe(1)
  })

  it('without its first words (-q) is known by its maps', () => {
    expect(readTrace('\n@n[read]: 5\n@n[write]: 6\n').format).toBe('bpftrace')
  })

  it('says how many events were lost, and gives back its warnings', () => {
    const text = 'Attaching 1 probe...\nLost 12 events\nstdin:1:1-20: WARNING: no probes\n'
    const reading = readTrace(text)
    expect([flagged(reading, 'lostEvents'), reading.unknown]).toEqual([12, ['stdin:1:1-20: WARNING: no probes']])
  })

  it('as JSON gives the same', () => {
    const stack = String.raw`"\n    vfs_read+1\n    do_syscall_64+89\n"`
    const text = [
      '{"type": "attached_probes", "data": {"probes": 3}}',
      String.raw`{"type": "printf", "data": "two\nlines\n"}`,
      '{"type": "time", "data": "12:00:00\\n"}',
      '{"type": "map", "data": {"@n": 5, "@by": {"a,b": 1, "c": 2}, "@s": {"count": 5, "average": 3, "total": 15}}}',
      '{"type": "stats", "data": {"@t": {"x": {"count": 4, "average": 1, "total": 4}}}}',
      '{"type": "hist", "data": {"@h": {"k": [{"min": 16, "max": 31, "count": 7}, {"max": -1, "count": 1}]}}}',
      `{"type": "map", "data": {"@st": {${stack}: 3}}}`,
      '{"type": "lost_events", "data": {"events": 9}}',
      'Lost in between',
    ].join('\n')
    const reading = readTrace(text)
    expect([reading.format, reading.unknown, flagged(reading, 'lostEvents')]).toEqual([
      'bpftraceJson',
      ['Lost in between'],
      9,
    ])
    expect(reading.events.map((event) => [event.name, event.text])).toEqual([
      ['printf', 'two\nlines'],
      ['time', '12:00:00'],
    ])
    expect(reading.counts.map(({ table, name, calls }) => [table, name, calls])).toEqual([
      ['@n', '', 5],
      ['@by', 'a,b', 1],
      ['@by', 'c', 2],
      ['@s', '', 5],
      ['@t', 'x', 4],
      ['@h[k]', '[16, 31]', 7],
      ['@h[k]', '[..., -1]', 1],
      ['@st', 'vfs_read+1 ; do_syscall_64+89', 3],
    ])
    expect(reading.symbols).toMatchObject([
      { name: 'vfs_read', caller: 'do_syscall_64', isKernel: true, count: 3, self: 3 },
      { name: 'do_syscall_64', caller: '', count: 3, self: 0 },
    ])
  })
})
