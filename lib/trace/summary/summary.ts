import {
  firstProcess,
  numberOf,
  otherProcesses,
  type TraceCall,
  type TraceCount,
  type TraceEvent,
  type TraceFlag,
  type TraceNote,
  type TraceSink,
  type TraceSymbol,
  unknownProcess,
} from '../model'
import { others } from '../others'
import { ProcessTree, type TracedProcess } from './processes'
import { addCounts, type CallCounts, CallTally, errnosApart, noCalls, type ProcessCalls } from './tally'

/** Figures of system calls. `seconds` is null where the trace has no times of calls (-T). */
export type CallFigures = {
  readonly calls: number
  readonly returned: number
  readonly errors: number
  readonly interrupted: number
  readonly seconds: number | null
}

export type SyscallFigures = CallFigures & {
  readonly syscall: string
  /** What `strace -c` counts, and what it counts as errors. */
  readonly known: number
  readonly errnos: Readonly<Record<string, number>>
}

export type ProcessFigures = CallFigures & {
  /** 1, 2, … in the order of the first lines; of its maker, 0 for none. */
  readonly id: number
  readonly parentId: number
  /** null where the trace does not tell a number. */
  readonly pid: number | null
  readonly parent: number | null
  /** Stands for whoever made calls of which the trace does not tell whose they are. */
  readonly isUnknown: boolean
  readonly isThread: boolean
  readonly command: string
  readonly end: string
  readonly firstLine: number
  readonly lastLine: number
  readonly signals: Readonly<Record<string, number>>
  readonly syscalls: readonly (CallFigures & { readonly syscall: string })[]
}

/** One file that was read. */
export type ReadFile = {
  readonly name: string
  readonly format: string
  readonly lines: number
  readonly bytes: number
  readonly flags: readonly TraceFlag[]
  /** Places that were mended, by what was mended. */
  readonly repaired: Readonly<Record<string, number>>
}

/** What a trace says in figures; the same for every format, with nothing where a format says nothing. */
export type TraceSummary = {
  readonly version: 1
  readonly files: readonly ReadFile[]
  readonly total: CallFigures
  readonly syscalls: readonly SyscallFigures[]
  readonly processes: readonly ProcessFigures[]
  /** Tables that the tracer summed itself. */
  readonly tables: readonly { readonly table: string; readonly rows: readonly Omit<TraceCount, 'table'>[] }[]
  readonly symbols: readonly { readonly name: string; readonly isKernel: boolean; readonly count: number }[]
  readonly events: readonly { readonly name: string; readonly count: number }[]
  /** What the lists above leave out: rows of tables; how often functions and events beyond those that are told apart. */
  readonly left?: { readonly rows: number; readonly symbols: number; readonly events: number }
  readonly unknown: {
    readonly count: number
    readonly first: readonly { readonly line: number; readonly text: string }[]
  }
}

const bounds = { ended: 10_000, rows: 20_000, symbols: 20_000, events: 5_000, unknown: 100, unknownText: 400 } as const

/** Takes a trace and sums it up. Memory: what is different in it, not how often. */
export class Summary implements TraceSink {
  readonly tally = new CallTally()
  /** Processes of the files that are at their end. */
  readonly #files: FileProcesses[] = []
  /** Processes whose number is that of another now. */
  #ended: EndedProcess[] = []
  #tree = this.#newTree()
  readonly #tables = new Map<string, Omit<TraceCount, 'table'>[]>()
  readonly #symbols = new Map<string, { name: string; isKernel: boolean; count: number }>()
  readonly #events = new Map<string, number>()
  readonly #unknown: { line: number; text: string }[] = []
  #unknownCount = 0
  #rows = 0
  readonly #left = { rows: 0, symbols: 0, events: 0 }

  call(call: TraceCall): void {
    const { names, errnos } = this.tally
    const errno = call.errno === '' ? -1 : errnos.id(call.errno)
    this.tally.add(call.pid, names.id(call.name), call.outcome, errno, call.seconds ?? -1, call.line, call.endLine)
    this.#tree.call(call)
  }

  note(note: TraceNote): void {
    this.#tree.note(note)
  }

