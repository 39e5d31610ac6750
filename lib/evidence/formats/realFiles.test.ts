import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countStatuses } from '../model'
import { readEvidence, recogniseEvidence } from '.'

const folder = '../shared/data/evidence'
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('SKIPPED: real files of evidence: ../shared/data is absent\n')

const textOf = (name: string) => readFileSync(join(folder, name), 'utf8')
const read = (name: string) => readEvidence(name, readFileSync(join(folder, name)))
/** How many lines match: the independent count. */
const lines = (name: string, expression: RegExp) =>
  textOf(name)
    .split('\n')
    .filter((line) => expression.test(line)).length

const formats: Readonly<Record<string, string>> = {
  'gcov-head.json': 'gcovJson',
  'gcov-stdout.txt': 'gcov',
  'kernel.config': 'kernelConfig',
  'kselftest-get_size.txt': 'tap',
  'kselftest-harness-non-regular.txt': 'tap',
  'kselftest-pidfd_open.txt': 'tap',
  'kselftest-runner.txt': 'tap',
  'lcov.info': 'lcov',
  'node-junit.xml': 'junit',
  'node-tap13.txt': 'tap',
  'npm-cyclonedx15.json': 'cyclonedx',
  'npm-spdx23.json': 'spdx2',
  'paxtest-kiddie.log': 'paxtest',
  'stress-ng.log': 'stressNgLog',
  'stress-ng.yaml': 'stressNgYaml',
  't.c.gcov': 'gcov',
}

