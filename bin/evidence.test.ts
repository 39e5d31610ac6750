import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { evidenceFormats } from '@/lib/evidence/formats'
import { root, scratch, stpa } from './testing/stpa'

const files = scratch()
const data = join(root, '../shared/data')
const real = existsSync(join(data, 'evidence'))
if (!real) process.stdout.write('SKIPPED: stpa evidence on real files: ../shared/data is absent\n')

const results = files.put('run.tap', 'TAP version 13\n1..3\nok 1 a\nnot ok 2 b # exit=1\nok 3 c # SKIP none\n')
const letter = files.put('letter.txt', 'Dear reader, all is ok.\n')

describe('stpa evidence', () => {
  it('--help tells what it does, and names each format', async () => {
    const run = await stpa(['evidence', '--help'])
    expect([run.code, run.stderr]).toEqual([0, ''])
    for (const { name } of evidenceFormats) expect(run.stdout).toMatch(new RegExp(`\\b${name}\\b`))
  })

  it.each<[string[], RegExp]>([
    [['evidence'], /Name at least one file/],
    [['evidence', '-'], /Standard input \(-\) is not read/],
    [['evidence', results, '--format', 'xml'], /use text, json/],
    [['evidence', results, '--as', 'word'], /--as word: use junit, .*lcov/],
    [['evidence', 'nowhere.tap'], /nowhere\.tap: there is no such file/],
    [['evidence', root], /is a folder/],
    [['evidence', letter], /letter\.txt: no format of evidence recognises it\. There are: JUnit XML \[junit\]/],
    [['evidence', letter, '--as', 'junit'], /letter\.txt:\d: not readable as JUnit XML/],
    [['evidence', files.put('x.gz', new Uint8Array([0x1f, 0x8b, 1, 2, 3]))], /x\.gz cannot be unpacked/],
    [['evidence', files.put('large.info', 'SF:a\n'.repeat(13_000_000))], /large\.info has 65\.0 MB; at most 64 MB/],
    [['evidence', files.put('bomb.gz', gzipSync(Buffer.alloc(70_000_000, 'SF:a\n')))], /unpacks to more than 64 MB/],
  ])('%j is refused with one clear line and 2', async (args, says) => {
    const run = await stpa(args)
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toMatch(says)
    expect(run.stderr).not.toMatch(/\n\s+at /)
  })

  it('shows a table per file and what failed, with its place; 0 whatever the results say', async () => {
    const packed = files.put(
      'config.gz',
      gzipSync('# Linux/x86 6.1.0 Kernel Configuration\nCONFIG_A=m\n# CONFIG_B is not set\n'),
    )
    const run = await stpa(['evidence', results, packed])
    expect([run.code, run.stderr]).toEqual([0, ''])
    expect(run.stdout).toBe(`${results}: TAP 12 to 14, KTAP 1, KUnit, kselftest
  tool: TAP version 13
  pass  flaky  fail  error  skip  xfail  xpass  unknown
     1      0     1      0     1      0      0        0
  ${results}:4: fail b: exit=1
  report: 3 created, 0 repaired, 0 skipped, 0 lost

${packed}: kernel configuration (.config)
  tool: Kconfig
  kernel: 6.1.0
  architecture: x86
  1 options set (1 as modules), 1 not set
  report: 2 created, 0 repaired, 0 skipped, 0 lost
`)
  })

  it('reads the others when one is refused, and says so with 2', async () => {
    const run = await stpa(['evidence', letter, results, '--format', 'json'])
    expect(run.code).toBe(2)
    const answer = JSON.parse(run.stdout)
    expect(answer).toMatchObject({
      version: 1,
      files: [
        {
          file: results,
          format: 'tap',
          counts: { pass: 1, flaky: 0, fail: 1, error: 0, skip: 1, xfail: 0, xpass: 0, unknown: 0 },
        },
      ],
      refused: [{ file: letter, message: expect.stringContaining('no format of evidence') }],
    })
    expect(answer.files[0].records[1]).toEqual({
      suite: '',
      case: 'b',
      status: 'fail',
      message: 'exit=1',
      place: '',
      line: 4,
      target: 'b',
    })
  })

  it('writes to -o FILE, and shows nothing of a hostile name but its signs', async () => {
    const hostile = files.put('hostile.tap', 'TAP version 13\nnot ok 1 \u001b[31mred\u0007\nnoise\n')
    const target = files.path('out.json')
    const run = await stpa(['evidence', hostile, '--format', 'json', '-o', target])
    expect([run.code, run.stdout]).toEqual([0, ''])
    expect(run.stderr).toMatch(
      /^repaired: .*hostile\.tap:2: 2 control characters .*\nunknown: .*hostile\.tap:3: noise\n$/,
    )
    expect(JSON.parse(readFileSync(target, 'utf8')).files[0].records[0].case).toBe('red')
    expect((await stpa(['evidence', hostile])).stdout).not.toContain('\u001b')
  })
})

