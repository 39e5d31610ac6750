import { StpaError } from '@/lib/stpa/errors'
import type { CallGraph, Provenance, Texts } from './graph'

/**
 * The compact form of a graph: 8 bytes of magic with the version, the length of a JSON head, the head (provenance and
 * the place of each array), then the arrays themselves, each from a multiple of 8 bytes: reading is looking at them.
 */
const magic = 'stpakg01'
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

export function isGraphFile(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 8)) === magic
}

/** The graph in the bytes of `encodeGraph`: its arrays look at them. @throws StpaError unreadable */
export function decodeGraph(name: string, given: Uint8Array): CallGraph {
  if (!isGraphFile(given)) throw damaged(name, 'it does not begin as one')
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice()
  try {
    return graphIn(bytes)
  } catch (error) {
    if (error instanceof StpaError) throw error
    throw damaged(name, 'its arrays do not fit into it')
  }
}

function damaged(name: string, reason: string): StpaError {
  return new StpaError('unreadable', `${name} is no whole kernel graph: ${reason}. Import it again.`, {
    place: { file: name },
  })
}

function graphIn(bytes: Uint8Array): CallGraph {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)
  const body = aligned(16 + length)
  // Written by encodeGraph; a head that is damaged fails below or as JSON.
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(16, 16 + length))) as Head
  const view = <T>(
    name: string,
    make: { new (buffer: ArrayBufferLike, offset: number, length: number): T; BYTES_PER_ELEMENT: number },
  ): T => {
    const section = head.sections[name]
    if (!section) throw new RangeError(`no ${name}`)
    return new make(bytes.buffer, bytes.byteOffset + body + section.offset, section.length / make.BYTES_PER_ELEMENT)
  }
  const textsIn = (name: string): Texts => ({
    bytes: view(`${name}.bytes`, Uint8Array),
    start: view(`${name}.start`, Uint32Array),
  })
  const isThere = (name: string): boolean => head.sections[name] !== undefined
  const views = [...Object.entries(arrays), ...Object.entries(optionalArrays).filter(([name]) => isThere(name))]
  const blocks = [...texts, ...optionalTexts.filter((name) => isThere(`${name}.bytes`))]
  const graph = {
    provenance: head.provenance,
    ...Object.fromEntries(views.map(([name, make]) => [name, view<unknown>(name, make)])),
    ...Object.fromEntries(blocks.map((name) => [name, textsIn(name)])),
  }
  // Every property of CallGraph is in one of the lists above, or the provenance.
  return graph as unknown as CallGraph
}
