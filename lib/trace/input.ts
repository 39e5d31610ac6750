import { StpaError } from '@/lib/stpa/errors'
import { decodeLine, replacement, Utf8Stream } from '@/lib/text/encoding'
import { foreignBytes, foreignMessage } from '@/lib/text/foreign'
import { LineCleaner } from './clean'
import { findFormat, foreignTrace, prefixOf, recogniseFormat, traceFormats } from './formats'
import { LineSplitter, lineLimit } from './lines'
import type { SystemCallName, TraceFlag, TraceFormat, TraceReader, TraceSink } from './model'
import { guarded } from './partLines'
import { PlainCalls } from './summary/scan'
import type { ReadFile } from './summary/summary'
import type { CallTally } from './summary/tally'

export type InputOptions = {
  /** Name of a format, where it is not to be recognised. */
  readonly format?: string | undefined
  /** Counts the plain calls of a strace without giving them to the sink: four times as fast, for a summary alone. */
  readonly tally?: CallTally | undefined
  /** Name of a system call that stands as a number: the machine's architecture is known. */
  readonly systemCall?: SystemCallName | undefined
}

const headLines = 200
const headBytes = 1 << 18
/** So many bytes of a file tell what it is that no reader takes. */
const magicBytes = 512
const escapeSign = 27

/**
 * A trace of any format, read as its bytes come: recognised by its first lines, cleaned, and given to the sink. Memory:
 * the first lines, then one line and what the reader holds open, whatever the size of the trace.
 */
