import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Run, root, scratch, stpa } from './testing/stpa'

/**
 * Inputs that were once read wrongly, through the whole command. They stand outside of the repository, beside an index
 * that says what is right; each reader's own tests have inputs of the same kinds.
 */
const faults = join(root, '../shared/data/faults')
const isHere = existsSync(faults)
if (!isHere) process.stdout.write('SKIPPED: inputs that were read wrongly: ../shared/data/faults is absent\n')

const files = scratch()
const field = (name: string) => join(faults, 'field', name)
const hostile = (name: string) => join(faults, 'hostile', name)
const rowsOf = (folder: string): string[] =>
  readFileSync(join(faults, folder, 'INDEX.tsv'), 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((row) => row.split('\t')[0] || [])

type Case = { readonly args: readonly string[]; readonly right: (run: Run) => void }

const done = ({ code, stderr }: Run) => expect([code, stderr.includes('stpa: ')], stderr).toEqual([0, false])
const refused =
  (...says: readonly RegExp[]) =>
  ({ code, stdout, stderr }: Run) => {
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.trim().split('\n')).toHaveLength(1)
    for (const each of says) expect(stderr).toMatch(each)
  }
const prints =
  (...says: readonly RegExp[]) =>
  (run: Run) => {
    done(run)
    for (const each of says) expect(run.stdout + run.stderr).toMatch(each)
  }
const summary = (name: string, ...more: string[]) => ['trace', 'summary', name, ...more]

type Counts = Readonly<Record<string, number>>
const counting = (name: string, counts: Counts, flags: readonly string[] = []): Case => ({
  args: ['evidence', field(name), '--format', 'json'],
  right: (run) => {
    done(run)
    const [file] = JSON.parse(run.stdout).files
    expect(file.counts).toMatchObject(counts)
    expect(file.report.flags.map(({ code }: { code: string }) => code)).toEqual(flags)
  },
})

