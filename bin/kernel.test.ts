import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root, scratch, stpa } from './testing/stpa'

const files = scratch()
const data = join(root, '../shared/data')
const small = join(data, 'ks-nav/small/small.db')
const real = existsSync(small)
if (!real) process.stdout.write('SKIPPED: stpa kernel: ../shared/data is absent\n')

describe('stpa kernel', () => {
  it.each([
    ['kernel'],
    ['kernel', 'import'],
    ['kernel', 'tree'],
    ['kernel', 'interface'],
    ['kernel', 'paths'],
    ['kernel', 'diff'],
    ['kernel', 'maintainers'],
    ['kernel', 'entries'],
    ['kernel', 'reach'],
    ['kernel', 'cycles'],
    ['kernel', 'build'],
  ])('%s %s --help tells what it does', async (...args) => {
    const run = await stpa([...args.filter((arg) => typeof arg === 'string'), '--help'])
    expect([run.code, run.stderr]).toEqual([0, ''])
    expect(run.stdout).toContain(args.join(' '))
  })

  it.each<[string[], RegExp]>([
    [['kernel'], /Say what to do/],
    [['kernel', 'fly'], /"kernel fly" is no command/],
    [['kernel', 'import', 'x.db'], /-o FILE is missing/],
    [['kernel', 'import', 'nowhere.db', '-o', 'x.g'], /nowhere\.db: there is no such file/],
    [['kernel', 'tree', 'x.g'], /--symbol S is missing/],
    [['kernel', 'tree', 'x.g', '--symbol', 's', '--depth', 'two'], /use a whole number/],
    [['kernel', 'tree', 'x.g', '--symbol', 's', '--mode', 'best'], /all, subsystems, labels, targeted/],
    [['kernel', 'tree', 'x.g', '--symbol', 's', '--nav-compatible', '--callers'], /nav does not/],
    [['kernel', 'entries', small, '--kind', 'door'], /syscall, ioctl, fileOperation, interrupt/],
    [['kernel', 'interface', 'x.g'], /--subsystem A is missing/],
    [['kernel', 'paths', 'x.g', '--from', 's'], /Name both ends/],
    [['kernel', 'diff', 'x.g'], /Name two graphs/],
    [['kernel', 'maintainers', 'MAINTAINERS'], /name a file and a path/],
    [['kernel', 'maintainers', 'MAINTAINERS', '--symbol', 's'], /--symbol needs --graph/],
    [['kernel', 'import', 'postgresql://[x', '-o', 'x.g'], /it is no address of a database/],
  ])('stpa %j is refused with one clear line and 2', async (args, says) => {
    const run = await stpa(args)
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toMatch(says)
    expect(run.stderr).not.toMatch(/\n\s+at /)
  })
})

