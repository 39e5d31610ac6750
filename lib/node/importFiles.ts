import { gzipSync } from 'node:zlib'
import type { ImportOutcome } from '@/lib/stpa/api'
import { recogniseFormat } from '@/lib/stpa/formats'
import { type ImportSettings, importSources } from '@/lib/stpa/formats/importSources'
import { type AnalysisSnapshot, fromSnapshot } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { type ReadSource, sourceOf } from './files'

export type Upload = { readonly name: string; readonly bytes: Uint8Array }

/** A file that was imported: its bytes compressed, under the SHA-256 of what it was. */
export type Original = {
  readonly name: string
  readonly format: string
  readonly hash: string
  readonly mediaType: string
  readonly size: number
  readonly content: Uint8Array<ArrayBuffer>
}

export type ImportRequest = {
  readonly files: readonly Upload[]
  /** The analysis to import into, as JSON text of its snapshot (a text goes to a worker at no cost); null: a new one. */
  readonly base: string | null
  readonly settings: ImportSettings
}

export type ImportedFiles = {
  readonly operations: readonly Operation[]
  readonly outcome: Omit<ImportOutcome, 'analysis' | 'revision'>
  readonly originals: readonly Original[]
  /** The id that a native file has; undefined without one. */
  readonly id: string | undefined
  /** Key counters that a new analysis starts with. */
  readonly counters: Readonly<Record<string, number>>
}

/**
 * Bytes of files → the operations that bring them into an analysis, with the report and the compressed originals.
 * @throws StpaError tooLarge, unreadable, unknownFormat
 */
export function importFiles({ files, base, settings }: ImportRequest): ImportedFiles {
  const sources = files.map(({ name, bytes }) => sourceOf(name, bytes))
  // The text was made from a snapshot by lib/server.
  const analysis = base === null ? null : fromSnapshot(JSON.parse(base) as AnalysisSnapshot)
  const result = importSources(analysis, sources, settings)
  const { report, changes, title, formats, counts, doubtful, styles } = result
  const repairs = sources.flatMap((source) => source.repairs)
  return {
    operations: result.operations.map(withoutUndefined),
    outcome: {
      title,
      formats,
      report: { ...report, repaired: [...repairs, ...report.repaired] },
      changes,
      counts,
      doubtful,
      styles,
    },
    originals: sources.map(originalOf),
    id: result.id,
    counters: result.counters,
  }
}

/** The log is JSON, which has no `undefined`: an emptied field is null there. */
function withoutUndefined(operation: Operation): Operation {
  if (operation.op !== 'update') return operation
  const set = Object.entries(operation.set).map(([name, value]) => [name, value ?? null])
  return { ...operation, set: Object.fromEntries(set) }
}

function originalOf(source: ReadSource): Original {
  const format = recogniseFormat(source)
  return {
    name: source.name,
    format: format?.name ?? '',
    hash: source.hash,
    mediaType: format?.mediaType ?? 'application/octet-stream',
    size: source.bytes.length,
    content: Uint8Array.from(gzipSync(source.bytes)),
  }
}
