import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'
import { createdLine } from '@/lib/stpa/reportCounts'
import { decodeLine, decodeText, Utf8Stream } from '@/lib/text/encoding'
import type { ReadOptions } from '@/lib/trace/api'
import { digesterOf } from '@/lib/trace/digest'
import { recogniseFormat } from '@/lib/trace/formats'
import { TraceInput } from '@/lib/trace/input'
import { LineSplitter } from '@/lib/trace/lines'
import { flagMeanings } from '@/lib/trace/model'
import { type RedactionOptions, Redactor } from '@/lib/trace/redact'
import type { ReadFile, TraceSummary } from '@/lib/trace/summary/summary'
import { type KeptPart, PartWriter } from './parts'
import { chunksOf } from './source'

export type EvidenceImportRequest = {
  readonly path: string
  /** Stands for the path in messages. */
  readonly name: string
  /** Where the file is kept, in parts; absent when it is kept already. */
  readonly kept?: string
  readonly options: ReadOptions
  readonly redaction?: RedactionOptions
}

export type EvidenceImport = {
  readonly hash: string
  readonly original: string
  readonly kind: 'trace' | 'records'
  readonly format: string
  readonly size: number
  readonly lines: number
  readonly redacted: string
  /** JSON of what was read. */
  readonly digest: string
  readonly parts: readonly KeptPart[]
  readonly report: readonly ReportLine[]
}

type Progress = (fraction: number) => void

/**
 * Reads a trace or another file of evidence, keeps it in parts, and gives what was read. A trace may have any size: it is
 * read as it comes.
 * @throws StpaError unknownFormat, unreadable, tooLarge
 */
export async function importEvidence(request: EvidenceImportRequest, progress?: Progress): Promise<EvidenceImport> {
  const { path, name, options, redaction } = request
  const keeper = new Keeper(request.kept, redaction)
  try {
    const isTrace = options.format !== '' || recogniseFormat(await headOf(path, name)) !== undefined
    const all = statSync(path).size
    const read = (bytes: number) => progress?.(all > 0 ? bytes / all : 1)
    const found = isTrace ? await readAsTrace(request, keeper, read) : await readAsRecords(request, keeper, read)
    const report = [...keeper.report(name), ...found.report]
    return { ...found, report, ...(await keeper.end()) }
  } catch (error) {
    await keeper.close()
    throw error
  }
}

/** The first lines of a file. */
async function headOf(path: string, name: string): Promise<string[]> {
  const chunks: Uint8Array[] = []
  for await (const chunk of chunksOf(path, name)) {
    chunks.push(new Uint8Array(chunk))
    if (chunks.reduce((size, { length }) => size + length, 0) > 400_000) break
  }
  const { text } = decodeText(Buffer.concat(chunks))
  return text.includes('\0') ? [] : text.split('\n', 200)
}

type Found = Pick<EvidenceImport, 'kind' | 'format' | 'digest' | 'report'>

async function readAsTrace(
  { path, name, options }: EvidenceImportRequest,
  keeper: Keeper,
  progress: Progress,
): Promise<Found> {
  const digester = await digesterOf(options)
  const input = new TraceInput(name, digester, digester.reading)
  keeper.start((chunk) => input.push(chunk))
  for await (const chunk of chunksOf(path, name, progress)) await keeper.push(chunk)
  keeper.finish()
  const file = input.end()
  const digest = digester.result(file)
  const report = [...createdOf(digest.summary), ...reportOf(file)]
  return { kind: 'trace', format: file.format, digest: JSON.stringify(digest), report }
}

/** What a trace holds, each sort of it that there is. */
function createdOf({ total, tables, symbols, events }: TraceSummary): ReportLine[] {
  const sorts = {
    calls: total.calls,
    'rows of tables': tables.reduce((sum, { rows }) => sum + rows.length, 0),
    'functions of the program or the kernel': symbols.length,
    'sorts of events': events.length,
  }
  const found = Object.entries(sorts).filter(([, count]) => count > 0)
  return found.map(([sort, count]) => createdLine(`${count} ${sort}`, count))
}

