import { type Foreign, foreignOf } from '@/lib/text/foreign'
import { LogPrefix } from '@/lib/text/prefix'
import { foldedStacks } from './bcc/folded'
import { bccHistogram } from './bcc/histogram'
import { bccTable } from './bcc/table'
import { bpftraceJson } from './bpftrace/json'
import { bpftrace } from './bpftrace/text'
import { LineCleaner } from './clean'
import { ftrace, functionTracer, traceCmd } from './ftrace/formats'
import { functionGraph } from './ftrace/functionGraph'
import type { TraceFormat } from './model'
import { perfReport } from './perf/report'
import { perfScript } from './perf/script'
import { perfStat } from './perf/stat'
import { perfStatCsv } from './perf/statCsv'
import { perfStatJson } from './perf/statJson'
import { perfTrace, perfTraceTable } from './perf/trace'
import { strace } from './strace/format'
import { straceTable } from './table/format'

/** The formats of traces, in the order in which they are tried: one file and one line each. */
export const traceFormats: readonly TraceFormat[] = [
  ...[traceCmd, functionGraph, functionTracer, ftrace],
  ...[bpftraceJson, bpftrace, bccTable, bccHistogram],
  straceTable,
  ...[perfTrace, perfTraceTable, perfStat, perfStatCsv, perfStatJson, perfReport, perfScript],
  strace,
  foldedStacks,
]

/**
 * The format of a text that begins with these lines (at most 200 are looked at), as they stand in the file or already
 * cleaned; undefined when it is no trace that is known, or the text of another tool (foreign.ts).
 */
export function recogniseFormat(head: readonly string[]): TraceFormat | undefined {
  const clean = cleaned(head)
  if (foreignIn(clean)) return undefined
  return formatOf(clean) ?? formatOf(withoutPrefix(clean))
}

const formatOf = (lines: readonly string[]): TraceFormat | undefined =>
  traceFormats.find((format) => format.recognise(lines))

/** Lines of a log (dmesg, journalctl, a serial console) behind their prefixes; none where they have none. */
function withoutPrefix(lines: readonly string[]): string[] {
  const prefix = new LogPrefix(lines, { keepsTimes: true })
  return prefix.name === '' ? [] : lines.map((line) => prefix.strip(line))
}

/** The prefix of the log in which a trace of this format stands, as its first lines show; undefined when there is none. */
export function prefixOf(format: TraceFormat, head: readonly string[]): LogPrefix | undefined {
  const clean = cleaned(head)
  if (format.recognise(clean) || !format.recognise(withoutPrefix(clean))) return undefined
  return new LogPrefix(clean, { keepsTimes: true })
}

/** The tool that wrote such a text, where it is known and none of ours. */
export const foreignTrace = (head: readonly string[]): Foreign | undefined => foreignIn(cleaned(head))

const foreignIn = (lines: readonly string[]): Foreign | undefined => foreignOf({ bytes: new Uint8Array(0), lines })

function cleaned(head: readonly string[]): string[] {
  const lines = head.slice(0, 200)
  const cleaner = new LineCleaner(lines)
  return lines.map((line) => cleaner.line(line))
}

export function findFormat(name: string): TraceFormat | undefined {
  return traceFormats.find((format) => format.name === name)
}
