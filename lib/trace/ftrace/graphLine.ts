import { decimalOf, wholeOf } from '@/lib/text/number'

/** What stands behind time, processor and task in a line of function_graph. */
export type GraphBody = {
  /** How many functions are open around it, by its indentation. */
  readonly depth: number
  /** Undefined where the line has none, or the tracer does not write durations. */
  readonly seconds: number | undefined
  /** `name() {`, `name();`, `}`, or a comment; '' for the arrow of an interrupt. */
  readonly body: string
}

/** A line of function_graph with any of its options (trace_functions_graph.c). */
export type GraphLine = GraphBody & {
  readonly at: number | undefined
  /** 0 where the processor is not written. */
  readonly processor: number
  readonly task: { readonly pid: number; readonly command: string } | undefined
  /** Has a column that nothing but this tracer writes so. */
  readonly hasColumns: boolean
}

/** funcgraph-abstime, the time since the beginning (latency tracers), -cpu, -proc, the flags of irq-info or latency-format. */
const time = /^\s{0,20}(\d{1,12}\.\d{6,9}) \| {0,2}/
const relative = /^\s{0,12}\d{1,12} us \| {0,2}(?=\s{0,7}\d{1,6}\) |[^(]{0,80}\| )/
const processorForm = /^\s{0,7}(\d{1,6})\) ?(?=[\s#+!*@$=\w}/<])/
const taskForm = /^\s{0,16}([^\s|][^|]{0,20}?)-(\d{1,10})\s{1,16}\| /
const flagsForm = /^ ?[.dDnNpPbBhHsSzZ#XLl0-9]{4,6} \| /
/** A mark of a long time, the time, the bar; bounded to 200 characters: Columns. */
const durationForm = /^\s{0,4}[+!#*@$&=]?\s{0,20}(?:(\d{1,15}(?:\.\d{1,6})?) us)?\s{0,16}\| {0,2}/
const arrow = /^\s{0,40}(?:==========>|<==========)\s{0,4}\|?\s*$/

/** The kernel follows 50 frames (FTRACE_RETFUNC_DEPTH); each is indented by two blanks. */
const deepest = 400

/** Undefined for a line that is none: what it says stands in the body. */
export function readGraphLine(text: string): GraphLine | undefined {
  const line = new Columns(text)
  const at = line.take(time)?.[1]
  const hasRelative = line.take(relative) !== undefined
  const processor = line.take(processorForm)?.[1]
  const [, command, pid] = line.take(taskForm) ?? []
  const hasFlags = line.take(flagsForm) !== undefined
  const hasColumns = [at, processor, pid].some((column) => column !== undefined) || hasFlags || hasRelative
  const found = bodyOf(line.rest)
  if (!found || (pid !== undefined && wholeOf(pid) === undefined)) return undefined
  return {
    ...{ at: at === undefined ? undefined : decimalOf(at), processor: Number(processor ?? 0) },
    task: pid === undefined ? undefined : { pid: Number(pid), command: (command ?? '').trim() },
    ...{ depth: found.depth, seconds: found.seconds, body: found.body },
    hasColumns: hasColumns || found.hasBar,
  }
}

/** The duration and what stands behind it, as trace-cmd has it in an event, too; undefined when it is no function. */
export function bodyOf(text: string): (GraphBody & { readonly hasBar: boolean }) | undefined {
  if (arrow.test(text.slice(0, 100))) return { depth: 0, seconds: undefined, body: '', hasBar: true }
  const line = new Columns(text)
  const match = line.take(durationForm)
  const rest = line.rest
  const indent = Math.max(0, rest.slice(0, 2 * deepest).search(/\S/))
  const body = rest.slice(indent)
  if (!isBody(body)) return undefined
  const micro = match?.[1] === undefined ? undefined : decimalOf(match[1])
  const seconds = micro === undefined ? undefined : Math.round(micro * 1e3) / 1e9
  return { depth: Math.min(deepest, indent >> 1), seconds, body, hasBar: match !== undefined }
}

/** Takes one column after the other off a line. */
class Columns {
  rest: string

  constructor(text: string) {
    this.rest = text
  }

  take(form: RegExp): RegExpExecArray | undefined {
    const match = form.exec(this.rest.slice(0, 200))
    if (!match) return undefined
    this.rest = this.rest.slice(match[0].length)
    return match
  }
}

/** Name of the function that a body begins with: `ext4_readdir.isra.0 [ext4](`, with arguments or without. */
export const functionIn = (body: string): string | undefined =>
  /^([\w.$]{1,200})(?:\+0x[0-9a-f]{1,16}\/0x[0-9a-f]{1,16})?(?: \[\w{1,60}\])?\(/.exec(body.slice(0, 300))?.[1]

/** `name(…) {` with a comment or without: what follows is called by it. */
export const opens = (body: string): boolean => /\{\s*(?:\/\*.{0,200}\*\/\s*)?$/.test(body.slice(-300))

const isLeaf = (body: string): boolean => /\);\s*(?:\/\*.{0,200}\*\/\s*)?$/.test(body.slice(-300))

const isBody = (body: string): boolean =>
  body.startsWith('/*') ||
  /^\}\s*(?:\/\*|$)/.test(body.slice(0, 40)) ||
  (functionIn(body) !== undefined && (opens(body) || isLeaf(body)))