function reportOf({ name, flags, repaired }: ReadFile): ReportLine[] {
  const mended = Object.entries(repaired).map(
    ([what, count]): ReportLine => ({
      outcome: 'repaired',
      message: `${what} in ${count} lines`,
      count,
      place: { file: name },
    }),
  )
  const limits = flags.map(({ code, count, line }): ReportLine => {
    const isLost = code === 'unknownLines' || code === 'longLines' || code === 'lostEvents'
    const place = line > 0 ? { file: name, line } : { file: name }
    const message = `${code} (${count}): ${flagMeanings[code]}`
    return { outcome: isLost ? 'skipped' : 'created', message, count: isLost ? count : 0, place }
  })
  return [...mended, ...limits]
}

async function readAsRecords(
  { path, name }: EvidenceImportRequest,
  keeper: Keeper,
  progress: Progress,
): Promise<Found> {
  const { evidenceLimits } = await import('@/lib/evidence/model')
  const { readRecords } = await import('@/lib/evidence/digest')
  const chunks: Uint8Array[] = []
  let size = 0
  keeper.start((chunk) => {
    size += chunk.length
    if (size > evidenceLimits.size)
      throw new StpaError('tooLarge', `${name} has more than ${evidenceLimits.size / 1e6} MB. Split it.`, {
        place: { file: name },
      })
    chunks.push(new Uint8Array(chunk))
  })
  for await (const chunk of chunksOf(path, name, progress)) await keeper.push(chunk)
  keeper.finish()
  const { digest, report } = readRecords(name, Buffer.concat(chunks))
  return { kind: 'records', format: digest.format, digest: JSON.stringify(digest), report }
}

/** Keeps a file as it is read: in UTF-8, redacted where that was asked for, in parts, by its hash. */
class Keeper {
  readonly #writer: PartWriter | undefined
  readonly #redactor: Redactor | undefined
  readonly #original = createHash('sha256')
  readonly #hash = createHash('sha256')
  readonly #encoder = new TextEncoder()
  readonly #stream = new Utf8Stream()
  #splitter: LineSplitter | undefined
  #lines: string[] = []
  #give: (chunk: Uint8Array) => void = () => {}
  #size = 0

  constructor(kept: string | undefined, redaction: RedactionOptions | undefined) {
    this.#writer = kept === undefined ? undefined : new PartWriter(kept)
    const redactor = redaction && new Redactor(redaction)
    this.#redactor = redactor?.isNeeded ? redactor : undefined
  }

  /** What is kept goes to `give`, too. */
  start(give: (chunk: Uint8Array) => void): void {
    this.#give = give
    const redactor = this.#redactor
    if (!redactor) return
    this.#splitter = new LineSplitter((bytes, from, to) =>
      this.#lines.push(redactor.line(decodeLine(bytes.subarray(from, to)).text)),
    )
  }

  /** Takes a chunk, and resolves when another may come. */
  async push(chunk: Uint8Array): Promise<void> {
    this.#original.update(chunk)
    this.#take(this.#stream.push(chunk))
    await this.#writer?.ready()
  }

  finish(): void {
    this.#take(this.#stream.end())
    this.#splitter?.end()
    this.#flush()
  }

  /** What is kept is not the file as it was given. */
  report(file: string): ReportLine[] {
    const { encoding } = this.#stream
    if (encoding === 'utf-8') return []
    const message = `Read as ${encoding.toUpperCase()}, and kept as UTF-8.`
    return [{ outcome: 'repaired', message, place: { file } }]
  }

  #take(utf8: Uint8Array): void {
    if (!this.#splitter) return this.#keep(utf8)
    this.#splitter.push(utf8)
    this.#flush()
  }

  async end(): Promise<Pick<EvidenceImport, 'hash' | 'original' | 'size' | 'lines' | 'redacted' | 'parts'>> {
    const lines = (await this.#writer?.end()) ?? 0
    const about = { size: this.#size, lines, redacted: this.#redactor?.words() ?? '', parts: this.#writer?.parts ?? [] }
    return { hash: this.#hash.digest('hex'), original: this.#original.digest('hex'), ...about }
  }

  async close(): Promise<void> {
    await this.#writer?.close()
  }

  #flush(): void {
    if (this.#lines.length === 0) return
    this.#keep(this.#encoder.encode(`${this.#lines.join('\n')}\n`))
    this.#lines = []
  }

  #keep(chunk: Uint8Array): void {
    this.#hash.update(chunk)
    this.#size += chunk.length
    this.#writer?.push(chunk)
    this.#give(chunk)
  }
}