describe('stpa evidence --analysis', () => {
  const analysis = files.put(
    'small.stpa.yaml',
    `stpa: 1
id: small
assumptionOfUse:
- {key: AOU-1, text: The integrator shall set CONFIG_A=y or m}
- {key: AOU-2, text: The integrator shall set CONFIG_B=y}
- {key: AOU-3, text: The integrator shall know CONFIG_A}
systemConstraint:
- {key: SC-1, text: "The kernel must have CONFIG_C is not set"}
`,
  )
  const config = files.put(
    'small.config',
    '# Linux/x86 6.1.0 Kernel Configuration\nCONFIG_A=m\n# CONFIG_B is not set\n',
  )

  it('holds a configuration against the claims of an analysis, and fails when one differs or is absent', async () => {
    const run = await stpa(['evidence', config, '--analysis', analysis])
    expect([run.code, run.stderr]).toEqual([1, ''])
    expect(run.stdout).toContain(`
${config}: held against the analysis: 1 holds, 1 differs, 1 absent, 1 named without a value
  claim  option    asked       found          line  outcome
  AOU-1  CONFIG_A  =y|m        m                 2  holds
  AOU-2  CONFIG_B  =y          not set           3  differs
  AOU-3  CONFIG_A              m                 2  named without a value
  SC-1   CONFIG_C  is not set  not mentioned        absent
`)
  })

  it('fails for nothing when it is told so, or when all holds', async () => {
    expect((await stpa(['evidence', config, '--analysis', analysis, '--fail-on', 'never'])).code).toBe(0)
    const other = files.put('other.config', 'CONFIG_A=y\nCONFIG_B=y\n# CONFIG_C is not set\n')
    const run = await stpa(['evidence', other, '--as', 'kernelConfig', '--analysis', analysis, '--format', 'json'])
    expect(run.code).toBe(0)
    const { claims } = JSON.parse(run.stdout).files[0]
    expect(claims.map(({ key, outcome }: { key: string; outcome: string }) => [key, outcome])).toEqual([
      ['AOU-1', 'holds'],
      ['AOU-2', 'holds'],
      ['AOU-3', 'noValue'],
      ['SC-1', 'holds'],
    ])
    expect(claims[1]).toMatchObject({
      kind: 'assumptionOfUse',
      conclusion: 'holds',
      reason: 'CONFIG_B=y (line 2).',
      checks: [{ option: 'CONFIG_B', expected: '=y', outcome: 'holds', found: 'y', line: 2 }],
    })
  })

  it('is refused without a configuration, without an analysis, and with another word than there are', async () => {
    const none = await stpa(['evidence', results, '--analysis', analysis])
    expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/none of the files is one/)])
    expect((await stpa(['evidence', config, '--analysis', 'nowhere.yaml'])).code).toBe(2)
    const word = await stpa(['evidence', config, '--analysis', analysis, '--fail-on', 'holds'])
    expect([word.code, word.stderr]).toEqual([2, expect.stringMatching(/--fail-on holds: use differs, never/)])
  })
})

describe.skipIf(!real)('stpa evidence on real files', () => {
  const of = (name: string) => join(data, 'evidence', name)

  it('holds a real configuration against the Telltale analysis', async () => {
    const run = await stpa(['evidence', of('kernel.config'), '--analysis', 'examples/telltale/telltale.stpa.yaml'])
    expect(run.code).toBe(1)
    expect(run.stdout).toMatch(/AOU-13 +CONFIG_WATCHDOG_NOWAYOUT +=y +not set +2300 +differs\n/)
  })

  it('tells of coverage by subsystem, and of results by section of MAINTAINERS', async () => {
    const maintainers = join(data, 'linux-6.1/MAINTAINERS.gz')
    const info = files.put('k.info', 'SF:/b/linux/drivers/watchdog/softdog.c\nDA:1,1\nDA:2,0\nend_of_record\n')
    const run = await stpa(['evidence', info, of('kselftest-runner.txt'), '--maintainers', maintainers])
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(/1\/2 50\.0% +- +- +WATCHDOG DEVICE DRIVERS\n/)
    expect(run.stdout).toMatch(/runner\.txt:8: fail selftests: size > fail\.sh: exit=1 \[KERNEL SELFTEST FRAMEWORK\]/)
    expect(run.stdout).toMatch(/planNotMet \(2, from line 2\): There are fewer or more results/)
  })

  it('lists the components of a bill of materials', async () => {
    const { stdout } = await stpa(['evidence', of('npm-spdx23.json')])
    expect(stdout).toContain('2 components, 1 dependencies\n')
    expect(stdout).toContain('  demo-evidence 1.0.0, MIT, pkg:npm/demo-evidence@1.0.0, needs yaml 2.9.1\n')
  })
})
