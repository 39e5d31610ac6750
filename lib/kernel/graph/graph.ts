import { sectionName } from './names'

/** What no subsystem claims, as nav prints it. */
export const rest = 'The REST'

/** Instead of a subsystem's number: no tag at all, and the target of an indirect call. */
export const untagged = -1
export const indirectTarget = -2

/** Where a graph comes from, kept as provenance with everything that is derived from it. */
export type Provenance = {
  /** instance_id of the database; 0 for a graph that is no database's. */
  readonly instance: number
  /** E.g. `6.1.192`. */
  readonly kernelVersion: string
  readonly note: string
  /** What was read: `ks-nav SQLite`, `nav mode 2`, … */
  readonly format: string
  /** SHA-256 of the original bytes, in hex; '' when there were none (a server's database). */
  readonly original: string
  /** True for a picture of a part: what is missing in it says nothing. */
  readonly partial: boolean
  /** What was added to it afterwards: `MAINTAINERS SHA-256`, `operation tables SHA-256`. */
  readonly added?: readonly string[]
}

/**
 * A kernel's call graph as typed arrays (compressed sparse rows): functions are numbered from 0 in the order of their
 * symbol_id, calls in the order of the rows of their caller, as nav meets them.
 */
export type CallGraph = {
  readonly provenance: Provenance
  /** Names of functions, by function. */
  readonly names: Texts
  /** symbol_id of the database, by function; ascending. */
  readonly symbolIds: Uint32Array
  /** Two words each: low, high. */
  readonly addresses: Uint32Array
  /** 1 for symbol_type `indirect`: the register or memory call, and x86's retpoline thunks. */
  readonly isIndirect: Uint8Array
  /** File of each function, as an index into `files`. */
  readonly fileOf: Uint32Array
  readonly files: Texts
  /** Tags of file f: `tagSubsystem[tagStart[f] … tagStart[f + 1]]`, in the order of the rows, repeats included. */
  readonly tagStart: Uint32Array
  readonly tagSubsystem: Uint16Array
  readonly subsystems: Texts
  /** Tag rows of each subsystem in the whole database, all instances: nav's measure of its size. */
  readonly tagRows: Uint32Array
  /** nav's subsystem of a function's *name*: an index, `untagged` or `indirectTarget` (subsystemRule.ts). */
  readonly navSubsystem: Int32Array
  /** Calls of function f: numbers `callStart[f] … callStart[f + 1]`. */
  readonly callStart: Uint32Array
  readonly callee: Uint32Array
  /** Address of the calling instruction, two words each. */
  readonly referenceAddresses: Uint32Array
  /** File of the source line of each call, as an index into `places`. */
  readonly callPlace: Uint16Array
  readonly places: Texts
  /** Line of each call; 0 where the place is the whole text (`NONE`). */
  readonly callLine: Uint32Array
  /** Functions in the byte order of their names: what finds a name. */
  readonly byName: Uint32Array
  /** Configuration: `CONFIG_` names without the prefix, and their values. */
  readonly config: Texts
  /** Names of operation tables, where they were imported; the next three have one number for each entry, by table. */
  readonly operationTables?: Texts
  readonly operationTable?: Uint32Array
  /** Bytes from the beginning of the table. */
  readonly operationOffset?: Uint32Array
  readonly operationFunction?: Uint32Array
}

/** Many texts as one block of UTF-8: decoded only when asked for. */
export type Texts = { readonly bytes: Uint8Array; readonly start: Uint32Array }

const decoder = new TextDecoder()

export const countOf = (texts: Texts): number => texts.start.length - 1

export function textAt(texts: Texts, index: number): string {
  return decoder.decode(texts.bytes.subarray(texts.start[index], texts.start[index + 1]))
}

/** All of them; decoded at once where each byte is a sign, as names of functions are. */
export function allTexts(texts: Texts): string[] {
  const whole = decoder.decode(texts.bytes)
  const isPlain = whole.length === texts.bytes.length
  return Array.from({ length: countOf(texts) }, (_, index) =>
    isPlain ? whole.slice(texts.start[index], texts.start[index + 1]) : textAt(texts, index),
  )
}