describe.skipIf(!isThere)('real files of evidence', () => {
  it.each(isThere ? readdirSync(folder) : [])('%s is recognised by what stands in it, and read', (name) => {
    expect(recogniseEvidence(textOf(name), 'no-name')?.name).toBe(formats[name])
    const { format, report } = read(name)
    expect([format, report.read > 0]).toEqual([formats[name], true])
  })

  it.each([
    'kselftest-get_size.txt',
    'kselftest-harness-non-regular.txt',
    'kselftest-pidfd_open.txt',
    'kselftest-runner.txt',
    'node-tap13.txt',
  ])('%s has a record for each result line', (name) => {
    const { records } = read(name)
    const counts = countStatuses(records)
    expect(records.length).toBe(lines(name, /^(not )?ok /))
    expect(counts.pass).toBe(lines(name, /^ok /) - lines(name, /^ok .*# (SKIP|TODO)/))
    expect([counts.fail, counts.skip]).toEqual([lines(name, /^not ok /), lines(name, /# SKIP/)])
    for (const { line, case: test } of records) expect(textOf(name).split('\n')[line - 1]).toContain(test)
  })

  it('the runner of kselftest: what its defects cost is said, and a test is its file in the source tree', () => {
    const { records, facts, report } = read('kselftest-runner.txt')
    expect(records.map(({ suite, status, message, target }) => [suite, status, message, target])).toEqual([
      ['selftests: size', 'pass', '', 'tools/testing/selftests/size/get_size'],
      ['selftests: size', 'fail', 'exit=1', 'tools/testing/selftests/size/fail.sh'],
      ['selftests: size', 'skip', '', 'tools/testing/selftests/size/skip.sh'],
    ])
    expect(facts.tool).toBe('kselftest')
    expect(report.unknown.first).toEqual([{ line: 11, message: '22305380' }])
    expect(report.flags.map(({ code }) => code)).toEqual(['planNotMet', 'unknownLines'])
    expect(report.repaired.first[0]).toEqual({ line: 2, message: '4 tests announced, 0 results.' })
  })

  it('TAP and JUnit of one run of Node tell the same', () => {
    const of = (name: string) => read(name).records.map(({ case: test, status }) => [test, status])
    expect(of('node-tap13.txt')).toEqual(of('node-junit.xml'))
    for (const name of ['node-tap13.txt', 'node-junit.xml']) {
      const failed = read(name).records.find(({ status }) => status === 'fail')
      expect(failed).toMatchObject({ place: '/srv/demo/np/t.test.mjs:2', message: expect.stringContaining('1 == 2') })
      expect(failed?.duration).toBeCloseTo(0.0012, 3)
    }
    expect(read('node-junit.xml').records.length).toBe(lines('node-junit.xml', /<testcase /))
  })

  it('paxtest: 7 killed, 8 vulnerable, and two names in one line are two tests', () => {
    const { records, facts, report } = read('paxtest-kiddie.log')
    const { pass, fail, error, unknown } = countStatuses(records)
    expect([pass, fail]).toEqual([7, 8])
    expect([pass, fail]).toEqual([
      lines('paxtest-kiddie.log', /: Killed$/),
      lines('paxtest-kiddie.log', /: Vulnerable$/),
    ])
    const bits = lines('paxtest-kiddie.log', /bits \(guessed\)$/)
    expect([error, unknown]).toEqual([2, bits + lines('paxtest-kiddie.log', /NULL byte\.$/)])
    expect(records.slice(-3).map(({ case: test, status, line }) => [test, status, line])).toEqual([
      ['Return to function (memcpy)', 'error', 46],
      ['Return to function (strcpy, PIE)', 'unknown', 46],
      ['Return to function (memcpy, PIE)', 'error', 47],
    ])
    expect(facts).toMatchObject({ kernel: '6.18.44-fc-v669', architecture: 'x86_64', machine: 'vm' })
    expect(report.flags.map(({ code }) => code)).toContain('joinedLines')
  })

  it('kernel.config: 1745 set, 1306 not set, for the kernel that paxtest ran on', () => {
    const { options = new Map(), facts, report } = read('kernel.config')
    const set = [...options.values()].filter(({ isSet }) => isSet).length
    expect([set, options.size - set]).toEqual([1745, 1306])
    expect([set, options.size - set]).toEqual([
      lines('kernel.config', /^CONFIG_/),
      lines('kernel.config', /is not set$/),
    ])
    expect([facts.kernel, report.unknown.count, report.repaired.count]).toEqual(['6.18.44-fc-v669', 0, 0])
    expect(options.get('CONFIG_LOCALVERSION')).toEqual({ isSet: true, value: '"-fc-v669"', line: 37 })
  })

  it('stress-ng: the log says what passed, the YAML what was measured; dates stay dates', () => {
    const log = read('stress-ng.log')
    expect(log.records.map(({ case: test, status, duration }) => [test, status, duration])).toEqual([
      ['pipe', 'pass', 2],
      ['mmap', 'pass', 2.02],
      ['run', 'pass', 2.02],
    ])
    const yaml = read('stress-ng.yaml')
    expect(yaml.records.length).toBe(lines('stress-ng.yaml', /- stressor:/))
    expect(yaml.records.map(({ status, target, duration }) => [status, target, duration])).toEqual([
      ['unknown', 'stressor:pipe', 2.00083],
      ['unknown', 'stressor:mmap', 2.018244],
    ])
    expect(yaml.records[0]?.message).toContain('bogo-ops-per-second-usr-sys-time: 250812.881310')
    expect(yaml.facts).toEqual({
      tool: 'stress-ng 0.15.06',
      subject: '',
      kernel: '6.18.44-fc-v669',
      architecture: 'x86_64',
      machine: 'vm',
      date: '2026-11-23T08:45:23',
    })
    expect(yaml.report.flags).toEqual([{ code: 'noVerdict', count: 2, line: 28 }])
  })

  it('coverage of one program is the same in lcov, in what gcov prints, and in part in its annotated source', () => {
    const counted = { found: lines('lcov.info', /^DA:/), hit: lines('lcov.info', /^DA:\d+,[1-9]/) }
    const branches = { found: lines('lcov.info', /^BRDA:/), hit: lines('lcov.info', /^BRDA:.*,[1-9]\d*$/) }
    const functions = { found: lines('lcov.info', /^FN:/), hit: lines('lcov.info', /^FNDA:[1-9]/) }
    expect(read('lcov.info').coverage).toEqual([
      { path: '/srv/demo/cov/t.c', line: 2, lines: counted, functions, branches },
    ])
    expect(read('gcov-stdout.txt').coverage).toEqual([{ path: 't.c', line: 1, lines: counted, branches }])
    const code = /^ *(\d+|#+|=+)\*?: *[1-9]\d*:/
    const own = { found: lines('t.c.gcov', code), hit: lines('t.c.gcov', /^ *\d+\*?: *[1-9]\d*:/) }
    expect(read('t.c.gcov').coverage).toEqual([{ path: 't.c', line: 1, lines: own, functions }])
  })

  it('gcov JSON that is cut off is read as far as it goes, and flagged', () => {
    const { coverage, report } = read('gcov-head.json')
    const whole = textOf('gcov-head.json').match(/"count": [1-9]\d*, "line_number": \d+,/g)?.length ?? 0
    expect(coverage).toEqual([{ path: '', line: 1, lines: { found: whole, hit: whole } }])
    expect(report.flags).toEqual([{ code: 'truncated', count: 1, line: 1 }])
    expect(report.skipped.first.map(({ message }) => message)).toEqual([
      'a line without its number or count.',
      'a file without its name.',
    ])
  })

  it('both bills of materials of one package name the same components', () => {
    const of = (name: string) =>
      read(name).components?.map(({ name: own, version, purl, license, dependencies }) => [
        own,
        version,
        purl,
        license,
        dependencies.length,
      ])
    expect(of('npm-cyclonedx15.json')).toEqual([
      ['np', '1.0.0', 'pkg:npm/demo-evidence@1.0.0', 'MIT', 1],
      ['yaml', '2.9.1', 'pkg:npm/yaml@2.9.1', 'ISC', 0],
    ])
    expect(of('npm-spdx23.json')?.map(([, ...others]) => others)).toEqual(
      of('npm-cyclonedx15.json')?.map(([, ...others]) => others),
    )
    const spdx = JSON.parse(textOf('npm-spdx23.json'))
    expect(read('npm-spdx23.json').components?.length).toBe(spdx.packages.length)
    expect(read('npm-cyclonedx15.json').facts).toMatchObject({ tool: 'npm cli 11.19.1', subject: 'np 1.0.0' })
  })

  it.each(isThere ? readdirSync(folder) : [])('%s cut off behind any of its lines never shows a pass more', (name) => {
    const whole = countStatuses(read(name).records).pass
    const parts = textOf(name).split('\n')
    for (let end = 1; end < parts.length; end += name === 'kernel.config' ? 100 : 1) {
      const part = `${parts.slice(0, end).join('\n')}\n`
      const format = recogniseEvidence(part, name)
      if (!format || /\.(xml|yaml)$/.test(name)) continue
      expect(countStatuses(readEvidence(name, part, format).records).pass).toBeLessThanOrEqual(whole)
    }
  })
})
