import { readRecords } from '@/lib/evidence/digest'
import { GraphBuilder } from '@/lib/kernel/graph/builder'
import { decodeGraph, encodeGraph, encodeGraphFile } from '@/lib/kernel/graph/file'
import { type CallGraph, nameOf } from '@/lib/kernel/graph/graph'
import { readMaintainers, sectionsOf } from '@/lib/kernel/graph/maintainers'
import { withOperations } from '@/lib/kernel/graph/operations'
import { modes } from '@/lib/kernel/walk/request'
import { treeOf } from '@/lib/kernel/walk/tree'
import { sourceOf } from '@/lib/node/files'
import { pictureOf } from '@/lib/node/kernel/pictures'
import { check } from '@/lib/stpa/checks'
import { StpaError } from '@/lib/stpa/errors'
import { decodeText } from '@/lib/stpa/formats/decode'
import { exportAnalysis, importSources } from '@/lib/stpa/formats/importSources'
import { readOptions } from '@/lib/trace/api'
import { digesterOf } from '@/lib/trace/digest'
import { TraceInput } from '@/lib/trace/input'
import type { TraceSink } from '@/lib/trace/model'
import { readPathRules } from '@/lib/trace/subsystems/rules'
import { Summary } from '@/lib/trace/summary/summary'
import type { Case } from './cases'
import { readDatabase } from './databases'
import { readGzip } from './gzip'
import { assertSame, jsonOf } from './oracles'
import { readRows } from './rows'
import { assertSound } from './sound'
import { assertWithin } from './traces'

/** Reads bytes as the program does; refuses them with a StpaError, or throws what is wrong. */
export type Reader = (bytes: Uint8Array, about: Case) => void | Promise<void>

function nativeOf(name: string, bytes: Uint8Array): string {
  const { analysis } = importSources(null, [sourceOf(name, bytes)], { id: 'fuzz' })
  check(analysis)
  return exportAnalysis(analysis, 'native').text
}

/** Twice the same bytes, and what was written is read back as the same. */
function analysis(bytes: Uint8Array): void {
  const once = nativeOf('fuzz', bytes)
  assertSame('read twice', once, nativeOf('fuzz', bytes))
  assertSame('its own native form read again', once, readBack(once))
}

function readBack(text: string): string {
  try {
    return nativeOf('fuzz.stpa.yaml', new TextEncoder().encode(text))
  } catch (error) {
    // A refusal of what we wrote ourselves is no answer.
    throw error instanceof StpaError ? new Error(`its own native form is refused: ${error.message}`) : error
  }
}

/** Asks as the screens do: each question must end, and a graph in bytes must be the same again. */
function ask(graph: CallGraph): void {
  assertSame(
    'a graph written and read',
    hex(encodeGraph(graph)),
    hex(encodeGraph(decodeGraph('g', encodeGraph(graph)))),
  )
  if (graph.symbolIds.length === 0) return
  const request = { depth: 0, excludeBefore: [], excludeAfter: [], targets: [], byFile: true }
  for (const mode of modes)
    try {
      jsonOf('tree', treeOf(graph, { ...request, mode, symbol: nameOf(graph, 0) }).edges.length)
    } catch (error) {
      if (!(error instanceof StpaError)) throw error // e.g. a name that several files have
    }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** A graph that additions are made to. */
function sampleGraph(): CallGraph {
  const builder = new GraphBuilder()
  for (const [id, name] of ['kernel/a.c', 'drivers/b.c', 'fs/c.c'].entries()) builder.file(id + 1, name)
  for (const [at, name] of ['open', 'stop', 'Indirect call'].entries())
    builder.symbol({
      id: at + 1,
      name,
      address: `0xffffffff8100100${at + 1}`,
      type: at === 2 ? 'indirect' : 'direct',
      file: at + 1,
    })
  for (const to of [2, 3]) builder.call(1, to, '0x10', 'kernel/a.c:7')
  const about = { instance: 1, kernelVersion: '6.1', note: '', format: 'fuzz', original: '', partial: false }
  return builder.finish(about).graph
}

const graphOfOurs = sampleGraph()
const graphBytes = encodeGraphFile(graphOfOurs)

/** The whole of a trace in pieces of some bytes. */
function summaryOf(bytes: Uint8Array, part: number, isFast: boolean): string {
  const summary = new Summary()
  const input = new TraceInput('fuzz', summary, isFast ? { tally: summary.tally } : {})
  for (let at = 0; at < bytes.length; at += part) input.push(bytes.subarray(at, at + part))
  return jsonOf('summary', summary.result([input.end()]))
}

/** The byte counter of `trace summary` and the full reader say the same, wherever the bytes are cut. */
async function trace(bytes: Uint8Array, about: Case): Promise<void> {
  const whole = summaryOf(bytes, 1 << 16, false)
  assertSame('byte counter and full reader', summaryOf(bytes, 1 << 16, true), whole)
  assertSame('read in pieces', summaryOf(bytes, 997, false), whole)
  if (about.change === 'cut') assertWithin(bytes, about.original)
  if (bytes.length % 4 > 0) return // the dearest part, for one in four
  const digester = await digesterOf(readOptions.parse({}))
  const input = new TraceInput('fuzz', digester satisfies TraceSink)
  input.push(bytes)
  jsonOf('digest', digester.result(input.end()))
}

function evidence(bytes: Uint8Array, about: Case): void {
  const read = readRecords('fuzz', bytes)
  assertSame('read twice', jsonOf('digest', read), jsonOf('digest', readRecords('fuzz', bytes)))
  assertSound(bytes, read.digest, about)
}

const textOf = (bytes: Uint8Array): string => decodeText('fuzz', bytes).text

/** Each reader by the name of its folder of seeds. */
export const readers: Readonly<Record<string, Reader>> = {
  analysis,
  kernelPicture: (bytes) => ask(pictureOf('fuzz', bytes).graph),
  graphFile: (bytes) => ask(decodeGraph('fuzz', bytes)),
  rows: async (bytes) => ask(await readRows(bytes)),
  maintainers: (bytes) => {
    const maintainers = readMaintainers('fuzz', textOf(bytes))
    for (const path of ['drivers/watchdog/a.c', 'kernel/a.c', 'x']) sectionsOf(maintainers, path)
  },
  operations: (bytes) => ask(withOperations(graphOfOurs, 'fuzz', textOf(bytes)).graph),
  rules: (bytes) => void jsonOf('rules', readPathRules('fuzz', textOf(bytes))),
  evidence,
  trace,
  database: async (bytes, about) => ask(await readDatabase(bytes, about)),
  gzip: readGzip,
}

/** Seeds that are made, not kept: a graph's file is no text. */
export const madeSeeds: Readonly<Record<string, readonly Uint8Array[]>> = {
  graphFile: [graphBytes, graphBytes.slice(16)],
}
