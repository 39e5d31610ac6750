import { type Foreign, foreignOf } from '@/lib/text/foreign'
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

/** The formats of traces, in the order in which they are tried (tracing.md 2): one file and one line each. */
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
  return foreignIn(clean) ? undefined : traceFormats.find((format) => format.recognise(clean))
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
