import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeGraph, encodeGraph } from '@/lib/kernel/graph/file'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { sectionName } from '@/lib/kernel/graph/names'
import { navText } from '@/lib/kernel/walk/nav'
import { modes, type WalkRequest } from '@/lib/kernel/walk/request'
import { treeOf } from '@/lib/kernel/walk/tree'
import { labelsOf } from '@/lib/kernel/walk/write'
import { openGraph } from './open'

const data = new URL('../../../../shared/data/ks-nav/', import.meta.url).pathname
const real = existsSync(data)
if (!real) process.stdout.write('SKIPPED: the outputs of nav: ../shared/data is absent\n')

const folder = mkdtempSync(join(tmpdir(), 'stpa-oracle-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function load(path: string): Promise<CallGraph> {
  const { graph, report } = await openGraph(path, { instance: 1 })
  expect(report).toEqual([])
  // By way of the compact file, which is what an import keeps.
  return decodeGraph(path, encodeGraph(graph))
}

const walk = (symbol: string, mode: number, depth: number): WalkRequest => {
  const name = modes[mode - 1] ?? 'all'
  return { mode: name, symbol, depth, excludeBefore: [], excludeAfter: [], targets: [] }
}

const outputs = real ? readdirSync(join(data, 'real')).filter((name) => name.endsWith('.dot')) : []
let linux: CallGraph
beforeAll(async () => {
  if (!real) return
  writeFileSync(join(folder, 'linux.db'), gunzipSync(readFileSync(join(data, 'linux-6.1.192.db.gz'))))
  linux = await load(join(folder, 'linux.db'))
})

/** nav's lines as data, its backquotes as the quotes of MAINTAINERS: names of nodes, arrows, and the labels of each arrow. */
function readNav(text: string) {
  const edges = new Map<string, string[]>()
  const nodes = new Set<string>()
  for (const line of sectionName(text).split('\n')) {
    const [, from, to, more = ''] = /^"(.*)"->"([^"]*)"(.*)$/.exec(line) ?? []
    const [, alone] = /^"([^"]*)" \[/.exec(line) ?? []
    if (alone !== undefined) nodes.add(alone)
    if (from === undefined || to === undefined) continue
    nodes.add(from).add(to)
    const label = /\[label="(.*)"\]/.exec(more)?.[1] ?? ''
    edges.set(`${from} -> ${to}`, label.split(',\\n').filter(Boolean).sort())
  }
  return { nodes, edges }
}

function readTree(graph: CallGraph, request: WalkRequest) {
  const tree = treeOf(graph, request)
  const hasLabels = request.mode === 'labels' || request.mode === 'targeted'
  const edges = tree.edges.map((edge): [string, string[]] => [
    `${edge.from} -> ${edge.to}`,
    hasLabels ? labelsOf(graph, edge).sort() : [],
  ])
  return { nodes: new Set(tree.nodes.map((node) => node.name)), edges: new Map(edges) }
}

describe.skipIf(!real)('what nav prints, byte for byte', () => {
  it.each(outputs)('%s', (name) => {
    const [, symbol = '', mode, depth] = /^(.*)\.m(\d)\.x(\d)\.dot$/.exec(name) ?? []
    const expected = readFileSync(join(data, 'real', name), 'utf8')
    expect(navText(linux, walk(symbol, Number(mode), Number(depth))) === expected).toBe(true)
  })

  it.each([1, 2, 3, 4])('of the small database in mode %i', async (mode) => {
    const expected = readFileSync(join(data, `small/out.m${mode}.graphOnly.txt`), 'utf8')
    expect(navText(await load(join(data, 'small/small.db')), walk('watchdog_ioctl', mode, 0))).toBe(expected)
  })
})

