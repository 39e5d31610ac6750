import { basename } from 'node:path'
import { type InputOptions, TraceInput, threadOfName } from '@/lib/trace/input'
import type { TraceSink } from '@/lib/trace/model'
import type { ReadFile } from '@/lib/trace/summary/summary'
import { chunksOf } from './source'

type ReadOptions = Omit<InputOptions, 'thread'> & {
  /** Stands for the path in messages. */
  readonly name?: string
  /** Bytes of the file taken so far. */
  readonly progress?: (bytes: number) => void
  readonly thread?: number | undefined
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

/** Files that `strace -ff -o NAME` wrote: NAME.PID, at least two with the same NAME; each is one thread. */
export function threadsOf(paths: readonly string[]): ReadonlyMap<string, number> {
  const sets = new Map<string, string[]>()
  for (const path of paths) {
    if (threadOfName(path) === undefined) continue
    const set = path.slice(0, path.lastIndexOf('.'))
    sets.set(set, [...(sets.get(set) ?? []), path])
  }
  const found = [...sets.values()].filter((files) => files.length > 1).flat()
  return new Map(found.map((path) => [path, threadOfName(basename(path)) ?? 0]))
}
