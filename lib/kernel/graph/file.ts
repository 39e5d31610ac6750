import { StpaError } from '@/lib/stpa/errors'
import { checksumOf } from './checksum'
import type { CallGraph, Provenance, Texts } from './graph'
import { unsoundness } from './sound'

/**
 * The compact form of a graph: 8 bytes of magic, the length of a JSON head, the head (provenance and the place of each
 * array), then the arrays themselves, each from a multiple of 8 bytes: reading is looking at them. Its SHA-256 is the
 * graph's hash, which analyses and the workbench hold: these bytes never change.
 */
const magic = 'stpakg01'
/**
 * As a file: magic, number of bytes and checksum of a compact form, then that. What is damaged is refused, not read as
 * another kernel. Files of before are the compact form alone; they are still read, as far as they are sound.
 */
const fileMagic = 'stpakg02'
const fileHead = 16

const arrays = {
  symbolIds: Uint32Array,
  addresses: Uint32Array,
  isIndirect: Uint8Array,
  fileOf: Uint32Array,
  tagStart: Uint32Array,
  tagSubsystem: Uint16Array,
  tagRows: Uint32Array,
  navSubsystem: Int32Array,
  callStart: Uint32Array,
  callee: Uint32Array,
  referenceAddresses: Uint32Array,
  callPlace: Uint16Array,
  callLine: Uint32Array,
  byName: Uint32Array,
} as const
const texts = ['names', 'files', 'subsystems', 'places', 'config'] as const
/** There only when operation tables were imported. */
const optionalArrays = {
  operationTable: Uint32Array,
  operationOffset: Uint32Array,
  operationFunction: Uint32Array,
} as const
const optionalTexts = ['operationTables'] as const

type Section = { readonly offset: number; readonly length: number }
type Head = { readonly provenance: Provenance; readonly sections: Readonly<Record<string, Section>> }

const aligned = (offset: number): number => Math.ceil(offset / 8) * 8

/** A graph as bytes; the same graph gives the same bytes. */
export function encodeGraph(graph: CallGraph): Uint8Array {
  const parts = partsOf(graph)
  let offset = 0
  const sections: Record<string, Section> = {}
  for (const [name, { byteLength }] of parts) {
    sections[name] = { offset, length: byteLength }
    offset = aligned(offset + byteLength)
  }
  const head = new TextEncoder().encode(JSON.stringify({ provenance: graph.provenance, sections } satisfies Head))
  const body = aligned(16 + head.length)
  const bytes = new Uint8Array(body + offset)
  bytes.set(new TextEncoder().encode(magic))
  new DataView(bytes.buffer).setUint32(8, head.length, true)
  bytes.set(head, 16)
  for (const [name, { buffer, byteOffset, byteLength }] of parts)
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), body + (sections[name]?.offset ?? 0))
  return bytes
}

function partsOf(graph: CallGraph): [string, ArrayBufferView][] {
  const views = Object.keys({ ...arrays, ...optionalArrays }).map((name) => {
    const view = graph[name as keyof typeof arrays | keyof typeof optionalArrays] // its own keys
    return view ? [[name, view] as [string, ArrayBufferView]] : [] // a pair of the two
  })
  const blocks = [...texts, ...optionalTexts].map((name): [string, ArrayBufferView][] => {
    const block = graph[name]
    return block
      ? [
          [`${name}.bytes`, block.bytes],
          [`${name}.start`, block.start],
        ]
      : []
  })
  return [...views, ...blocks].flat()
}

/** A graph as a file: its compact form with a checksum. */
export function encodeGraphFile(graph: CallGraph): Uint8Array {
  const compact = encodeGraph(graph)
  const bytes = new Uint8Array(fileHead + compact.length)
  bytes.set(new TextEncoder().encode(fileMagic))
  const head = new DataView(bytes.buffer)
  head.setUint32(8, compact.length, true)
  head.setUint32(12, checksumOf(compact), true)
  bytes.set(compact, fileHead)
  return bytes
}

const magicOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes.subarray(0, 8))

