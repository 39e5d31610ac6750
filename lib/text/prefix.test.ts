import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LogPrefix } from './prefix'

/** What each kind of log puts before a line. */
const prefixes: Readonly<Record<string, readonly [string, string]>> = {
  printk: ['printk', '[    1.000003] '],
  'printk with its caller': ['printk', '[    1.000003][    T1] '],
  'printk with its caller, newer': ['printk', '[    1.000003] [      T1] '],
  'printk with its level': ['printk', '<6>[    1.000003] '],
  'dmesg -T': ['printk', '[Sun Jan 28 00:20:01 2024] '],
  'dmesg -d': ['printk', '[    1.000003 <    0.000001>] '],
  'dmesg -H': ['printk', '[  +0.000012] '],
  'dmesg -x': ['printk', 'kern  :info  : [    1.000003] '],
  'dmesg with ISO times': ['dmesg with ISO times', '2024-01-28T00:20:01,123456+00:00 '],
  'journalctl -o short': ['journal or syslog', 'Jan 28 00:20:01 board kernel: '],
  'journalctl -o short-precise': ['journal or syslog', 'Jan 28 00:20:01.123456 board kernel: '],
  'journalctl -o short-iso': ['journal or syslog', '2024-01-28T00:20:01+0000 board kernel: '],
  'journalctl -o short-iso-precise': ['journal or syslog', '2024-01-28T00:20:01.123456+01:00 board app[33]: '],
  'journalctl -o short-full': ['journal or syslog', 'Sun 2024-01-28 00:20:01 UTC board kernel: '],
  'journalctl -o short-monotonic': ['journal or syslog', '[    1.000003] board kernel: '],
  'journalctl -o short-unix': ['journal or syslog', '1706401201.123456 board kernel: '],
  'syslog with printk': ['journal or syslog, printk', 'Jan  8 00:20:01 board kernel: [    1.000003] '],
  'syslog of busybox': ['journal or syslog, printk', 'Jan  1 00:00:10 (none) kern.info kernel: [    1.000003] '],
  'RFC 5424': ['syslog (RFC 5424)', '<6>1 2024-01-28T00:20:01.123Z board kernel - - - '],
  'RFC 5424 with elements': ['syslog (RFC 5424)', '<6>1 2024-01-28T00:20:01Z b app 33 ID [a@1 k="v\\"]"][b@1] '],
  'LAVA in plain text': ['date and time, printk', '2024-01-28T00:20:01.123456  [    1.000003] '],
  'a serial console': ['date and time', '[2024-01-28 00:20:01.123] '],
  Jenkins: ['date and time', '[2024-01-28T00:20:01.123Z] '],
  GitHub: ['date and time', '2024-01-28T00:20:01.1234567Z '],
  ts: ['date and time', 'Jan 28 00:20:01 '],
  tio: ['time of day', '[00:20:01.123] '],
  'a clock': ['time of day, printk', '00:20:01.123456  [    1.000003] '],
  'a runner of GitLab': ['container', '2024-01-28T00:20:01.123456Z 01O '],
  'dmesg --time-format delta': ['printk', '[<    0.000012>] '],
  grabserial: ['printk', '[0.000012 0.000002] '],
  'journalctl in German': ['journal or syslog', 'Mär 07 10:15:01 rig kernel: '],
  'journalctl in French': ['journal or syslog', 'févr. 07 10:15:01 rig kernel: '],
  'a container': ['container', '2024-01-28T00:20:01.123456789Z stdout F '],
}

const lines = ['KTAP version 1', '1..2', '    KTAP version 1', '    # Subtest: first', '    ok 1 a', '', 'ok 1 first']

describe('the prefix of a log', () => {
  it.each(Object.entries(prefixes))('of %s is recognised and taken off', (_, [name, prefix]) => {
    const log = lines.map((line) => prefix + line)
    const found = new LogPrefix(log)
    expect(found.name).toBe(name)
    expect(log.map((line) => found.strip(line))).toEqual(lines)
    expect([found.stripped, found.missed]).toEqual([lines.length, 0])
  })

  it('of LAVA in YAML is taken off what the machine said, not what LAVA says of itself', () => {
    const of = (level: string, text: string) => `- {"dt": "2024-01-28T00:20:01.5", "lvl": "${level}", "msg": "${text}"}`
    const log = [of('target', '[    1.5] \\e[0mok 1 a'), of('target', '[    1.6]     \\"b\\"'), of('debug', 'end: 1')]
    const found = new LogPrefix(log)
    expect(log.map((line) => found.strip(line))).toEqual(['ok 1 a', '    "b"', log[2]])
    expect([found.name, found.stripped, found.missed]).toEqual(['LAVA, printk', 2, 1])
  })

  it('that most lines have leaves a line without it as it is, and counts it', () => {
    const log = ['Jan 28 00:20:01 board kernel: ok 1 a', '-- Boot 7 --', 'Jan 28 00:20:01 board app[3]: ok 2 b']
    const found = new LogPrefix(log)
    expect(log.map((line) => found.strip(line))).toEqual(['ok 1 a', '-- Boot 7 --', 'ok 2 b'])
    expect([found.stripped, found.missed]).toEqual([2, 1])
  })

  it('that few lines have is none, but for times of printk', () => {
    const few = new LogPrefix(['ok 1 a', 'ok 2 b', 'Jan 28 00:20:01 board kernel: ok 3 c'])
    expect([few.name, few.strip('Jan 28 00:20:01 board kernel: ok 3 c')]).toEqual([
      '',
      'Jan 28 00:20:01 board kernel: ok 3 c',
    ])
    const console = new LogPrefix(['U-Boot 2024.01', 'Starting kernel ...', '[    0.1] ok 1 a'])
    expect([console.name, console.strip('[    0.1] ok 1 a')]).toEqual(['printk', 'ok 1 a'])
  })

  it.each([
    'usb 1-1: new device',
    'ok 1..1 selftests: timers: tick [PASS]',
    '# selftests: timers: tick',
    'random: crng init done',
    '12:30:00 is when it begins',
  ])('leaves what a line says itself behind printk and dates: %s', (text) => {
    for (const prefix of ['[    1.000003] ', 'Jan 28 00:20:01 board kernel: ', '[2024-01-28 00:20:01] ']) {
      const found = new LogPrefix([prefix + text, `${prefix}ok 1 a`, `${prefix}ok 2 b`, `${prefix}ok 3 c`])
      expect(found.strip(prefix + text)).toBe(text)
    }
  })

  it('keeps the times of a trace where it is asked to', () => {
    const trace = ['00:20:01.123456 openat(AT_FDCWD, "/x", O_RDONLY) = 3', '00:20:01.123466 close(3) = 0']
    expect(new LogPrefix(trace, { keepsTimes: true }).name).toBe('')
    const logged = trace.map((line) => `Jan 28 00:20:02 board strace[12]: ${line}`)
    const found = new LogPrefix(logged, { keepsTimes: true })
    expect(logged.map((line) => found.strip(line))).toEqual(trace)
  })

  it('never takes anything from a text without one, and never more than its own', () => {
    const text = fc.stringMatching(/^[ -~]{0,40}$/)
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...Object.values(prefixes)),
        (told, [, prefix]) => {
          const plain = new LogPrefix(told)
          const within = told.map((line) => `${prefix}X${line}`)
          const found = new LogPrefix(within)
          const own = plain.name === '' ? told.map((line) => plain.strip(line)) : told
          const behind = within.map((line) => found.strip(line))
          expect([own, behind]).toEqual([told, told.map((line) => `X${line}`)])
        },
      ),
      { numRuns: 10_000, seed: 11 },
    )
  })
})
