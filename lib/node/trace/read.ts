import { basename } from 'node:path'
import { decodeLine, Utf8Stream } from '@/lib/text/encoding'
import { type InputOptions, TraceInput } from '@/lib/trace/input'
import { LineSplitter } from '@/lib/trace/lines'
import type { TraceSink } from '@/lib/trace/model'
import type { ReadFile } from '@/lib/trace/summary/summary'
import { isTimed, mergeThreads, threadFileOf } from '@/lib/trace/threadFiles'
import { chunksOf } from './source'

type ReadOptions = InputOptions & {
  /** Stands for the path in messages. */
  readonly name?: string
  /** Bytes of the file taken so far. */
  readonly progress?: (bytes: number) => void
}

/**
 * Reads one trace into a sink, whatever its size.
 * @throws StpaError unknownFormat, unreadable, tooLarge; what the file system refuses
 */
export async function readTrace(path: string, sink: TraceSink, options: ReadOptions = {}): Promise<ReadFile> {
  const { name = path === '-' ? 'stdin' : path, progress, ...rest } = options
  const input = new TraceInput(name, sink, rest)
  for await (const chunk of chunksOf(path, name, progress)) input.push(chunk)
  return input.end()
}

/** Files that are read as one trace: one, or all threads of a set that `strace -ff` wrote. */
export type TraceFiles = { readonly name: string; readonly paths: readonly string[] }

/** Files in the order in which they were named; NAME.PID beside another NAME.PID is one set. */
export function traceFilesOf(paths: readonly string[]): TraceFiles[] {
  const setOf = (path: string) => threadFileOf(path)?.set
  return paths.flatMap((path, index): TraceFiles[] => {
    const set = setOf(path)
    const all = set === undefined ? [path] : [...new Set(paths)].filter((other) => setOf(other) === set)
    if (set === undefined || all.length === 1) return [{ name: path === '-' ? 'stdin' : path, paths: [path] }]
    return paths.findIndex((other) => setOf(other) === set) === index ? [{ name: `${set}.*`, paths: all }] : []
  })
}

/** Reads what belongs together as one trace. Lines of a set are those of the merged trace. @throws as readTrace */
export async function readTraceFiles(files: TraceFiles, sink: TraceSink, options: InputOptions): Promise<ReadFile> {
  const [path = '', ...others] = files.paths
  if (others.length === 0) return readTrace(path, sink, { ...options, name: files.name })
  const untimed = await untimedOf(files.paths)
  const scout = untimed > 0 ? sink.scout?.() : undefined
  if (scout) await readThreads(files, scout, options)
  const read = await readThreads(files, sink, options)
  if (untimed === 0) return read
  return { ...read, flags: [{ code: 'threadOrder', count: untimed, line: 1 }, ...read.flags] }
}

async function readThreads({ name, paths }: TraceFiles, sink: TraceSink, options: InputOptions): Promise<ReadFile> {
  const threads = paths.map((path) => ({ thread: threadFileOf(basename(path))?.thread ?? 0, lines: linesOf(path) }))
  const input = new TraceInput(name, sink, options)
  const encoder = new TextEncoder()
  for await (const line of mergeThreads(threads)) input.push(encoder.encode(`${line}\n`))
  return input.end()
}

/** How many of the files have lines, and not their exact times. */
async function untimedOf(paths: readonly string[]): Promise<number> {
  let untimed = 0
  for (const path of paths)
    for await (const line of linesOf(path)) {
      if (line === '') continue
      if (!isTimed(line)) untimed++
      break
    }
  return untimed
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const stream = new Utf8Stream()
  let lines: string[] = []
  const splitter = new LineSplitter((bytes, from, to) => lines.push(decodeLine(bytes.subarray(from, to)).text))
  for await (const chunk of chunksOf(path)) {
    splitter.push(stream.push(chunk))
    yield* lines
    lines = []
  }
  splitter.push(stream.end())
  splitter.end()
  yield* lines
}
