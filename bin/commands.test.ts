import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { root, scratch, stpa } from './testing/stpa'

const files = scratch()
const example = 'examples/telltale/telltale.stpa.yaml'
const data = join(root, '../shared/data/stpa')
const lossAndHazard = files.put(
  'small.yml',
  'Losses:\n- {Identifier: L-1, Text: Loss of life}\nHazards:\n- {Identifier: H-1, Text: Car rolls, Losses: [L-1, L-9]}\n',
)

describe('help and wrong usage', () => {
  const commands = ['convert', 'check', 'edit', 'report', 'diagram', 'schema']
  it.each<[string[], RegExp]>([
    [['--version'], /^stpa \d+\.\d+\.\d+\n$/],
    [['--help'], /Exit status/],
    [['help', 'check'], /--fail-on/],
    ...commands.map((name): [string[], RegExp] => [[name, '--help'], /^stpa /]),
  ])('stpa %j answers on standard output with 0', async (args, says) => {
    const run = await stpa(args)
    expect([run.code, run.stderr]).toEqual([0, ''])
    expect(run.stdout).toMatch(says)
  })

  it.each<[string[], RegExp]>([
    [[], /Say what to do/],
    [['fly'], /"fly" is no command/],
    [['convert', example], /--to is missing/],
    [['convert', example, '--to', 'word'], /native, stpatools or dot|native, stpatools, dot/],
    [['convert', example, '--to', 'native', '--json'], /needs -o FILE or --dry-run/],
    [['check'], /Name at least one input/],
    [['check', example, '--format', 'xml'], /text, json, sarif/],
    [['check', example, '--colour'], /colour/],
    [['check', 'nowhere.yml'], /nowhere\.yml: there is no such file/],
    [['check', 'examples'], /is a folder/],
    [['edit'], /Name the analysis/],
    [['edit', example], /Say which edit/],
    [['edit', example, 'fly'], /"fly" is no edit. There are: create/],
    [['edit', example, 'rename', 'H-1'], /NAME=VALUE/],
    [['edit', example, 'rename', 'item=H-1'], /rename takes item, key/],
    [['edit', example, 'set', 'item=H-1', 'field=colour', 'value=red'], /colour/],
    [['edit', example, 'rename', 'item=H-1', 'key=H-2'], /Another hazard has the key H-2/],
    [['report', example, '--format', 'csv'], /csv/],
    [['report', example, '--format', 'html', '--chapters', 'nonsense'], /nonsense/],
    [['diagram', example, '--format', 'svg', '--structure', 'CS-99'], /CS-99/],
    [['convert', example, '--to', 'native', '--match', 'Brake'], /write NAME=KEY/],
    [['schema', example], /reads no input/],
  ])('stpa %j is refused with one clear line and 2', async (args, says) => {
    const run = await stpa(args)
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toMatch(says)
    expect(run.stderr).not.toMatch(/\n\s+at /)
  })
})