/** The graph inside of nav's JSON forms, which are no JSON: `[edge` stands where the list of symbols begins. */
function inside(text: string): string {
  const [, body = '', type = ''] = /\{"graph": "([\s\S]*)","graph_type":"(\w+)","symbols"/.exec(text) ?? []
  if (type === 'jsonOutputPlain') return body
  const bytes = Buffer.from(body, 'base64')
  return (type === 'jsonOutputB64' ? bytes : gunzipSync(bytes)).toString()
}

const wrapped = real ? readdirSync(join(data, 'real/json')) : []
const smallWrapped = real ? readdirSync(join(data, 'small')).filter((name) => name.includes('.json')) : []

describe.skipIf(!real)('the graph inside of nav’s JSON', () => {
  it.each(wrapped)('%s has the nodes, edges and labels of our tree, and the bytes of --nav-compatible', (name) => {
    const [, symbol = '', mode, depth] = /^(.*)\.m(\d)\.x(\d)/.exec(name) ?? []
    const text = inside(readFileSync(join(data, 'real/json', name), 'utf8'))
    const [theirs, ours] = [readNav(text), readTree(linux, walk(symbol, Number(mode), Number(depth)))]
    for (const [key, labels] of theirs.edges) expect(ours.edges.get(key)).toEqual(expect.arrayContaining(labels))
    expect(navText(linux, walk(symbol, Number(mode), Number(depth))).trim()).toBe(text.trim())
  })

  it.each(smallWrapped)('%s too, without a limit the same sets', async (name) => {
    const mode = Number(/m(\d)/.exec(name)?.[1])
    const graph = await load(join(data, 'small/small.db'))
    const theirs = readNav(inside(readFileSync(join(data, 'small', name), 'utf8')))
    const ours = readTree(graph, walk('watchdog_ioctl', mode, 0))
    if (mode === 3) for (const key of ours.edges.keys()) ours.edges.set(key, [])
    expect(ours).toEqual(theirs)
  })
})

/** Mode 3 has no labels in nav: its edges alone are compared. Mode 4 of an untagged start is empty in nav. */
describe.skipIf(!real)('the tree without a limit', () => {
  const untagged = /^(do_exit|start_kernel|__x64_sys_getpid)\.m4/
  const whole = outputs.filter((name) => name.endsWith('.x0.dot') && !untagged.test(name))

  it.each(whole)('has the nodes, arrows and labels of %s', (name) => {
    const [, symbol = '', mode] = /^(.*)\.m(\d)/.exec(name) ?? []
    const theirs = readNav(readFileSync(join(data, 'real', name), 'utf8'))
    const ours = readTree(linux, walk(symbol, Number(mode), 0))
    if (mode === '3') for (const key of ours.edges.keys()) ours.edges.set(key, [])
    expect(ours).toEqual(theirs)
  })

  it.each([1, 2, 3, 4])('has those of the small database in mode %i', async (mode) => {
    const theirs = readNav(readFileSync(join(data, `small/out.m${mode}.graphOnly.txt`), 'utf8'))
    const ours = readTree(await load(join(data, 'small/small.db')), walk('watchdog_ioctl', mode, 0))
    if (mode === 3) for (const key of ours.edges.keys()) ours.edges.set(key, [])
    expect(ours).toEqual(theirs)
  })

  it.each(['do_exit', 'start_kernel'])('from %s, which nothing tags, has The REST as its target', (symbol) => {
    const { nodes, edges } = readTree(linux, walk(symbol, 4, 0))
    expect(edges.size).toBeGreaterThan(100)
    for (const key of edges.keys()) expect(key).toMatch(/The REST/)
    const subsystems = readTree(linux, walk(symbol, 2, 0)).edges
    expect(edges.size).toBe([...subsystems.keys()].filter((key) => key.includes('The REST')).length)
    expect(nodes.has('The REST')).toBe(true)
  })
})

describe.skipIf(!real)('the tree with a limit', () => {
  const limited = outputs.filter((name) => !name.endsWith('.x0.dot') && !/\.m4/.test(name))

  it.each(limited)('lacks nothing of %s, and nothing within the limit', (name) => {
    const [, symbol = '', mode, depth] = /^(.*)\.m(\d)\.x(\d)/.exec(name) ?? []
    const theirs = readNav(readFileSync(join(data, 'real', name), 'utf8'))
    const ours = readTree(linux, walk(symbol, Number(mode), Number(depth)))
    for (const key of theirs.edges.keys()) expect(ours.edges.has(key)).toBe(true)
    if (depth === '1') expect(ours.edges.size).toBe(theirs.edges.size) // nothing can be met deep first
  })

  it('finds 73 and 239 calls from openat within 3 and 4, where nav finds 51 and 170', () => {
    expect(treeOf(linux, walk('__x64_sys_openat', 1, 3)).edges).toHaveLength(73)
    expect(treeOf(linux, walk('__x64_sys_openat', 1, 4)).edges).toHaveLength(239)
  })
})
