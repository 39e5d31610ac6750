import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { root, scratch, stpa } from './testing/stpa'

const files = scratch()
const traces = join(root, '../shared/data/traces')
const isReal = existsSync(traces)
if (!isReal) process.stdout.write('SKIPPED: stpa trace on real traces: ../shared/data is absent\n')
const openaps = join(root, 'examples/openaps/openaps.stpa.yaml')
const at = (name: string) => join(traces, name)

describe('stpa trace', () => {
  it.each([
    [['trace']],
    [['trace', 'summary']],
    [['trace', 'subsystems']],
    [['trace', 'flow']],
    [['trace', 'compare']],
    [['trace', 'coverage']],
    [['trace', 'inject']],
  ])('%j --help tells what it does', async (args) => {
    const run = await stpa([...args, '--help'])
    expect([run.code, run.stderr]).toEqual([0, ''])
    expect(run.stdout).toContain(args.join(' '))
  })

  it.each<[string, string[], RegExp]>([
    ['nothing', ['trace'], /Say what to do/],
    ['no command', ['trace', 'fly'], /"trace fly" is no command/],
    ['no file', ['trace', 'summary'], /Name a trace/],
    ['a missing file', ['trace', 'summary', 'nowhere.strace'], /nowhere\.strace: there is no such file/],
    ['a folder', ['trace', 'flow', root], /is a folder/],
    ['one trace alone', ['trace', 'compare', 'a.strace'], /Name two traces/],
    ['no trace for an analysis', ['trace', 'coverage', openaps], /Name an analysis and a trace/],
    ['no scenario', ['trace', 'inject', openaps], /--scenario KEY is missing/],
    [
      'a scenario that is not there',
      ['trace', 'inject', openaps, '--scenario', 'LS-99'],
      /no such loss scenario.*LS-1/,
    ],
    ['a scenario that is not bound', ['trace', 'inject', openaps, '--scenario', 'LS-1'], /bound to no call/],
    ['a machine that is not known', ['trace', 'flow', 'a', '--arch', 'vax'], /x86-64, i386, arm64, arm/],
    ['a format that is none', ['trace', 'summary', openaps, '--format-of', 'x'], /"x" is no format of traces/],
  ])('refuses %s with one clear line and 2', async (_what, args, says) => {
    const run = await stpa(args)
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toMatch(says)
    expect(run.stderr).not.toMatch(/\n\s+at /)
  })
})

const line = '7 close(3) = 0\n'
const hostile: readonly (readonly [string, string | Uint8Array, number, RegExp])[] = [
  ['an empty file', '', 2, /no known trace/],
  ['a binary file', new Uint8Array(100_000), 2, /binary file/],
  ['a poem', 'Roses are red\nViolets are blue\n', 2, /no known trace/],
  ['a gzip file that is cut off', gzipSync(line.repeat(1000)).subarray(0, 60), 2, /cannot be unpacked: it is cut off/],
  ['a line of 100 MB', `${line.repeat(300)}7 write(1, "${'x'.repeat(100_000_000)}\n${line}`, 0, /longLines \(1\)/],
  ['a clock that goes back', '7 1795422071.1 close(3) = 0\n7 1795422001.1 close(3) = 0\n', 0, /clockBackwards/],
  ['a cut end', '7 execve("/x", [], 0) = 0\n7 close(3) = 0\n7 read(3, ', 0, /neverResumed|cutEnd/],
  ['program output in between', `${line.repeat(300)}hello\nworld\n`, 0, /unknownLines \(2\)/],
  ['hostile names', '7 openat(AT_FDCWD, "/<script>alert(1)</script>\\33[2J", O_RDONLY) = 3\n', 0, /cutStart/],
]

describe('stpa trace with bad input', () => {
  it.each(hostile)('%s: says so, and does what can be done', async (name, content, code, says) => {
    const path = files.put(`${name.replaceAll(' ', '-')}.trace`, content)
    for (const command of ['summary', 'flow']) {
      const run = await stpa(['trace', command, path, ...(command === 'flow' ? ['--format', 'svg'] : [])])
      expect([run.code, command]).toEqual([code, command])
      expect(run.stderr).toMatch(says)
      expect(run.stderr).not.toMatch(/\n\s+at /)
      expect(run.stdout).not.toMatch(/<script>/)
    }
  })

  it('a pid that is given again is another process', async () => {
    const child = '8 execve("/bin/b", ["b"], 0) = 0\n8 exit_group(0) = ?\n8 +++ exited with 0 +++\n'
    const text = `7 execve("/bin/a", ["a"], 0) = 0\n7 fork() = 8\n${child}7 fork() = 8\n${child}7 exit_group(0) = ?\n7 +++ exited with 0 +++\n`
    const run = await stpa(['trace', 'flow', '-', '--format', 'json'], text)
    const { flows }: { flows: { pid: number; name: string }[] } = JSON.parse(run.stdout)
    expect(flows.map(({ pid, name }) => `${pid} ${name}`)).toEqual(['7 a', '8 b', '8 b'])
    const chosen = (asked: string) => stpa(['trace', 'flow', '-', '--format', 'json', '--process', asked], text)
    const [byPid, byId] = [await chosen('8'), await chosen('#3')]
    expect(byPid.stderr).toMatch(
      /^--process 8: b 8 of lines \d+ to \d+ is taken\. Others are called so: #3: b 8 of lines/,
    )
    expect([JSON.parse(byPid.stdout).flows[0], JSON.parse(byId.stdout).flows[0]]).toEqual([flows[1], flows[2]])
  })
})

