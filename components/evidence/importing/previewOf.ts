import { decodeLine, Utf8Stream } from '@/lib/text/encoding'
import { LineSplitter } from '@/lib/trace/lines'
import { type RedactionKind, type RedactionOptions, Redactor } from '@/lib/trace/redact'

export type ChangedLine = { readonly line: number; readonly before: string; readonly after: string }

/** What redaction would do to the beginning of a file. */
export type Preview = {
  readonly lines: number
  readonly changed: number
  readonly counts: Readonly<Record<RedactionKind, number>>
  /** The first ones. */
  readonly first: readonly ChangedLine[]
  /** Only the beginning was looked at. */
  readonly isPart: boolean
}

const shown = 12
/** Signs of a line that are shown, and how many of them stand before what is taken out. */
const window = { length: 300, before: 60 }

/** Redacts the first bytes of a file, as the import would. */
export function previewOf(bytes: Uint8Array, options: RedactionOptions, isPart: boolean): Preview {
  const redactor = new Redactor(options)
  const stream = new Utf8Stream()
  const first: ChangedLine[] = []
  let [lines, changed] = [0, 0]
  const splitter = new LineSplitter((chunk, from, to) => {
    lines++
    const before = decodeLine(chunk.subarray(from, to)).text
    const after = redactor.line(before)
    if (after === before) return
    changed++
    if (first.length < shown) first.push({ line: lines, ...around(before, after) })
  })
  splitter.push(stream.push(bytes))
  splitter.push(stream.end())
  splitter.end()
  return { lines, changed, counts: redactor.counts, first, isPart }
}

/** Both lines from a little before the first difference on. */
function around(before: string, after: string): { before: string; after: string } {
  let same = 0
  while (same < before.length && before[same] === after[same]) same++
  const from = Math.max(0, same - window.before)
  const cut = (text: string): string =>
    `${from > 0 ? '…' : ''}${text.slice(from, from + window.length)}${text.length > from + window.length ? '…' : ''}`
  return { before: cut(before), after: cut(after) }
}

const previewSize = 1_000_000

/** The first megabyte of a file, unpacked where it is a gzip file. */
export async function beginningOf(file: Blob): Promise<{ bytes: Uint8Array; isPart: boolean }> {
  const packed = new Uint8Array(await file.slice(0, previewSize).arrayBuffer())
  const isPart = file.size > packed.length
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) return { bytes: packed, isPart }
  return unpacked(file.slice(0, previewSize), isPart)
}

/** The beginning of a gzip file ends in the middle of it: what came before that is what is wanted. */
async function unpacked(packed: Blob, isPart: boolean): Promise<{ bytes: Uint8Array; isPart: boolean }> {
  const reader = packed.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  let isCut = isPart
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value)
      size += next.value.length
      if (size < previewSize) continue
      isCut = true
      await reader.cancel()
      break
    }
  } catch {
    isCut = true
  }
  const bytes = new Uint8Array(Math.min(size, previewSize))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk.subarray(0, bytes.length - at), at)
    at = Math.min(bytes.length, at + chunk.length)
  }
  return { bytes, isPart: isCut }
}