describe('edit', () => {
  it('does what a screen does, and says what it made', async () => {
    const run = await stpa(['edit', example, 'create', 'kind=hazard', 'text=The lamp stays dark'])
    expect([run.code, run.stderr]).toEqual([0, 'created: hazard H-5\n'])
    const { hazard } = parse(run.stdout)
    expect(hazard.at(-1)).toMatchObject({ key: 'H-5', text: 'The lamp stays dark' })
  })

  it('takes many from a file: all of them, or none', async () => {
    const lines = [
      { edit: 'create', kind: 'loss', text: 'Loss of trust' },
      { edit: 'set', item: 'H-1', field: 'text', value: 'Other words' },
    ]
    const script = lines.map((line) => JSON.stringify(line)).join('\n')
    const run = await stpa(['edit', example, '--from', '-', '-o', files.path('edited.yaml')], script)
    expect([run.code, run.stdout, run.stderr]).toEqual([0, '', 'created: loss L-4\nedited: set\n'])
    const text = readFileSync(files.path('edited.yaml'), 'utf8')
    expect(text).toContain('Loss of trust')
    expect(text).toContain('Other words')
    const refused = await stpa(['edit', example, '--from', '-'], `${script}\n{"edit":"remove","items":"X-1"}`)
    expect([refused.code, refused.stdout]).toEqual([2, ''])
    expect(refused.stderr).toMatch(/:3: There is no item with the key or uid X-1/)
    const garbled = await stpa(['edit', example, '--from', '-'], 'rename')
    expect(garbled.stderr).toMatch(/:1: write \{"edit": NAME/)
  })
})

describe('convert', () => {
  it('gives the result to standard output and the report to standard error', async () => {
    const run = await stpa(['convert', lossAndHazard, '--to', 'stpatools'])
    expect(run.code).toBe(0)
    expect(parse(run.stdout).Hazards).toEqual([{ Identifier: 'H-1', Text: 'Car rolls', Losses: ['L-1'] }])
    expect(run.stderr).toMatch(/small\.yml:4: .*L-9/)
    expect(run.stderr).toMatch(/created: 1 hazard\n/)
    const items = [...run.stderr.matchAll(/^created: (\d+) /gm)].reduce((sum, [, count]) => sum + Number(count), 0)
    expect(run.stderr).toMatch(new RegExp(`\\nreport: ${items} created, 0 repaired, 1 skipped, 1 lost\\n$`))
  })

  it('obeys no sign of a terminal in what it says of a file', async () => {
    const hostile = files.put('hostile.yml', 'Losses:\n- {Identifier: L-1, Text: a, "\\e[2J\\u202E": b}\n')
    const run = await stpa(['convert', hostile, '--to', 'native'])
    expect(run.stderr).toContain('<U+001B>[2J<U+202E>')
    expect(run.stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u)
  })

  it('reads standard input', async () => {
    const run = await stpa(['convert', '-', '--to', 'native'], readFileSync(lossAndHazard))
    expect([run.code, parse(run.stdout).loss[0].text]).toEqual([0, 'Loss of life'])
  })

  it('with --json puts JSON alone on standard output, with a version', async () => {
    const target = files.path('small.stpa.yaml')
    const run = await stpa(['convert', lossAndHazard, '--to', 'native', '--json', '-o', target])
    const answer = JSON.parse(run.stdout)
    expect([run.code, run.stderr, answer.version]).toEqual([0, '', 1])
    expect(Object.keys(answer.report)).toEqual(['created', 'repaired', 'skipped', 'lost'])
    expect(answer.counts).toMatchObject({ loss: 1, hazard: 1 })
    expect(existsSync(target)).toBe(true)
  })

  it('with --dry-run writes nothing', async () => {
    const target = files.path('never.yaml')
    const run = await stpa(['convert', lossAndHazard, '--to', 'native', '--dry-run', '-o', target])
    expect([run.code, run.stdout, existsSync(target)]).toEqual([0, '', false])
  })

  it('keeps a symbolic link that it writes through, and leaves the target alone when it is refused', async () => {
    const target = files.put('target.yaml', 'before')
    const link = files.path('link.yaml')
    symlinkSync(target, link)
    expect((await stpa(['convert', 'nowhere.yml', '--to', 'native', '-o', link])).code).toBe(2)
    expect(readFileSync(target, 'utf8')).toBe('before')
    expect((await stpa(['convert', lossAndHazard, '--to', 'native', '-o', link])).code).toBe(0)
    expect([lstatSync(link).isSymbolicLink(), readFileSync(target, 'utf8').slice(0, 8)]).toEqual([true, 'stpa: 1\n'])
  })

  it('merges a drawing by names, and lets --match decide', async () => {
    const drawing = files.put(
      'drawing.dot',
      'digraph { a [label="Brake computer"] b [label="Wheel"] a -> b [label="Brake"] }',
    )
    const system = files.put(
      'system.yml',
      'Components:\n- {Identifier: BC, Text: Brake unit}\n- {Identifier: W, Text: Wheel}\n',
    )
    const apart = parse((await stpa(['convert', system, drawing, '--to', 'native'])).stdout)
    expect(apart.element).toHaveLength(3)
    const merged = parse(
      (await stpa(['convert', system, drawing, '--to', 'native', '--match', 'Brake computer=BC'])).stdout,
    )
    expect(merged.element.map((element: { key: string }) => element.key)).toEqual(['BC', 'W'])
    const wrong = await stpa(['convert', system, drawing, '--to', 'native', '--match', 'Brake computer=BX'])
    expect([wrong.code, /no item has the key BX/.test(wrong.stderr)]).toEqual([2, true])
  })
})

describe('check', () => {
  it('finds nothing at error in the example, and says so in every format', async () => {
    expect((await stpa(['check', example])).stdout).toMatch(/\n?0 errors, 0 warnings, 0 hints, \d+ dismissed\n$/)
    expect(JSON.parse((await stpa(['check', example, '--format', 'json'])).stdout)).toMatchObject({
      version: 1,
      findings: [],
    })
  })

  it('fails with 1 at the level asked for, and names rule, item, file and line', async () => {
    const runs = ['error', 'warning', 'never'].map((level) =>
      stpa(['check', lossAndHazard, '--format', 'json', '--fail-on', level]),
    )
    const [error, warning, never] = await Promise.all(runs)
    expect([error?.code, warning?.code, never?.code]).toEqual([1, 1, 0])
    const { findings, counts } = JSON.parse(error?.stdout ?? '')
    expect(counts.error).toBeGreaterThan(0)
    expect(findings).toContainEqual(
      expect.objectContaining({ severity: 'error', rule: expect.any(String), file: lossAndHazard, line: 4 }),
    )
  })

  it('writes SARIF 2.1.0 whose results point to their rules and to lines', async () => {
    const { stdout, code } = await stpa(['check', lossAndHazard, '--format', 'sarif'])
    const { version, runs } = JSON.parse(stdout)
    expect([code, version, runs.length]).toEqual([1, '2.1.0', 1])
    const [{ tool, results }] = runs
    expect(results.length).toBeGreaterThan(0)
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
      expect(['error', 'warning', 'note']).toContain(result.level)
      expect(result.locations[0].physicalLocation.artifactLocation.uri).toMatch(/^file:\/\/\/.*small\.yml$/)
    }
  })

  it('writes JUnit XML that counts as it lists', async () => {
    const { stdout } = await stpa(['check', lossAndHazard, '--format', 'junit'])
    const [, tests, failures] = /<testsuites tests="(\d+)" failures="(\d+)"/.exec(stdout) ?? []
    expect(stdout.match(/<testcase /g)).toHaveLength(Number(tests))
    expect(stdout.match(/<failure /g)).toHaveLength(Number(failures))
    expect(Number(failures)).toBeGreaterThan(0)
  })
})