  count({ table, ...row }: TraceCount): void {
    if (++this.#rows > bounds.rows) return void this.#left.rows++
    const rows = this.#tables.get(table)
    if (rows) rows.push(row)
    else this.#tables.set(table, [row])
  }

  symbol({ name, isKernel, count }: TraceSymbol): void {
    const key = `${isKernel ? 'k' : 'u'}${name}`
    const known = this.#symbols.get(key)
    if (known) known.count += count
    else if (this.#symbols.size < bounds.symbols) this.#symbols.set(key, { name, isKernel, count })
    else this.#left.symbols += count
  }

  event({ name }: TraceEvent): void {
    const known = this.#events.get(name)
    if (known !== undefined || this.#events.size < bounds.events) this.#events.set(name, (known ?? 0) + 1)
    else this.#left.events++
  }

  unknown(line: number, text: string): void {
    if (++this.#unknownCount <= bounds.unknown) this.#unknown.push({ line, text: text.slice(0, bounds.unknownText) })
  }

  fileEnd(): void {
    this.#tree.rename(firstProcess, this.#tree.first)
    this.tally.rename(firstProcess, this.#tree.first)
    this.#files.push({ tree: this.#tree.processes, calls: this.tally.nextFile(), ended: this.#ended })
    this.#ended = []
    this.#tree = this.#newTree()
  }

  #newTree(): ProcessTree {
    return new ProcessTree((process) => {
      if (this.#ended.length >= bounds.ended) return this.tally.rename(process.pid, otherProcesses)
      const calls = this.tally.take(process.pid)
      if (calls || process.firstLine > 0) this.#ended.push({ process, calls })
    })
  }

  /** What was found in these files, when the last one is at its end. */
  result(files: readonly ReadFile[]): TraceSummary {
    return {
      version: 1,
      files,
      ...this.#calls(),
      processes: this.#processes(),
      tables: [...this.#tables].map(([table, rows]) => ({ table, rows })),
      symbols: [...this.#symbols.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
      events: [...this.#events].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count),
      ...(Object.values(this.#left).some((count) => count > 0) ? { left: this.#left } : {}),
      unknown: { count: this.#unknownCount, first: this.#unknown },
    }
  }

  #calls(): { total: CallFigures; syscalls: SyscallFigures[] } {
    const total = noCalls()
    const byName = new Map<number, CallCounts>()
    const each = this.#files.flatMap(({ calls, ended }) => [
      ...calls.values(),
      ...ended.flatMap((process) => process.calls ?? []),
    ])
    for (const { rows } of each)
      for (const [name, counts] of rows) {
        const sum = byName.get(name) ?? noCalls()
        byName.set(name, sum)
        addCounts(sum, counts)
        addCounts(total, counts)
      }
    const syscalls = [...byName].map(([name, counts]) => ({
      syscall: this.tally.names.list[name] ?? '',
      ...figuresOf(counts),
      known: counts.known,
      errnos: this.#errnosOf(name),
    }))
    return { total: figuresOf(total), syscalls: syscalls.sort(byCalls) }
  }

  #errnosOf(name: number): Record<string, number> {
    const own = [...this.tally.errors].filter(([key]) => Math.floor(key / errnosApart) === name)
    const found = own.map(([key, count]) => [this.tally.errnos.list[key % errnosApart] ?? '', count] as const)
    return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  #processes(): ProcessFigures[] {
    const found: ProcessFigures[] = []
    for (const { tree, calls, ended } of this.#files) {
      const last = [...new Set([...tree.keys(), ...calls.keys()])]
      const all = [
        ...last.map((pid) => processOf(pid, tree.get(pid), calls.get(pid))),
        ...ended.map((each) => processOf(each.process.pid, each.process, each.calls)),
      ].sort((a, b) => a.firstLine - b.firstLine || a.pid - b.pid)
      const ids = new Map<number, { firstLine: number; id: number }[]>()
      for (const [index, { pid, firstLine }] of all.entries())
        ids.set(pid, [...(ids.get(pid) ?? []), { firstLine, id: found.length + index + 1 }])
      for (const { pid, parent = Number.NaN, calls: own, ...process } of all)
        found.push({
          ...{ id: found.length + 1, parentId: makerOf(ids.get(parent) ?? [], process.firstLine) },
          ...{ pid: numberOf(pid) ?? null, parent: numberOf(parent) ?? null, isUnknown: pid === unknownProcess },
          ...process,
          ...(pid === otherProcesses ? { command: others } : {}),
          ...this.#figuresOf(own),
        })
    }
    return found
  }

  #figuresOf(own: ProcessCalls | undefined): CallFigures & Pick<ProcessFigures, 'syscalls'> {
    const total = noCalls()
    const rows = [...(own?.rows ?? [])]
    for (const [, counts] of rows) addCounts(total, counts)
    const named = rows.map(([name, counts]) => ({ syscall: this.tally.names.list[name] ?? '', ...figuresOf(counts) }))
    return { ...figuresOf(total), syscalls: named.sort(byCalls) }
  }
}

type EndedProcess = { readonly process: TracedProcess; readonly calls: ProcessCalls | undefined }

/** Of those that had its maker's number, the one that had it then. */
const makerOf = (known: readonly { readonly firstLine: number; readonly id: number }[], line: number): number =>
  (known.findLast(({ firstLine }) => firstLine <= line) ?? known[0])?.id ?? 0

type FileProcesses = {
  readonly ended: readonly EndedProcess[]
  readonly tree: ReadonlyMap<number, TracedProcess>
  readonly calls: ReadonlyMap<number, ProcessCalls>
}

/** The tree tells of ends and signals, the tally of calls; 0 is no line. */
function processOf(pid: number, told: TracedProcess | undefined, calls: ProcessCalls | undefined) {
  const nothing = { parent: undefined, isThread: false, command: '', firstLine: 0, lastLine: 0, end: '', signals: {} }
  const process = told ?? nothing
  const firsts = [process.firstLine, calls?.firstLine ?? 0].filter((line) => line > 0)
  const firstLine = firsts.length > 0 ? Math.min(...firsts) : 0
  return { ...process, pid, firstLine, lastLine: Math.max(process.lastLine, calls?.lastLine ?? 0), calls }
}

const figuresOf = ({ calls, returned, errors, interrupted, seconds, timed }: CallCounts): CallFigures => ({
  ...{ calls, returned, errors, interrupted },
  seconds: timed > 0 ? Math.round(seconds * 1e6) / 1e6 : null,
})

const byCalls = <Row extends { calls: number; syscall: string }>(a: Row, b: Row): number =>
  b.calls - a.calls || (a.syscall < b.syscall ? -1 : 1)
