import { readTraceFiles, traceFilesOf } from '@/lib/node/trace/read'
import type { InputOptions } from '@/lib/trace/input'
import { flagMeanings, type TraceSink } from '@/lib/trace/model'
import type { ReadFile } from '@/lib/trace/summary/summary'
import { UsageError } from '../../usage'

/** Files of a command: at least one, standard input once. */
export function filesOf(command: string, positionals: readonly string[]): readonly string[] {
  if (positionals.length === 0)
    throw new UsageError(`Name a trace, or - for standard input. See stpa ${command} --help.`)
  if (positionals.filter((path) => path === '-').length > 1)
    throw new UsageError('Standard input (-) can be read once only.')
  return positionals
}

/** Reads all files into one sink; those of one `strace -ff` as one trace. */
export async function readAll(
  paths: readonly string[],
  sink: TraceSink,
  options: InputOptions = {},
): Promise<ReadFile[]> {
  const files: ReadFile[] = []
  for (const each of traceFilesOf(paths)) files.push(await readTraceFiles(each, sink, options))
  return files
}

/** What limits the traces and what was mended in them: one line each. */
export function troubleOfFiles(files: readonly ReadFile[]): string {
  const lines = files.flatMap(({ name, flags, repaired }) => [
    ...Object.entries(repaired).map(([what, count]) => `${name}: repaired: ${what} in ${count} lines\n`),
    ...flags.map(({ code, count, line }) => `${name}:${line}: ${code} (${count}): ${flagMeanings[code]}\n`),
  ])
  return lines.join('')
}
