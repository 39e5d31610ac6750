import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baseName } from '../graph/names'
import { edgeParts, labelEntries, labelIn, navJson, navTags, nodeName } from './pictureScan'

/** What the scanner must say, as patterns: right, but in the worst case of cubic cost, so only for short lines. */
const edge = /^\s*(?:"(.*)"|([\w.$]+))\s*->\s*(?:"(.*?)"|([\w.$]+))\s*(?:;?\s*\[(.*)\])?\s*;?\s*$/
const node = /^\s*"(.+?)"\s*(?:\[(.*)\])?\s*;?\s*$/
const json = /^\{"graph": "([\s\S]*)","graph_type":"(jsonOutput\w+)","symbols": \[(?:edge)?([\s\S]*)\]\s*\}\s*$/
const clone = /(\.(cold|part|constprop|isra|lto_priv|llvm|localalias|uid)(\.\d+)?)+(_\d+)?$/

const lineOf = (...parts: string[]) => fc.array(fc.constantFrom(...parts), { maxLength: 14 }).map((all) => all.join(''))
const runs = { numRuns: 20_000, seed: 6 }

test('An arrow is read as the pattern of nav says, whatever stands in its names', () => {
  const line = lineOf('"', '->', ' ', ';', '[', ']', 'a', '\\n', '" -> "', '"a"->"b"', ' [label="x"]')
  fc.assert(
    fc.property(line, (text) => {
      const [, quotedFrom, from, quotedTo, to, attributes = ''] = edge.exec(text) ?? []
      const wanted = { from: quotedFrom ?? from, to: quotedTo ?? to, attributes }
      expect(edgeParts(text)).toEqual(wanted.from === undefined ? undefined : wanted)
      if (wanted.from === undefined) expect(nodeName(text)).toBe(node.exec(text)?.[1])
    }),
    runs,
  )
})

test('A label is what stands between its first and the last quote', () => {
  fc.assert(
    fc.property(lineOf('label=', '"', 'a', ' '), (text) => {
      expect(labelIn(text)).toBe(/label="(.*)"/.exec(text)?.[1] ?? '')
    }),
    runs,
  )
})

test('Each entry of a label has its function, address and place, and a damaged one costs only itself', () => {
  const whole = 'hrtimer_start([0xffffffff81000158]drivers/w.c:150),\\n'
  const entry = { callee: 'hrtimer_start', address: '0xffffffff81000158', place: 'drivers/w.c:150' }
  expect(labelEntries(whole + whole)).toEqual([entry, entry])
  expect(labelEntries(`broken([0xzz]a.c:1),\\n${whole}cut([0x12]a.c`)).toEqual([entry])
  expect(labelEntries('f([0x([0x12]NONE),\\n')).toEqual([{ callee: 'f([0x', address: '0x12', place: 'NONE' }])
})

test("nav's JSON is found from its last mark on, as the pattern says", () => {
  const text = lineOf('","graph_type":"', 'jsonOutputPlain', '","symbols": [', 'edge', 'a', '"', ']', '}', '\n')
  fc.assert(
    fc.property(text, fc.boolean(), (rest, isWhole) => {
      const told = `{"graph": "${rest}${isWhole ? '","graph_type":"jsonOutputPlain","symbols": [edge]}' : ''}`
      const [, body, type, symbols] = json.exec(told) ?? []
      const found = navJson(told)
      expect(found && [found.body, found.type, found.symbols]).toEqual(
        body === undefined ? undefined : [body, type, symbols],
      )
    }),
    runs,
  )
})

test("The tags of nav's JSON are read symbol by symbol", () => {
  const symbols = '{"FuncName":"a", "subsystems":["X","Y"]},{"FuncName":"b", "subsystems":[]},\n{"FuncName":"cut'
  expect([...navTags(symbols)]).toEqual([
    ['a', ['X', 'Y']],
    ['b', []],
  ])
})

test('The name of a clone without what a compiler appended is what the pattern leaves', () => {
  fc.assert(
    fc.property(lineOf('f', '.cold', '.part', '.0', '.isra.1', '_2', '.', '.lto_priv', '_'), (name) => {
      expect(baseName(name)).toBe(name.replace(clone, ''))
    }),
    runs,
  )
})

test.each([
  ['arrows', (n: number) => edgeParts(`"${'"->"[]'.repeat(n)}`)],
  ['quotes', (n: number) => nodeName(`"${'" [ '.repeat(n)}]`)],
  ['marks of a label', (n: number) => labelIn('label='.repeat(n))],
  ['addresses', (n: number) => labelEntries(`f${'([0x'.repeat(n)}`)],
  ['types of graph', (n: number) => navJson(`{"graph": "${'","graph_type":"'.repeat(n)}]}`)],
  ['symbols', (n: number) => navTags('{"FuncName":"'.repeat(n))],
  ['suffixes', (n: number) => baseName(`f${'.cold'.repeat(n)}.x`)],
])(
  'A million %s take no longer than a file of that size may: a quadratic reader would meet the limit of the test',
  (_, read) => {
    read(1_000_000)
  },
)