describe.skipIf(!real)('stpa kernel on the small database', () => {
  it('imports it, and answers from the compact form as from the database', async () => {
    const graph = files.path('small.g')
    const run = await stpa(['kernel', 'import', small, '-o', graph])
    expect([run.code, run.stdout]).toEqual([0, ''])
    expect(run.stderr).toMatch(/skipped: 1 other instance of the database: 2 \(6\.6\.1-rt\)/)
    expect(run.stderr).toMatch(/created: Linux 6\.1\.192 .*functions, .*calls/)
    const [, ...counts] = /(\d+) functions, (\d+) calls, (\d+) files, (\d+) subsystems\n/.exec(run.stderr) ?? []
    const all = counts.reduce((sum, count) => sum + Number(count), 0)
    expect(run.stderr).toMatch(new RegExp(`\\nreport: ${all} created, 0 repaired, \\d+ skipped, 0 lost\\n$`))
    const ask = (source: string) => stpa(['kernel', 'tree', source, '--symbol', 'watchdog_ioctl', '--mode', 'labels'])
    expect((await ask(graph)).stdout).toBe((await ask(small)).stdout)
  })

  it.each([1, 2, 3, 4])('prints the bytes of nav in mode %i with --nav-compatible', async (mode) => {
    const name = ['all', 'subsystems', 'labels', 'targeted'][mode - 1] ?? ''
    const run = await stpa(['kernel', 'tree', small, '--symbol', 'watchdog_ioctl', '--mode', name, '--nav-compatible'])
    expect(run.stdout).toBe(readFileSync(join(data, `ks-nav/small/out.m${mode}.graphOnly.txt`), 'utf8'))
  })

  it.each([
    ['json', /^\{"version":1/],
    ['svg', /^<svg/],
    ['dot', /^digraph G/],
  ])('writes a tree as %s', async (format, looks) => {
    const run = await stpa(['kernel', 'tree', small, '--symbol', 'watchdog_ioctl', '--format', format])
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(looks)
  })

  it('answers for an interface, paths, a difference and a path in MAINTAINERS', async () => {
    const entered = await stpa([
      'kernel',
      'interface',
      small,
      '--subsystem',
      'WATCHDOG DEVICE DRIVERS',
      '--format',
      'csv',
    ])
    expect(entered.stdout).toMatch(/^from,to,function,calls\r\n/)
    const paths = await stpa(['kernel', 'paths', small, '--from', 'watchdog_ioctl', '--to', 'hrtimer_start_range_ns'])
    expect(paths.stdout).toMatch(/^2: watchdog_ioctl .* -> hrtimer_start_range_ns/)
    const between = [
      '--from-subsystem',
      'WATCHDOG DEVICE DRIVERS',
      '--to-subsystem',
      'HIGH-RESOLUTION TIMERS, CLOCKEVENTS',
    ]
    const across = await stpa(['kernel', 'paths', small, ...between])
    expect(across.stdout).toMatch(/^1: \w+ \[WATCHDOG DEVICE DRIVERS\] -> \w+ \[HIGH-RESOLUTION/)
    const same = await stpa(['kernel', 'diff', small, small])
    expect(same.stdout).toContain('functions: 0 appeared, 0 gone')
    const maintainers = join(data, 'linux-6.1/MAINTAINERS.gz')
    const claimed = await stpa(['kernel', 'maintainers', maintainers, 'drivers/watchdog/softdog.c', 'kernel/exit.c'])
    expect(claimed.stdout).toBe('drivers/watchdog/softdog.c: WATCHDOG DEVICE DRIVERS\nkernel/exit.c: no section\n')
    const byName = await stpa(['kernel', 'maintainers', maintainers, '--graph', small, '--symbol', 'watchdog_ioctl'])
    expect(byName.stdout).toBe('watchdog_ioctl (drivers/watchdog/watchdog_dev.c): WATCHDOG DEVICE DRIVERS\n')
  })

  it('adds tables and MAINTAINERS, and answers for entries, reach and cycles', async () => {
    const [graph, tables] = [files.path('tabled.g'), files.path('tables.csv')]
    const maintainers = files.path('MAINTAINERS')
    writeFileSync(tables, 'object,offset,section,function,address,file\nwatchdog_fops,0x50,.rodata,watchdog_ioctl,,\n')
    writeFileSync(maintainers, 'DOGS\nF:\tdrivers/watchdog/\n')
    const added = ['--operations', tables, '--maintainers', maintainers]
    const run = await stpa(['kernel', 'import', small, ...added, '-o', graph])
    expect([run.code, run.stderr]).toEqual([0, expect.stringContaining('created: 1 entries of 1 tables')])
    const entries = await stpa(['kernel', 'entries', graph, '--format', 'csv'])
    expect(entries.stdout).toContain('ioctl,watchdog_ioctl,')
    expect(entries.stdout).toContain(',DOGS,watchdog_fops+0x50')
    const reach = await stpa(['kernel', 'reach', graph, '--from', 'watchdog_ioctl', '--format', 'json'])
    expect(JSON.parse(reach.stdout).reach[0].from).toBe('watchdog_ioctl')
    expect((await stpa(['kernel', 'cycles', small, '--format', 'json'])).stdout).toContain('"cycles": [')
    const refused = await stpa(['kernel', 'tree', small, '-s', 'watchdog_ioctl', '--possible', 'fops'])
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('has no operation tables')])
  })

  it('names what is alike when there is no such function or subsystem', async () => {
    const run = await stpa(['kernel', 'tree', small, '--symbol', 'watchdog_ioct'])
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('Did you mean watchdog_ioctl')])
    const other = await stpa(['kernel', 'interface', small, '--subsystem', 'WATCHDOG'])
    expect(other.stderr).toContain('Did you mean WATCHDOG DEVICE DRIVERS')
  })
})