export class TraceInput {
  readonly #splitter = new LineSplitter((bytes, from, to, isPart) => this.#take(bytes, from, to, isPart))
  readonly #stream = new Utf8Stream()
  #first = new Uint8Array(0)
  /** So many bytes before this chunk are known to be ASCII. */
  #ascii = 0
  #latinLines = 0
  #damagedLines = 0
  #head: string[] | undefined = []
  #headSize = 0
  #bytes = 0
  #lines = 0
  /** Lines that may be parts of longer ones. */
  readonly #parts = new Set<number>()
  #isBinary = false
  #cleaner = new LineCleaner([])
  #reader: TraceReader | undefined
  #format: TraceFormat | undefined
  #plain: PlainCalls | undefined
  constructor(
    readonly name: string,
    private readonly sink: TraceSink,
    private readonly options: InputOptions = {},
  ) {
    if (options.format !== undefined) {
      this.#format = findFormat(options.format)
      if (!this.#format) throw unknownFormat(name, `"${options.format}" is no format of traces.`)
    }
  }

  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length
    if (this.#first.length < magicBytes) this.#first = beginningOf(this.#first, chunk)
    this.#split(this.#stream.push(chunk))
  }

  /** @throws StpaError unknownFormat when the text is no trace that is known */
  end(): ReadFile {
    this.#split(this.#stream.end())
    const before = this.#lines
    this.#splitter.end()
    const isCut = this.#lines > before
    this.#begin()
    const reader = this.#reader
    const flags = [...(reader?.end() ?? [])]
    this.sink.fileEnd?.()
    if (isCut) flags.push({ code: 'cutLine', count: 1, line: this.#lines })
    if (this.#splitter.longLines > 0) flags.push({ code: 'longLines', count: this.#splitter.longLines, line: 0 })
    return {
      name: this.name,
      format: this.#format?.name ?? '',
      lines: this.#lines,
      bytes: this.#bytes,
      flags: flags.sort(byLine),
      repaired: { ...this.#decoded(), ...this.#cleaner.repaired },
    }
  }

  /** How the bytes became text, in lines. */
  #decoded(): Readonly<Record<string, number>> {
    const { encoding } = this.#stream
    return {
      ...(encoding === 'utf-8' ? {} : { [encoding]: this.#lines }),
      ...(this.#latinLines > 0 ? { latin1: this.#latinLines } : {}),
      ...(this.#damagedLines > 0 ? { damagedCharacters: this.#damagedLines } : {}),
    }
  }

  #split(chunk: Uint8Array): void {
    const isPure = this.options.tally !== undefined && isPlain(chunk)
    if (!isPure) this.#ascii = 0
    this.#splitter.push(chunk)
    if (isPure) this.#ascii += chunk.length
  }

  #take(bytes: Uint8Array, from: number, to: number, isPart: boolean): void {
    this.#lines++
    if (isPart) this.#parts.add(this.#lines)
    // Whether a line is Latin-1 is counted alike, whoever reads the line.
    const mayBePlain = this.#plain && !isPart && (this.#ascii >= lineLimit || isPlain(bytes.subarray(from, to)))
    if (mayBePlain && this.#plain?.take(bytes, from, to)) return
    const { text, isLatin } = decodeLine(bytes.subarray(from, to))
    if (isLatin) this.#latinLines++
    else if (this.#stream.encoding !== 'utf-8' && text.includes(replacement)) this.#damagedLines++
    if (!this.#head) return this.#reader?.line(this.#cleaner.line(text))
    if (text.includes('\0')) this.#isBinary = true
    this.#head.push(text)
    this.#headSize += text.length
    if (this.#head.length >= headLines || this.#headSize > headBytes) this.#begin()
  }

  /** Enough was seen to say what it is: from here on, lines go through. */
  #begin(): void {
    const head = this.#head
    if (!head) return
    this.#head = undefined
    this.#format = this.#formatOf(head)
    this.#cleaner = new LineCleaner(head, prefixOf(this.#format, head))
    const { systemCall } = this.options
    this.#reader = this.#format.read(guarded(this.sink, this.#parts), systemCall ? { systemCall } : {})
    for (const line of head) this.#reader.line(this.#cleaner.line(line))
    const isDamaged = ['typography', 'entities', 'logPrefix'].some((what) => what in this.#cleaner.repaired)
    const { tally } = this.options
    const pass = this.#reader.pass?.bind(this.#reader)
    if (!tally || !pass || isDamaged) return
    this.#plain = new PlainCalls(tally, pass)
  }

  /** Files of other tools are refused by name; a text that the user calls a trace is read as one. */
  #formatOf(head: readonly string[]): TraceFormat {
    const found = this.#format ?? (this.#isBinary ? undefined : recogniseFormat(head))
    const foreign = this.#isBinary || !found ? (foreignBytes(this.#first) ?? foreignTrace(head)) : undefined
    if (foreign)
      throw new StpaError('unknownFormat', foreignMessage(this.name, foreign), { place: { file: this.name } })
    if (found) return found
    throw unknownFormat(this.name, this.#isBinary ? 'It is a binary file.' : 'It is no known trace.')
  }
}

function beginningOf(first: Uint8Array, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const more = chunk.subarray(0, magicBytes - first.length)
  const both = new Uint8Array(first.length + more.length)
  both.set(first)
  both.set(more, first.length)
  return both
}

/** Signs for a terminal are taken out, and counted, before a line is read: such a line is not plain. */
const isPlain = (bytes: Uint8Array): boolean => isAscii(bytes) && !bytes.includes(escapeSign)

const noWords = new Uint32Array(0)

/** Four bytes at a time: this looks at all bytes of a file. */
function isAscii(bytes: Uint8Array): boolean {
  const before = Math.min(bytes.length, -bytes.byteOffset & 3)
  const count = (bytes.length - before) >> 2
  // A piece that ends before the first whole word has none, and no place where one could begin.
  const words = count > 0 ? new Uint32Array(bytes.buffer, bytes.byteOffset + before, count) : noWords
  let all = 0
  for (let at = 0; at < words.length; at++) all |= words[at] ?? 0
  for (let at = 0; at < before; at++) all |= bytes[at] ?? 0
  for (let at = before + 4 * words.length; at < bytes.length; at++) all |= bytes[at] ?? 0
  return (all & 0x80808080) === 0
}
const byLine = (a: TraceFlag, b: TraceFlag): number => a.line - b.line || (a.code < b.code ? -1 : 1)

function unknownFormat(name: string, why: string): StpaError {
  const names = traceFormats.map((format) => format.name).join(', ')
  const message = `${name}: ${why} Formats: ${names}. Choose one by hand (--format-of on the command line) if it is one of them.`
  return new StpaError('unknownFormat', message, { place: { file: name } })
}
