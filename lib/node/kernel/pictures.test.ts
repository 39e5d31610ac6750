import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { callCount, functionCount } from '@/lib/kernel/graph/graph'
import { treeOf } from '@/lib/kernel/walk/tree'
import { openGraph } from './open'
import { pictureOf } from './pictures'

const data = new URL('../../../../shared/data/ks-nav/', import.meta.url).pathname
const real = existsSync(data)
if (!real) process.stdout.write('SKIPPED: pictures of kernels: ../shared/data is absent\n')
const names = (folder: string, end: RegExp) =>
  real
    ? readdirSync(join(data, folder))
        .filter((name) => end.test(name))
        .map((name) => join(folder, name))
    : []

const folder = mkdtempSync(join(tmpdir(), 'stpa-pictures-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const put = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const request = { depth: 0, excludeBefore: [], excludeAfter: [], targets: [] } as const

describe.skipIf(!real)('pictures', () => {
  it.each([
    ...names('graph-tools', /\.dot$/),
    ...names('lfscs', /\.(dot|subs|txt)$/),
    ...names('small-pg', /graphOnly/),
  ])('%s is read with a report and no line left over', async (name) => {
    const { graph, report } = await openGraph(join(data, name))
    expect(functionCount(graph)).toBeGreaterThan(0)
    expect(graph.provenance).toMatchObject({ partial: true, original: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(report.map((line) => line.outcome)).toEqual(['created'])
  })

  it.each([
    ['graph-tools/Kconfig', /is a Kconfig file/],
    ['graph-tools/ftrace.log', /is a trace/],
    ['lfscs/execve_detail.svg', /is a picture \(SVG\)/],
  ])('%s is refused with one clear line', async (name, says) => {
    await expect(openGraph(join(data, name))).rejects.toThrow(says)
  })

  it.each(names('real', /\.m1\.x[123]\.dot$/))('%s has the arrows of its lines', async (name) => {
    const text = readFileSync(join(data, name), 'utf8')
    const pairs = new Set([...text.matchAll(/^"(.*)"->"(.*)" \[/gm)].map(([, from, to]) => `${from} > ${to}`))
    const symbol = /real\/(.*)\.m1/.exec(name)?.[1] ?? ''
    const { graph } = await openGraph(join(data, name))
    const tree = treeOf(graph, { ...request, mode: 'all', symbol })
    expect(new Set(tree.edges.map(({ from, to }) => `${from} > ${to}`))).toEqual(pairs)
  })

  it.each(names('real/json', /\.txt$/))('%s holds the graph that graphOnly prints', async (name) => {
    const [, symbol, mode, depth] = /json\/(.*)\.m(\d)\.x(\d)/.exec(name) ?? []
    const [inside, alone] = [
      await openGraph(join(data, name)),
      await openGraph(join(data, `real/${symbol}.m${mode}.x${depth}.dot`)),
    ]
    expect(callCount(inside.graph)).toBe(callCount(alone.graph))
    expect(inside.graph.names).toEqual(alone.graph.names)
    expect(inside.report.some((line) => line.outcome === 'repaired')).toBe(true)
  })

  it.each(names('small', /\.txt$/))('%s is read', async (name) => {
    const { graph } = await openGraph(join(data, name))
    expect(callCount(graph)).toBeGreaterThan(5)
  })

  it('a picture of labels brings its functions with their places', async () => {
    const { graph } = await openGraph(join(data, 'small/out.m4.graphOnly.txt'))
    const tree = treeOf(graph, { ...request, mode: 'labels', symbol: 'WATCHDOG DEVICE DRIVERS' })
    expect(tree.edges.map(({ from, to }) => `${from} > ${to}`)).toContain(
      'WATCHDOG DEVICE DRIVERS > HIGH-RESOLUTION TIMERS, CLOCKEVENTS',
    )
  })
})

describe('odd pictures', () => {
  it('take quotes in names, defaults before the graph, plain names, and name what they cannot read', async () => {
    const text = [
      ...[
        'No database instance specified. Defaulting to 1.',
        'digraph G {',
        'rankdir=LR; node [style=filled fillcolor=yellow]',
      ],
      ...['"USB "USBNET" DRIVER"->"The REST"; ', 'what is this', 'plain -> other;', '}', ''],
    ].join('\n')
    const { graph, report } = await openGraph(put('odd.dot', text))
    expect([functionCount(graph), callCount(graph)]).toEqual([4, 2])
    expect(report.slice(1).map(({ outcome, place }) => [outcome, place?.line])).toEqual([
      ['repaired', 1],
      ['skipped', 5],
    ])
  })

  it('of a hundred thousand arrows are read, an empty or a cut one is refused', async () => {
    const arrows = Array.from(
      { length: 100_000 },
      (_, index) => `"f${index}"->"f${(index * 7) % 1000}" [ edgeid = "${index}"]; `,
    )
    const { graph } = await openGraph(put('many.dot', `digraph G {\nrankdir=LR\n${arrows.join('\n')}\n}\n`))
    expect(callCount(graph)).toBe(100_000)
    await expect(openGraph(put('letter.txt', 'Dear reader, this is a letter.'))).rejects.toThrow('is no kernel graph')
    const cut = '{"graph": "AAAA","graph_type":"jsonOutputGZB64","symbols": [edge]}'
    await expect(openGraph(put('cut.json', cut))).rejects.toThrow('cannot be unpacked')
  })
})

describe("nav's JSON", () => {
  const graph = 'digraph G {\n"A"->"B"  [label="f([0x1]a.c:1),\\n"]\n}\n'
  const output = (body: string, type: string) => `{"graph": "${body}","graph_type":"${type}","symbols": [edge]}\n`
  const read = (text: string) => pictureOf('nav.json', new TextEncoder().encode(text))
  const packed = Buffer.from(graph).toString('base64')

  it('with anything behind it is refused', () => {
    const [plain, coded] = [output(graph, 'jsonOutputPlain'), output(packed, 'jsonOutputB64')]
    for (const whole of [plain, coded]) {
      expect(functionCount(read(whole).graph)).toBe(2)
      for (const more of [whole, '{"a":[1]}\n', '{"a":1}', 'more', ']', '{}'])
        expect(() => read(whole + more)).toThrow(/no kernel graph|stands behind the first/)
    }
  })

  it('whose base64 is damaged is refused', () => {
    for (const body of [packed.slice(1), `${packed.slice(0, 8)}!${packed.slice(9)}`, `${packed}====`, `QQ==${packed}`])
      expect(() => read(output(body, 'jsonOutputB64'))).toThrow('is no base64')
  })
})
