import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeGraph, encodeGraph } from '@/lib/kernel/file'
import type { CallGraph } from '@/lib/kernel/graph'
import { navText } from '@/lib/kernel/walk/nav'
import { modes, type WalkRequest } from '@/lib/kernel/walk/request'
import { KsNavFile } from './sqlite'

const data = new URL('../../../../shared/data/ks-nav/', import.meta.url).pathname
const real = existsSync(data)
if (!real) process.stdout.write('SKIPPED: the outputs of nav: ../shared/data is absent\n')

const folder = mkdtempSync(join(tmpdir(), 'stpa-oracle-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function load(path: string): CallGraph {
  const file = new KsNavFile(path)
  const { graph, report } = file.graph(1, '')
  file.close()
  expect(report).toEqual([])
  // By way of the compact file, which is what an import keeps.
  return decodeGraph(path, encodeGraph(graph))
}

const walk = (symbol: string, mode: number, depth: number): WalkRequest => {
  const name = modes[mode - 1] ?? 'all'
  return { mode: name, symbol, depth, excludeBefore: [], excludeAfter: [], targets: [] }
}

describe.skipIf(!real)('what nav prints, byte for byte', () => {
  const outputs = real ? readdirSync(join(data, 'real')).filter((name) => name.endsWith('.dot')) : []
  let linux: CallGraph
  beforeAll(() => {
    writeFileSync(join(folder, 'linux.db'), gunzipSync(readFileSync(join(data, 'linux-6.1.192.db.gz'))))
    linux = load(join(folder, 'linux.db'))
  })

  it.each(outputs)('%s', (name) => {
    const [, symbol = '', mode, depth] = /^(.*)\.m(\d)\.x(\d)\.dot$/.exec(name) ?? []
    const expected = readFileSync(join(data, 'real', name), 'utf8')
    expect(navText(linux, walk(symbol, Number(mode), Number(depth))) === expected).toBe(true)
  })

  it.each([1, 2, 3, 4])('of the small database in mode %i', (mode) => {
    const expected = readFileSync(join(data, `small/out.m${mode}.graphOnly.txt`), 'utf8')
    expect(navText(load(join(data, 'small/small.db')), walk('watchdog_ioctl', mode, 0))).toBe(expected)
  })
})
