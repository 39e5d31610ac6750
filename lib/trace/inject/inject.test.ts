import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Analysis } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { ActionReader } from '../actions/reader'
import { Coverage } from '../coverage/collect'
import { planOf } from '../coverage/plan'
import { TraceInput } from '../input'
import { pumpAnalysis } from '../testing/pump'
import { isFaultInjection } from './faultInjection'
import { type RecipeRequest, recipeOf } from './recipe'
import { commentLines, quotePattern, quoteWord, wordsOfCommand } from './shell'

const folder = mkdtempSync(join(tmpdir(), 'stpa-inject-'))
afterAll(() => rmSync(folder, { recursive: true }))

function recipe(analysis: Analysis = pumpAnalysis(), request: RecipeRequest = {}) {
  const scenario = analysis.items.get('ls')
  if (!scenario) throw new Error('the analysis has no scenario')
  return recipeOf(analysis, scenario, request)
}

const update = (uid: string, set: Record<string, unknown>, was: Record<string, unknown> = {}): Operation => ({
  ...{ op: 'update', uid, set, was },
})
const sh = (script: string, ...rest: string[]) => spawnSync('sh', ['-c', script, 'sh', ...rest], { encoding: 'utf8' })

/** strace can be there and not be allowed to trace. */
const canTrace = spawnSync('strace', ['-o', join(folder, 'try'), '--', 'true']).status === 0
if (!canTrace) process.stdout.write('SKIPPED: running recipes: strace cannot trace here\n')

