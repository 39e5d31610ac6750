import { StpaError } from '@/lib/stpa/errors'
import { LineCleaner } from './clean'
import { findFormat, recogniseFormat, traceFormats } from './formats'
import { LineSplitter } from './lines'
import type { TraceFlag, TraceFormat, TraceReader, TraceSink } from './model'
import { PlainCalls } from './summary/scan'
import type { ReadFile } from './summary/summary'
import type { CallTally } from './summary/tally'

export type InputOptions = {
  /** Name of a format, where it is not to be recognised. */
  readonly format?: string | undefined
  /** Counts the plain calls of a strace without giving them to the sink: four times as fast, for a summary alone. */
  readonly tally?: CallTally | undefined
  /** Name of a system call by its number, for tracers that write numbers (ftrace). */
  readonly systemCall?: ((number: number) => string | undefined) | undefined
}

const headLines = 200
const headBytes = 1 << 18

/**
 * A trace of any format, read as its bytes come: recognised by its first lines, cleaned, and given to the sink. Memory:
 * the first lines, then one line and what the reader holds open, whatever the size of the trace.
 */
export class TraceInput {
  readonly #splitter = new LineSplitter((bytes, from, to) => this.#take(bytes, from, to))
  readonly #decoder = new TextDecoder()
  #head: string[] | undefined = []
  #headSize = 0
  #bytes = 0
  #lines = 0
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
    this.#splitter.push(chunk)
  }

  /** @throws StpaError unknownFormat when the text is no trace that is known */
  end(): ReadFile {
    this.#splitter.end()
    this.#begin()
    const reader = this.#reader
    const flags = [...(reader?.end() ?? [])]
    if (this.#splitter.longLines > 0) flags.push({ code: 'longLines', count: this.#splitter.longLines, line: 0 })
    return {
      name: this.name,
      format: this.#format?.name ?? '',
      lines: this.#lines,
      bytes: this.#bytes,
      flags: flags.sort(byLine),
      repaired: this.#cleaner.repaired,
    }
  }

  #take(bytes: Uint8Array, from: number, to: number): void {
    this.#lines++
    if (this.#plain?.take(bytes, from, to)) return
    const text = this.#decoder.decode(bytes.subarray(from, to))
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
    this.#format ??= this.#isBinary ? undefined : recogniseFormat(head)
    if (!this.#format) throw unknownFormat(this.name, this.#isBinary ? 'It is a binary file.' : 'It is no known trace.')
    this.#cleaner = new LineCleaner(head)
    const { systemCall } = this.options
    this.#reader = this.#format.read(this.sink, systemCall ? { systemCall } : {})
    for (const line of head) this.#reader.line(this.#cleaner.line(line))
    const isDamaged = 'typography' in this.#cleaner.repaired || 'entities' in this.#cleaner.repaired
    const { tally } = this.options
    const pass = this.#reader.pass?.bind(this.#reader)
    if (!tally || !pass || isDamaged) return
    this.#plain = new PlainCalls(tally, pass)
  }
}

const byLine = (a: TraceFlag, b: TraceFlag): number => a.line - b.line || (a.code < b.code ? -1 : 1)

function unknownFormat(name: string, why: string): StpaError {
  const names = traceFormats.map((format) => format.name).join(', ')
  const message = `${name}: ${why} Formats: ${names}. Choose one by hand (--format-of on the command line) if it is one of them.`
  return new StpaError('unknownFormat', message, { place: { file: name } })
}