/**
 * The graph in the bytes of `encodeGraph` or `encodeGraphFile`: its arrays look at them. Whole and sound, or refused.
 * @throws StpaError unreadable
 */
export function decodeGraph(name: string, given: Uint8Array): CallGraph {
  // No slice: that of a Buffer is no copy.
  const bytes = given.byteOffset % 8 === 0 ? given : new Uint8Array(given)
  const graph = graphIn(name, magicOf(bytes) === fileMagic ? compactIn(name, bytes) : bytes)
  const wrong = unsoundness(graph)
  if (wrong !== undefined) throw damaged(name, wrong)
  return graph
}

/** The compact form in a file. */
function compactIn(name: string, bytes: Uint8Array): Uint8Array {
  if (bytes.length < fileHead) throw damaged(name, 'it ends too early')
  const head = new DataView(bytes.buffer, bytes.byteOffset)
  const [length, checksum] = [head.getUint32(8, true), head.getUint32(12, true)]
  const compact = bytes.subarray(fileHead)
  if (compact.length !== length) throw damaged(name, `it has ${compact.length} bytes instead of ${length}`)
  if (length % 8 !== 0 || checksumOf(compact) !== checksum) throw damaged(name, 'its checksum is another one')
  return compact
}

function damaged(name: string, reason: string): StpaError {
  return new StpaError('unreadable', `${name} is no whole kernel graph: ${reason}. Import it again.`, {
    place: { file: name },
  })
}

function graphIn(name: string, bytes: Uint8Array): CallGraph {
  if (magicOf(bytes) !== magic) throw damaged(name, 'it does not begin as one')
  const { provenance, sections, body } = headOf(name, bytes)
  const view = <T>(
    part: string,
    make: { new (buffer: ArrayBufferLike, offset: number, length: number): T; BYTES_PER_ELEMENT: number },
  ): T => {
    const { offset, length } = sections.get(part) ?? { offset: 0, length: Number.NaN }
    const count = length / make.BYTES_PER_ELEMENT
    if (!Number.isInteger(count)) throw damaged(name, `its part "${part}" is missing or cut`)
    return new make(bytes.buffer, bytes.byteOffset + body + offset, count)
  }
  const textsIn = (part: string): Texts => ({
    bytes: view(`${part}.bytes`, Uint8Array),
    start: view(`${part}.start`, Uint32Array),
  })
  const views = [...Object.entries(arrays), ...Object.entries(optionalArrays).filter(([part]) => sections.has(part))]
  const blocks = [...texts, ...optionalTexts.filter((part) => sections.has(`${part}.bytes`))]
  const graph = {
    provenance,
    ...Object.fromEntries(views.map(([part, make]) => [part, view<unknown>(part, make)])),
    ...Object.fromEntries(blocks.map((part) => [part, textsIn(part)])),
  }
  // Every property of CallGraph is in one of the lists above, or the provenance.
  return graph as unknown as CallGraph
}

/** Sections stand one after the other, as encodeGraph writes them, and fill the bytes to their end. */
function headOf(name: string, bytes: Uint8Array) {
  const length = bytes.length < 16 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)
  const body = aligned(16 + length)
  if (body > bytes.length) throw damaged(name, 'it ends too early')
  const { provenance, sections } = parsedHead(name, bytes.subarray(16, 16 + length))
  let end = 0
  for (const { offset, length } of sections.values()) {
    if (offset !== end || !Number.isSafeInteger(length) || length < 0) throw damaged(name, 'its parts are not in order')
    end = aligned(end + length)
  }
  if (body + end !== bytes.length) throw damaged(name, `it has ${bytes.length} bytes instead of ${body + end}`)
  return { provenance, sections, body }
}

function parsedHead(name: string, bytes: Uint8Array) {
  try {
    // Provenance is looked at with the rest of the graph (sound.ts), sections right after this.
    const head = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Head
    return { provenance: head.provenance, sections: new Map(Object.entries(head.sections)) }
  } catch {
    throw damaged(name, 'its head cannot be read')
  }
}
