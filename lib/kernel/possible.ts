import { StpaError } from '@/lib/stpa/errors'
import { type CallGraph, callCount, fileName, functionCount, placeText } from './graph/graph'
import { operationAt, operationCount, operationText } from './graph/operations'
import { ownSubsystemsOf } from './graph/subsystemRule'
import { matchesAny } from './walk/patterns'

/** Calls that may be: who makes an indirect call, and the entry of an operation table that it may reach. */
export type PossibleCalls = { readonly callers: Uint32Array; readonly entries: Uint32Array }

/** More is no help for anybody: the expressions must say more. */
const most = 4_000_000

/**
 * Where indirect calls may lead: from each function that makes one to the functions in operation tables which match the
 * expressions (RE2, over `table+0xoffset`) and which the caller can know: their file calls into the caller's own subsystem
 * (there it registers them), or is part of it. A function without subsystem counts its folder as one. A call graph does
 * not say which place of which table a call reads: these are possible, not certain, and others are not excluded.
 * @throws StpaError badRequest (an expression), tooLarge (more than 4 million)
 */
export function possibleCalls(graph: CallGraph, expressions: readonly string[]): PossibleCalls {
  const matches = matchesAny(expressions)
  const unitOf = unitsOf(graph)
  const known = unitsCalledByFile(graph, unitOf)
  const entriesOf = new Map<number, number[]>()
  for (let entry = 0; entry < operationCount(graph); entry++) {
    if (!matches(operationText(graph, entry))) continue
    const file = graph.fileOf[operationAt(graph, entry).function] ?? 0
    for (const unit of known[file] ?? []) {
      const entries = entriesOf.get(unit)
      if (entries) entries.push(entry)
      else entriesOf.set(unit, [entry])
    }
  }
  const callers = indirectCallers(graph)
  const count = callers.reduce((sum, of) => sum + (entriesOf.get(unitOf[of] ?? 0)?.length ?? 0), 0)
  if (count > most) {
    const message = `${count.toLocaleString('en')} possible calls are too many: name the tables, e.g. watchdog.*_ops or _fops\\+0x50$.`
    throw new StpaError('tooLarge', message)
  }
  const found = { callers: new Uint32Array(count), entries: new Uint32Array(count) }
  let at = 0
  for (const of of callers) {
    const entries = entriesOf.get(unitOf[of] ?? 0) ?? []
    found.callers.fill(of, at, at + entries.length)
    found.entries.set(entries, at)
    at += entries.length
  }
  return found
}

/** The number that stands for an entry among the graph's calls. */
export const possibleCall = (graph: CallGraph, entry: number): number => callCount(graph) + entry

/** The entry behind such a number; undefined for a call that is certain. */
export const entryOfCall = (graph: CallGraph, call: number): number | undefined =>
  call < callCount(graph) ? undefined : call - callCount(graph)

/** What a call of a tree enters: a callee, or the function of an entry that it may lead to. */
export function targetOfCall(graph: CallGraph, call: number): number {
  const entry = entryOfCall(graph, call)
  return entry === undefined ? (graph.callee[call] ?? 0) : operationAt(graph, entry).function
}

/** Where a call of a tree stands: `file:line`, or the table that it may go through. */
export function placeOfCall(graph: CallGraph, call: number): string {
  const entry = entryOfCall(graph, call)
  return entry === undefined ? placeText(graph, call) : `possible, through ${operationText(graph, entry)}`
}

/** Subsystem of each function, or a number of its own for the folder of a function without one. */
function unitsOf(graph: CallGraph): Int32Array {
  const folders = new Map<string, number>()
  return ownSubsystemsOf(graph).map((own, of) => {
    if (own >= 0) return own
    const file = fileName(graph, of)
    const folder = file.slice(0, file.lastIndexOf('/') + 1)
    const number = folders.get(folder) ?? -1 - folders.size
    folders.set(folder, number)
    return number
  })
}

function unitsCalledByFile(graph: CallGraph, unitOf: Int32Array): ReadonlySet<number>[] {
  const found = Array.from({ length: graph.tagStart.length - 1 }, () => new Set<number>())
  for (let of = 0; of < functionCount(graph); of++) {
    const called = found[graph.fileOf[of] ?? 0]
    called?.add(unitOf[of] ?? 0)
    for (let call = graph.callStart[of] ?? 0; call < (graph.callStart[of + 1] ?? 0); call++) {
      const to = graph.callee[call] ?? 0
      if (graph.isIndirect[to] !== 1) called?.add(unitOf[to] ?? 0)
    }
  }
  return found
}

/** Functions that make an indirect call. */
export function indirectCallers({ callStart, callee, isIndirect }: CallGraph): number[] {
  const found: number[] = []
  for (let of = 0; of < callStart.length - 1; of++)
    if (callee.subarray(callStart[of], callStart[of + 1]).some((to) => isIndirect[to] === 1)) found.push(of)
  return found
}