describe('a recipe', () => {
  it('injects the error of the binding on its path, as a script that says what to expect', () => {
    const { scripts, expected } = recipe(pumpAnalysis(), {
      resource: '/dev/spidev0.0',
      command: 'mdt reservoir',
      when: 2,
    })
    const [first] = scripts
    expect(first?.text).toContain(
      'strace -f -ttt -T -yy -s 256 --inject=flock:error=EAGAIN:when="$when" -P /dev/spidev0.0 -o "$out" -- "$@"',
    )
    expect(first?.text).toContain('WHEN:-2}')
    expect(first?.text).toContain('if [ "$#" -eq 0 ]; then set -- mdt reservoir; fi')
    expect(expected).toEqual([
      'flock of /dev/spidev* returns -1 EAGAIN, marked (INJECTED) in the trace: LS-1 The device is in use',
      'It holds all the same: REQ-1 The command must try again within 5 s',
    ])
    expect(first?.text).toContain('# Expected: It holds all the same: REQ-1')
  })

  it('looks for the names that a pattern stands for, and takes the command of a run that observed it', () => {
    const run: Operation[] = [
      { op: 'create', uid: 'run', kind: 'run', fields: { text: 'r', workload: "mdt 'set temp' 1" } },
      { op: 'link', from: 'b-ls', name: 'observedIn', to: 'run' },
    ]
    const [first] = recipe(pumpAnalysis(run)).scripts
    expect(first?.text).toContain('for path in /dev/spidev*; do')
    expect(first?.text).toContain("then set -- mdt 'set temp' 1; fi")
  })

  it('names the system call behind a verb, and those of several architectures', () => {
    const analysis = pumpAnalysis([
      update('b-ls', { verbs: ['open'], errors: ['ENOENT', 'EACCES'] }, { verbs: ['flock'], errors: ['EAGAIN'] }),
    ])
    const files = recipe(analysis).scripts.map(({ fileName }) => fileName)
    expect(recipe(analysis).scripts[0]?.text).toContain("--inject='?openat,?open,?openat2:error=ENOENT'")
    expect(files).toEqual(['inject.sh', 'inject-fail_function.sh', 'inject-2.sh', 'inject-fail_function-2.sh'])
  })

  it('delays the call where the scenario is one of lateness and names no error', () => {
    const analysis = pumpAnalysis([
      update('b-ls', { outcome: 'any', errors: [] }, { outcome: 'error', errors: ['EAGAIN'] }),
      update('uca', { guideWord: 'tooLate' }, { guideWord: 'notProviding' }),
    ])
    expect(recipe(analysis).scripts.map(({ text }) => /--inject=\S+/.exec(text)?.[0])).toEqual([
      '--inject=flock:delay_enter=500000:when="$when"',
    ])
  })

  it('adds the knobs of the kernel that fit the fault, with what they need', () => {
    const of = (errno: string, verb: string, resource: string) =>
      recipe(
        pumpAnalysis([
          update(
            'b-ls',
            { errors: [errno], verbs: [verb], resource },
            { errors: ['EAGAIN'], verbs: ['flock'], resource: '/dev/spidev*' },
          ),
        ]),
      ).scripts.map(({ name }) => name)
    expect(of('EAGAIN', 'flock', '/dev/spidev*')).toEqual(['strace', 'fail_function'])
    expect(of('ENOMEM', 'ioctl', '/dev/spidev0.0')).toEqual(['strace', 'failslab', 'fail_page_alloc', 'fail_function'])
    expect(of('EIO', 'read', '/dev/mmcblk0p1')).toEqual([
      ...['strace', 'fail_make_request', 'fail_mmc_request', 'fail_io_timeout', 'fail_function'],
    ])
    expect(of('EFAULT', 'futex', '/x')).toEqual(['strace', 'fail_usercopy', 'fail_futex', 'fail_function'])
    expect(of('EIO', 'read', '/sys/class/gpio/gpio4/value')).toEqual(['strace', 'fail_function'])
    expect(recipe().scripts[1]?.needs).toContain('CONFIG_FUNCTION_ERROR_INJECTION')
  })

  it('is a script that sh can read, whatever the knob', () => {
    const faults = [
      { errors: ['ENOMEM', 'EFAULT', 'EIO', 'ETIMEDOUT'], verbs: ['futex', 'read'], resource: '/dev/mmcblk0' },
    ]
    for (const fault of faults) {
      const was = { errors: ['EAGAIN'], verbs: ['flock'], resource: '/dev/spidev*' }
      const { scripts } = recipe(pumpAnalysis([update('b-ls', fault, was)]))
      expect(new Set(scripts.map(({ name }) => name)).size).toBe(9)
      for (const { text } of scripts) expect(spawnSync('sh', ['-n'], { input: text }).status).toBe(0)
    }
  })

  it('refuses a scenario that is bound to nothing, or that says neither error nor lateness', () => {
    const unbound = pumpAnalysis([{ op: 'remove', uid: 'b-ls' }])
    expect(() => recipe(unbound)).toThrow('LS-1 is bound to no call')
    const open = pumpAnalysis([
      update('b-ls', { outcome: 'any', errors: [] }, { outcome: 'error', errors: ['EAGAIN'] }),
    ])
    expect(() => recipe(open)).toThrow('there is nothing to put in')
    const hostile = pumpAnalysis([update('b-ls', { errors: ['EAGAIN:signal=9'] }, { errors: ['EAGAIN'] })])
    expect(() => recipe(hostile)).toThrow('BND-5, errors.0')
    const strange = pumpAnalysis([update('b-ls', { errors: ['exit 1'] }, { errors: ['EAGAIN'] })])
    expect(() => recipe(strange)).toThrow('there is nothing to put in')
  })
})