describe.skipIf(!isReal)('stpa trace on real traces', () => {
  it('sums up, as JSON and as strace -c does', async () => {
    const table = await stpa(['trace', 'summary', at('f-C.strace'), '--format', 'strace-c'])
    expect(table.stdout).toMatch(/ 143 +20 total\n$/)
    const json = JSON.parse((await stpa(['trace', 'summary', at('f-C.strace'), '--format', 'json'])).stdout)
    expect(json).toMatchObject({ version: 1, total: { calls: 150, errors: 17, interrupted: 4, seconds: null } })
    const set = await stpa([
      'trace',
      'summary',
      ...['9536', '9537', '9538'].map((pid) => at(`ff/trace.${pid}`)),
      '--format',
      'json',
    ])
    expect(JSON.parse(set.stdout).files).toHaveLength(1)
  })

  it('names subsystems and devices', async () => {
    const run = await stpa(['trace', 'subsystems', at('mdtsim-normal.strace'), '--kernel', '5.10'])
    expect(run.stdout).toMatch(/GPIO SUBSYSTEM/)
    expect(run.stdout).toMatch(/\/dev\/spidev0\.0.*SPI SUBSYSTEM/)
    expect(run.stderr).toMatch(/tables are those of Linux 6\.1\.\d+, not of 5\.10/)
    const rules = files.put('rules.csv', 'pattern,file,sections,basis\nspidev,drivers/x.c,PUMP DRIVER,ours\n')
    const csv = await stpa(['trace', 'subsystems', at('mdtsim-normal.strace'), '--rules', rules, '--format', 'csv'])
    expect(csv.stdout).toMatch(/PUMP DRIVER/)
  })

  it.each([
    ['mermaid', /^flowchart TD/],
    ['dot', /^digraph/],
    ['svg', /^<svg/],
    ['json', /^\{/],
  ])('draws a flow as %s', async (format, begins) => {
    const run = await stpa(['trace', 'flow', at('mdtsim-normal.strace'), '--format', format])
    expect([run.code, begins.test(run.stdout)]).toEqual([0, true])
    expect(run.stdout).toContain('SPI_IOC_MESSAGE(1)')
  })

  it('says where runs part', async () => {
    const run = await stpa(['trace', 'compare', at('mdtsim-normal.strace'), at('mdtsim-busy.strace')])
    expect(run.stdout).toMatch(/1 decisions/)
    expect(run.stdout).toMatch(/flock \/dev\/spidev0\.0 +ok \| EAGAIN/)
  })

  it('holds runs against an analysis, for people and for CI', async () => {
    const analysis = files.put('bound.stpa.yaml', boundExample())
    const runs = [at('mdtsim-normal.strace'), at('mdtsim-busy.strace'), '--normal', 'a stand-in device']
    const text = await stpa(['trace', 'coverage', analysis, ...runs])
    expect(text.stdout).toMatch(/CMD-Open .*exercised: .*withError: .*EAGAIN/)
    expect(text.stdout).not.toMatch(/\bcomplete\b/)
    const junit = await stpa([
      'trace',
      'coverage',
      analysis,
      runs[1] ?? '',
      '--format',
      'junit',
      '--fail-on',
      'notExercised',
    ])
    expect(junit.stdout).toMatch(/<testsuites tests="\d+" failures="\d+"/)
    const recipe = await stpa(['trace', 'inject', analysis, '--scenario', 'LS-1', '--command', 'true'])
    expect(recipe.stdout).toMatch(/--inject=flock:error=EAGAIN:when=/)
  })
})

/** The example with two bindings: how opening the device shows, and how it does when the device is in use. */
function boundExample(): string {
  const common = [
    '  verbs: [flock]',
    '  resource: /dev/spidev*',
    '  confirmed: true',
    '  reason: nothing else takes the lock',
  ]
  const opening = ['- key: BND-1', '  text: takes the device', ...common, '  binds: CMD-Open']
  const inUse = [
    '- key: BND-2',
    '  text: is refused',
    ...common,
    '  outcome: error',
    '  errors: [EAGAIN]',
    '  binds: LS-1',
  ]
  return [readFileSync(openaps, 'utf8').trimEnd(), 'binding:', ...opening, ...inUse, ''].join('\n')
}