const fieldCases: Readonly<Record<string, Case>> = {
  'strace-errno-number.strace': {
    args: summary(field('strace-errno-number.strace')),
    right: prints(/ 1 +1 +1 +ioctl +ENOTTY 1/, / 1 +1 +1 +\S+ +ENOENT 1/, / 5 +4 +2 +total/),
  },
  'strace-quiet-follow.strace': {
    args: summary(field('strace-quiet-follow.strace'), '--format', 'json'),
    right: (run) => {
      done(run)
      const { processes } = JSON.parse(run.stdout)
      const calls = processes.map((one: { pid: number; calls: number }) => [one.pid, one.calls])
      expect(calls).toEqual([
        [701, 5],
        [702, 3],
      ])
    },
  },
  'junit-gtest-skipped.xml': counting('junit-gtest-skipped.xml', { pass: 1, skip: 1 }),
  'junit-suite-error.xml': counting('junit-suite-error.xml', { pass: 1, error: 1 }),
  'junit-unknown-child.xml': counting('junit-unknown-child.xml', { pass: 0 }),
  'two-a.yml': twoLevels(),
  'dot-dir-back.dot': {
    args: ['convert', field('dot-dir-back.dot'), '--to', 'native'],
    right: (run) => {
      done(run)
      expect(textsOf(run.stdout, 'controlAction')).toEqual(['apply', 'sound'])
      expect(textsOf(run.stdout, 'feedback')).toEqual(['pressure', 'fault status'])
      expect(textsOf(run.stdout, 'element')).toEqual(['Driver', 'Brake', 'Horn'])
    },
  },
  'stress-ng-none.log': {
    args: ['evidence', field('stress-ng-none.log'), '--format', 'json'],
    right: (run) => expect(JSON.parse(run.stdout).files[0].counts.pass).toBe(0),
  },
  'kselftest-4.19.tap': counting('kselftest-4.19.tap', { pass: 1, fail: 1, skip: 1, unknown: 0 }),
  'kunit-totals.log': counting('kunit-totals.log', {}),
  'ltrace.txt': { args: summary(field('ltrace.txt')), right: refused(/ltrace/) },
  'perf-trace-s-old.txt': { args: summary(field('perf-trace-s-old.txt')), right: prints(/pump \(501\)/, / 2 +ioctl/) },
  'perf-stat-old.txt': {
    args: summary(field('perf-stat-old.txt')),
    right: prints(/17\.2\d* +task-clock/, /estimated \(1\)/),
  },
  'perf-script-no-time.txt': {
    args: summary(field('perf-script-no-time.txt')),
    right: prints(/ 2 +user +main/, / 1 +kernel +do_syscall_64/, / 1 +user +work/),
  },
  'funcgraph-pipe.txt': { args: summary(field('funcgraph-pipe.txt')), right: prints(/4 functions/) },
  'strace-number-name.strace': {
    args: summary(field('strace-number-name.strace'), '--arch', 'arm'),
    right: prints(/ 2 +2 .*getrandom/),
  },
  'ktap-journal.log': counting('ktap-journal.log', {}),
  'rivet-losses.yaml': { args: ['convert', field('rivet-losses.yaml'), '--to', 'native'], right: refused(/rivet/) },
  'utf16.strace': {
    args: summary(field('utf16.strace'), '--format', 'json'),
    right: (run) => expect(JSON.parse(run.stdout).processes.map(({ pid }: { pid: number }) => pid)).toEqual([701, 702]),
  },
  'cyclonedx-services.json': counting('cyclonedx-services.json', {}),
  'maintainers-quote.txt': {
    args: ['kernel', 'maintainers', field('maintainers-quote.txt'), 'drivers/w1/a.c'],
    right: prints(/ACME'S ONE WIRE BUS/),
  },
  'lcov-mcdc.info': { args: ['evidence', field('lcov-mcdc.info')], right: prints(/1\/2/, /MC\/DC/i) },
  'cyclonedx.xml': { args: ['evidence', field('cyclonedx.xml')], right: prints(/libpump/) },
  'tagvalue.spdx': { args: ['evidence', field('tagvalue.spdx')], right: prints(/libpump/) },
}

function twoLevels(): Case {
  return {
    args: ['convert', field('two-a.yml'), field('two-b.yml'), '--to', 'native'],
    right: (run) => {
      done(run)
      expect(textsOf(run.stdout, 'controlAction')).toEqual(['Set dose by hand', 'Recommend dose'])
      expect(textsOf(run.stdout, 'unsafeControlAction')).toHaveLength(3)
    },
  }
}

/** Texts of a kind in a native file, in its order. */
function textsOf(native: string, kind: string): string[] {
  return parse(native)[kind].map(({ text }: { text: string }) => text)
}

const graph = (name: string): Case => ({
  args: ['kernel', 'tree', hostile(name), '--symbol', 'watchdog_ioctl'],
  right: refused(/no whole kernel graph/),
})
const bothReaders = (name: string): Case => ({
  args: summary(hostile(name), '--format', 'json'),
  right: (run) => {
    done(run)
    expect(run.stdout).not.toMatch(/NaN|Infinity/)
    expect(JSON.parse(run.stdout).files[0].flags.map(({ code }: { code: string }) => code)).toContain('badNumbers')
  },
})
const roundTrip = (name: string): Case => ({
  args: ['convert', hostile(name), '--to', 'native', '-o', files.path(`${name}.stpa.yaml`)],
  right: (run) => {
    done(run)
    expect(readFileSync(files.path(`${name}.stpa.yaml`), 'utf8')).toContain('['.repeat(65))
  },
})

const hostileCases: Readonly<Record<string, Case>> = {
  'dot-cubic-40k.dot': {
    args: ['kernel', 'import', hostile('dot-cubic-40k.dot'), '-o', files.path('c.g')],
    right: refused(),
  },
  'maint-brackets.txt': {
    args: ['kernel', 'maintainers', hostile('maint-brackets.txt'), 'drivers/a.c'],
    right: ({ code, stderr }) => expect([0, 2], stderr).toContain(code),
  },
  'kernel-13001080-hang-out.m4.jsonOutputPlain.txt.gz': {
    args: ['kernel', 'import', files.path('out.m4.jsonOutputPlain.txt'), '-o', files.path('k.g')],
    right: ({ code, stderr }) => expect([0, 2], stderr).toContain(code),
  },
  'graph-21001103-hang-small.g': graph('graph-21001103-hang-small.g'),
  'graph-11000833-oom-small.g': graph('graph-11000833-oom-small.g'),
  'trace-damaged-time.strace': {
    args: summary(hostile('trace-damaged-time.strace')),
    right: prints(/ 210 .*total/),
  },
  'trace-nonfinite-15000239.strace': bothReaders('trace-nonfinite-15000239.strace'),
  'trace-nonfinite-15000433.strace': bothReaders('trace-nonfinite-15000433.strace'),
  'formula.dot': {
    args: ['kernel', 'interface', hostile('formula.dot'), '--subsystem', '=cmd|calc', '--format', 'csv'],
    right: ({ stdout }) => expect(stdout).not.toMatch(/(^|,)"?[=+@-]/m),
  },
  'formula.strace': {
    args: ['trace', 'subsystems', hostile('formula.strace'), '--format', 'csv'],
    right: (run) => {
      done(run)
      expect(run.stdout).not.toMatch(/(^|,)"?[=+@-]/m)
    },
  },
  'brackets.dot': roundTrip('brackets.dot'),
  'brackets.stpa.yaml': roundTrip('brackets.stpa.yaml'),
  'nested3000.gz': { args: ['evidence', hostile('nested3000.gz')], right: refused() },
  'laughs.stpa.yaml': { args: ['check', hostile('laughs.stpa.yaml')], right: refused() },
}

describe.skipIf(!isHere)('inputs that were once read wrongly', () => {
  it('have a case each', () => {
    if (existsSync(hostile('INDEX.tsv')))
      files.put(
        'out.m4.jsonOutputPlain.txt',
        gunzipSync(readFileSync(hostile('kernel-13001080-hang-out.m4.jsonOutputPlain.txt.gz'))),
      )
    expect(Object.keys(fieldCases).sort()).toEqual(
      rowsOf('field')
        .filter((name) => name !== 'two-b.yml')
        .sort(),
    )
    expect(Object.keys(hostileCases).sort()).toEqual(rowsOf('hostile').sort())
  })

  const all = Object.entries({ ...fieldCases, ...hostileCases })
  it.each(all)('%s', async (_, { args, right }) => {
    right(await stpa(args))
  })

  it('are read again after they were written by ourselves', async () => {
    for (const name of ['brackets.dot', 'brackets.stpa.yaml'])
      done(await stpa(['convert', files.path(`${name}.stpa.yaml`), '--to', 'native']))
  })
})