describe('the shell in a recipe', () => {
  const nasty = [
    `a'b"c`,
    '$(touch x)',
    '`id`',
    'a b',
    '*',
    '-rf',
    'ümlaut',
    'line\nend',
    '\\',
    '',
    'a;b|c&d',
    '~root',
    '#x',
    '!!',
  ]

  it('gets every word back as it was', () => {
    const words = nasty.map(quoteWord).join(' ')
    expect(sh(`for word in ${words}; do printf '%s\\0' "$word"; done`).stdout.split('\0').slice(0, -1)).toEqual(nasty)
    expect(wordsOfCommand(`mdt "set temp" it\\'s 'a;b' $(x) "\\$y"`)).toEqual([
      'mdt',
      'set temp',
      "it's",
      'a;b',
      '$(x)',
      '$y',
    ])
    expect(wordsOfCommand(`'open`)).toEqual(['open'])
  })

  it('expands a pattern to names and nothing else', () => {
    for (const name of ["it's $(x)1", "it's $(x)2"]) writeFileSync(join(folder, name), '')
    const { stdout } = sh(`cd "$1" && printf '%s\\n' ${quotePattern("it's $(x)*")}`, folder)
    expect(stdout).toBe("it's $(x)1\nit's $(x)2\n")
  })

  it('takes no command from texts of the analysis, and is one that sh can read', () => {
    const evil = 'x\n; touch pwned\r\n$(touch pwned) `touch pwned`\u2028touch pwned'
    expect(commentLines(evil).every((line) => line.startsWith('# ') && !/[\n\r]/.test(line))).toBe(true)
    const analysis = pumpAnalysis([
      update('ls', { text: evil }, { text: 'The device is in use' }),
      update('b-ls', { resource: `/dev/${evil}*` }, { resource: '/dev/spidev*' }),
    ])
    for (const { text } of recipe(analysis, { command: `true '${evil}'` }).scripts) {
      const file = join(folder, 'evil.sh')
      writeFileSync(file, text)
      expect(spawnSync('sh', ['-n', file]).status).toBe(0)
      spawnSync('sh', [file], { cwd: folder })
      expect(existsSync(join(folder, 'pwned'))).toBe(false)
    }
  })
})

describe.skipIf(!canTrace)('a recipe that is run under real strace', () => {
  const device = join(folder, 'spidev0.0')
  const program = join(folder, 'radio.sh')
  // Opens the device and takes it, as the pump's command does; flock(1) makes the system call of that name.
  writeFileSync(
    program,
    'exec 9<> "$1"; if flock -n 9; then echo 108.5; else echo "device is in use" >&2; exit 1; fi\n',
  )
  writeFileSync(device, '')
  // Readers of traces leave out what is made up for one run, such as the end of this folder's name.
  const pattern = join(tmpdir(), 'stpa-inject-*', 'spidev*')
  const here = [update('b-ls', { resource: pattern }, { resource: '/dev/spidev*' })]

  function run(...rest: string[]) {
    const [script] = recipe(pumpAnalysis(here), { resource: join(folder, 'spidev*') }).scripts
    const [file, out] = [join(folder, 'inject.sh'), join(folder, 'LS-1.strace')]
    writeFileSync(file, script?.text ?? '')
    const result = spawnSync('sh', [file, ...rest], { encoding: 'utf8', env: { ...process.env, OUT: out } })
    return { ...result, trace: existsSync(out) ? readFileSync(out) : Buffer.alloc(0) }
  }

  it('makes the call fail, and the trace is read back as evidence of the scenario, never as normal operation', () => {
    expect(execFileSync('sh', [program, device], { encoding: 'utf8' })).toBe('108.5\n')
    const { stderr, trace } = run('sh', program, device)
    expect(stderr).toContain('device is in use')
    expect(stderr).toContain('The command ended with 1')
    const coverage = new Coverage(planOf(pumpAnalysis(here)), { id: 'r', title: 'LS-1', workload: '' })
    const reader = new ActionReader(coverage)
    const input = new TraceInput('LS-1.strace', reader)
    input.push(trace)
    const { flags } = input.end()
    reader.end()
    const covered = coverage.end(flags)
    expect(isFaultInjection(flags)).toBe(true)
    expect(covered.nature).toBe('faultInjection')
    const scenario = covered.items.find(({ uid }) => uid === 'ls')
    expect([scenario?.state, scenario?.bindings[0]?.injected]).toEqual(['exercised', 1])
  })

  it('says so when the call was not reached', () => {
    const { status, stderr } = run('true')
    expect([status, stderr.includes('nothing was put in')]).toEqual([3, true])
  })
})