describe('report, diagram and schema', () => {
  it.each([
    ['report', 'html', /^<!doctype html>/i],
    ['report', 'md', /^# /],
    ['report', 'json', /^\{/],
    ['aou', 'html', /^<!doctype html>/i],
    ['answers', 'csv', /AOU-1/],
    ['answers', 'json', /^\{/],
  ])('writes the document %s as %s, twice the same', async (document, format, looks) => {
    const args = ['report', example, '--document', document, '--format', format]
    const [first, second] = await Promise.all([stpa(args), stpa(args)])
    expect([first.code, first.stderr]).toEqual([0, ''])
    expect(first.stdout).toMatch(looks)
    expect(second.stdout).toBe(first.stdout)
  })

  it.each([
    ['svg', '<svg'],
    ['png', '\u0089PNG'],
    ['dot', 'digraph'],
  ])('draws the control structure as %s', async (format, start) => {
    const target = files.path(`telltale.${format}`)
    expect((await stpa(['diagram', example, '--format', format, '-o', target])).code).toBe(0)
    expect(readFileSync(target, 'latin1').slice(0, 20)).toContain(start)
  })

  it('publishes the schema of the native format', async () => {
    const { stdout } = await stpa(['schema'])
    expect(JSON.parse(stdout).$schema).toBe('https://json-schema.org/draft/2020-12/schema')
  })
})

describe('the published files', () => {
  it('the merge of Telltale doubles nothing, and a report is made of it', async () => {
    if (!existsSync(data))
      return void process.stdout.write('SKIPPED: the merge of Telltale: ../shared/data is absent\n')
    const inputs = [join(data, 'telltale.yml'), join(data, 'telltale-control-structure.dot')]
    const { stdout, code } = await stpa(['convert', ...inputs, '--to', 'native'])
    const merged = parse(stdout)
    expect(code).toBe(0)
    expect([merged.element, merged.controlAction, merged.feedback].map((items) => items.length)).toEqual([13, 17, 5])
  })
})