export function textsOf(values: readonly string[]): Texts {
  const encoder = new TextEncoder()
  const start = new Uint32Array(values.length + 1)
  // UTF-8 has at most three bytes for each UTF-16 unit.
  const room = new Uint8Array(3 * values.reduce((sum, value) => sum + value.length, 0))
  let end = 0
  for (const [index, value] of values.entries()) {
    end += encoder.encodeInto(value, room.subarray(end)).written
    start[index + 1] = end
  }
  return { bytes: room.slice(0, end), start }
}

export const functionCount = (graph: CallGraph): number => graph.symbolIds.length
export const callCount = (graph: CallGraph): number => graph.callee.length
export const nameOf = (graph: CallGraph, of: number): string => textAt(graph.names, of)
export const fileName = (graph: CallGraph, of: number): string => textAt(graph.files, graph.fileOf[of] ?? 0)

/** `0x%08x` of a 64-bit number in two words, as ks-nav writes addresses. */
export function addressText(words: Uint32Array, index: number): string {
  const [low = 0, high = 0] = [words[2 * index], words[2 * index + 1]]
  if (high === 0) return `0x${low.toString(16).padStart(8, '0')}`
  return `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`
}

/** `drivers/watchdog/watchdog_dev.c:770`, or `NONE`. */
export function placeText(graph: CallGraph, call: number): string {
  const line = graph.callLine[call] ?? 0
  const file = textAt(graph.places, graph.callPlace[call] ?? 0)
  return line === 0 ? file : `${file}:${line}`
}

/** The name of a subsystem number, as MAINTAINERS writes it; with nav's names for what has none. */
export function subsystemName(graph: CallGraph, subsystem: number): string {
  if (subsystem === untagged) return rest
  return subsystem === indirectTarget ? 'indirect' : sectionName(textAt(graph.subsystems, subsystem))
}

function compareBytes(texts: Texts, index: number, wanted: Uint8Array): number {
  const from = texts.start[index] ?? 0
  const length = (texts.start[index + 1] ?? 0) - from
  const shared = Math.min(length, wanted.length)
  for (let at = 0; at < shared; at++) {
    const difference = (texts.bytes[from + at] ?? 0) - (wanted[at] ?? 0)
    if (difference !== 0) return difference
  }
  return length - wanted.length
}

/** First position in `byName` whose name is not before the bytes. */
function lowerBound(graph: CallGraph, wanted: Uint8Array): number {
  let [low, high] = [0, graph.byName.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareBytes(graph.names, graph.byName[middle] ?? 0, wanted) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** All functions of exactly this name, by number: a static name may stand in several files. */
export function functionsNamed(graph: CallGraph, name: string): number[] {
  const wanted = new TextEncoder().encode(name)
  const found: number[] = []
  for (let at = lowerBound(graph, wanted); at < graph.byName.length; at++) {
    const candidate = graph.byName[at] ?? 0
    if (compareBytes(graph.names, candidate, wanted) !== 0) break
    found.push(candidate)
  }
  return found.sort((left, right) => left - right)
}

/** All functions whose name begins so, in the byte order of their names. */
export function functionsBeginning(graph: CallGraph, beginning: string): number[] {
  const wanted = new TextEncoder().encode(beginning)
  const found: number[] = []
  for (let at = lowerBound(graph, wanted); at < graph.byName.length; at++) {
    const candidate = graph.byName[at] ?? 0
    const from = graph.names.start[candidate] ?? 0
    const isShorter = (graph.names.start[candidate + 1] ?? 0) - from < wanted.length
    if (isShorter || !wanted.every((byte, index) => byte === graph.names.bytes[from + index])) break
    found.push(candidate)
  }
  return found
}

/** All subsystems of a graph, by number, as MAINTAINERS writes them. */
export const subsystemNames = (graph: CallGraph): string[] =>
  Array.from({ length: countOf(graph.subsystems) }, (_, index) => subsystemName(graph, index))

/** Number of a subsystem by its exact name (quotes may be ks-nav's); undefined when the graph has none of that name. */
export function subsystemNamed(graph: CallGraph, name: string): number | undefined {
  if (name === rest) return untagged
  if (name === 'indirect') return indirectTarget
  const wanted = sectionName(name)
  for (let index = 0; index < countOf(graph.subsystems); index++)
    if (subsystemName(graph, index) === wanted) return index
  return undefined
}
