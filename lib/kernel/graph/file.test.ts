import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StpaError } from '../../stpa/errors'
import { entryPoints } from '../entries'
import { interfaceOf } from '../interface'
import { pathsBetween } from '../paths'
import { reachOf } from '../reach'
import { searchGraph } from '../search'
import { navText } from '../walk/nav'
import { modes } from '../walk/request'
import { treeOf } from '../walk/tree'
import { GraphBuilder } from './builder'
import { checksumOf } from './checksum'
import { decodeGraph, encodeGraph, encodeGraphFile } from './file'
import { type CallGraph, countOf, nameOf, subsystemName, untagged } from './graph'
import { withOperations } from './operations'
import { unsoundness } from './sound'

/** Three subsystems, a name in two files, an indirect call, a circle and two operation tables. */
function sample(): CallGraph {
  const builder = new GraphBuilder()
  for (const [id, file] of ['kernel/a.c', 'drivers/b.c', 'fs/ç.c', 'NoFile'].entries()) builder.file(id + 1, file)
  for (const [name, file] of [
    ['CORE', 1],
    ['DRIVERS', 2],
    ['FILES', 3],
    ['CORE', 2],
  ] as const)
    builder.tag(name, file)
  const names = ['start', 'open', 'open', 'wait', 'Indirect call', '__x64_sys_read', 'stop', 'ärgern']
  for (const [at, name] of names.entries()) {
    const type = name === 'Indirect call' ? 'indirect' : 'direct'
    builder.symbol({
      id: 10 * at + 3,
      name,
      address: `0xffffffff8100${1000 + at}`,
      type,
      file: type === 'indirect' ? 4 : (at % 3) + 1,
    })
  }
  builder.config('WATCHDOG', 'y')
  const calls = [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 4],
    [3, 0],
    [3, 6],
    [5, 0],
    [5, 4],
    [6, 7],
    [7, 7],
  ] as const
  for (const [from, to] of calls)
    builder.call(10 * from + 3, 10 * to + 3, '0xffffffff81000010', `kernel/a.c:${from + 7}`)
  const provenance = { instance: 1, kernelVersion: '6.1', note: 'made', format: 'test', original: '', partial: false }
  const { graph } = builder.finish(provenance)
  const table = 'object,offset,function\nfile_ops,8,wait\nfile_ops,16,stop\nwatchdog_ops,0,start\n'
  return withOperations(graph, 'tables.csv', table).graph
}

const graph = sample()
const compact = encodeGraph(graph)
const file = encodeGraphFile(graph)

const changed = (bytes: Uint8Array, at: number, by: number): Uint8Array => {
  const copy = bytes.slice()
  copy[at] = (copy[at] ?? 0) ^ by
  return copy
}

/** The graph, or undefined where it is refused as it must be: one clear line. */
function read(bytes: Uint8Array): CallGraph | undefined {
  try {
    return decodeGraph('a.g', bytes)
  } catch (error) {
    if (!(error instanceof StpaError)) throw error
    expect(error.code).toBe('unreadable')
    expect(error.message).toMatch(/^a\.g is no whole kernel graph: [^\n]+\. Import it again\.$/)
    return undefined
  }
}

/** Asks what the screens and the command line ask; refusals are answers. */
function askEverything(graph: CallGraph): void {
  const symbols = Array.from(graph.symbolIds, (_, of) => nameOf(graph, of))
  const symbol = symbols[0] ?? ''
  const request = { symbol, depth: 0, excludeBefore: [], excludeAfter: [], targets: [] }
  const questions = [
    ...modes.flatMap((mode) => [
      () => navText(graph, { ...request, mode }),
      () => treeOf(graph, { ...request, mode, byFile: true, possible: ['_ops'] }).edges.map(({ calls }) => calls),
      () => treeOf(graph, { ...request, mode, callers: true, joinClones: true }).nodes,
    ]),
    () => interfaceOf(graph, countOf(graph.subsystems) > 0 ? 0 : untagged),
    () => entryPoints(graph),
    () => searchGraph(graph, 'o'),
    () => reachOf(graph, [0], { possible: ['_ops'], of: graph.navSubsystem }),
    () => pathsBetween(graph, { from: [0], to: [symbols.length - 1], longer: 2, most: 10 }),
    () => subsystemName(graph, graph.navSubsystem[0] ?? untagged),
  ]
  for (const ask of questions) {
    try {
      ask()
    } catch (error) {
      if (!(error instanceof StpaError)) throw error
    }
  }
}

test('A file is the compact form with its checksum, and the hash of a graph stays that of the compact form', () => {
  expect(file.slice(16)).toEqual(compact)
  for (const bytes of [compact, file]) expect(encodeGraph(decodeGraph('a.g', bytes))).toEqual(compact)
  expect(createHash('sha256').update(compact).digest('hex')).toMatchInlineSnapshot(
    `"df785cf1306aed5f46796c88fa111466ec3e4ea89cccfea3f5b6f4f3e80d2536"`,
  )
})

test('The checksum is MurmurHash3', () => {
  expect(checksumOf(new Uint8Array(0))).toBe(0)
  expect(checksumOf(new TextEncoder().encode('test'))).toBe(0xba6bd213)
})

test('A file of which any byte is another one, or which ends at any place, is refused', () => {
  for (let at = 0; at < file.length; at++)
    for (const by of [1, 0x80, 0xff]) expect(read(changed(file, at, by)), `byte ${at}`).toBeUndefined()
  for (let end = 0; end < file.length; end++) expect(read(file.slice(0, end)), `${end} bytes`).toBeUndefined()
  expect(read(new Uint8Array([...file, 0]))).toBeUndefined()
})

test('A file of before, without a checksum, is refused or sound when it is damaged, and every question to it ends', () => {
  let sound = 0
  fc.assert(
    fc.property(fc.nat(compact.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const found = read(changed(compact, at, by))
      if (!found) return
      sound++
      expect(unsoundness(found)).toBeUndefined()
      askEverything(found)
    }),
    { numRuns: 6_000, seed: 11 },
  )
  expect(sound).toBeGreaterThan(100) // a changed letter of a name is nothing that can be seen
  for (let end = 0; end < compact.length; end++) expect(read(compact.slice(0, end)), `${end} bytes`).toBeUndefined()
})

test('Several bytes at once do no more harm than one', () => {
  const change = fc.tuple(fc.nat(compact.length - 1), fc.nat(255))
  fc.assert(
    fc.property(fc.array(change, { minLength: 2, maxLength: 8 }), (changes) => {
      const copy = compact.slice()
      for (const [at, value] of changes) copy[at] = value
      const found = read(copy)
      if (found) askEverything(found)
    }),
    { numRuns: 5_000, seed: 12 },
  )
})

test.each([['graph-21001103-hang-small.g'], ['graph-11000833-oom-small.g']])(
  'The damaged graph that stopped a server is refused: %s',
  (name) => {
    const path = `../shared/data/faults/hostile/${name}`
    if (!existsSync(path)) return void process.stdout.write(`SKIPPED: ${name}: ../shared/data is absent\n`)
    expect(read(new Uint8Array(readFileSync(path)))).toBeUndefined()
  },
)

test('A graph is read wherever its bytes begin, also within a Buffer', () => {
  const whole = decodeGraph('g', compact)
  for (let offset = 0; offset < 9; offset++) {
    const within = Buffer.concat([Buffer.alloc(offset), compact]).subarray(offset)
    expect(encodeGraph(decodeGraph('g', within))).toEqual(encodeGraph(whole))
  }
})
