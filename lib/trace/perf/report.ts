import { decimalOf, wholeOf } from '@/lib/text/number'
import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat } from '../model'
import type { Column } from '../table/columns'
import { CallTree, type Pair, plainName } from './callTree'

/** More functions or pairs than these are not remembered: the flag says so. */
const limit = 200_000

const isHead = (text: string): boolean => /^# (?:\s{0,40}Overhead|Children) /.test(text)

/** Columns of the rows: their places are those of the dots below the head. */
function columnsOf(head: string, dots: string): Column[] {
  const places = [...dots.matchAll(/\.+/g)].map((match) => match.index)
  return places.map((from, index) => {
    const to = places[index + 1] ?? from + 2_000
    return { name: head.slice(from, to).trim(), from, to }
  })
}

type Kept = { readonly line: number; readonly command: string; readonly pid: number; readonly pair: Pair }

type Cells = ReadonlyMap<string, string>

/** Reads `perf report --stdio`: functions with the samples that they were seen in, and with call trees who calls whom. */
class PerfReportReader extends LineReader {
  /** Undefined where the head does not say, or says it badly: no figures then. */
  #samples: number | undefined
  #event = ''
  #head = ''
  #columns: readonly Column[] = []
  #tree = new CallTree(false)
  /** Functions of the kernel, by name: call trees do not tell. */
  readonly #ofKernel = new Map<string, boolean>()
  readonly #pairs: Kept[] = []
  #row: { readonly command: string; readonly pid: number } = { command: '', pid: 0 }

  protected read(text: string): boolean {
    if (text.startsWith('#')) return this.#comment(text.slice(0, 2_000))
    if (isBlank(text)) return true
    const cells = this.#cells(text)
    if (cells) return this.#give(cells)
    if (this.#columns.length === 0) return false
    if (/^\d{1,3}\.\d{1,2}% /.test(text)) return this.#folded(text)
    const pair = this.#tree.read(text)
    if (pair) this.#keep(pair)
    return pair !== false
  }

  #comment(text: string): boolean {
    const lost = /^# Total Lost Samples: (\d{1,15})/.exec(text)?.[1]
    if (lost !== undefined && lost !== '0') this.flags.add('lostEvents', this.number, Number(lost))
    const [, samples, scale, event] = /^# Samples: ([\d.]{1,15})([KMG]?)\s+of events? '(.*)'/.exec(text) ?? []
    if (samples !== undefined) {
      const told = decimalOf(samples)
      this.#samples = told === undefined ? undefined : told * ({ K: 1e3, M: 1e6, G: 1e9 }[scale ?? ''] ?? 1)
      if (told === undefined) this.flags.add('badNumbers', this.number)
      if (scale) this.flags.add('roundedSamples', this.number)
      this.#event = event ?? ''
    }
    if (isHead(text)) {
      this.#head = text
      this.#tree = new CallTree(!text.startsWith('# Children'))
    } else if (/^# \.\.\./.test(text) && this.#head !== '') this.#columns = columnsOf(this.#head, text)
    return true
  }

  /** Cells of a row by the head of their column; undefined for a line that is no row. */
  #cells(text: string): Cells | undefined {
    const [first] = this.#columns
    if (!first || !/^ *\d{1,3}\.\d{1,2}%/.test(text.slice(0, first.from + 20))) return undefined
    if (text.charCodeAt(0) !== 32) return undefined // a line of -g folded
    return new Map(this.#columns.map(({ name, from, to }) => [name, text.slice(from, to).trim()]))
  }

  #give(cells: Cells): boolean {
    const share = percentOf(cells.get('Children') ?? cells.get('Overhead'))
    const self = percentOf(cells.get('Self') ?? cells.get('Overhead'))
    const [, pid, command] = /^(\d+):(.*)$/.exec(cells.get('Pid:Command') ?? '') ?? []
    this.#row = { command: command ?? cells.get('Command') ?? '', pid: wholeOf(pid ?? cells.get('Pid') ?? '') ?? 0 }
    this.#tree.begin()
    const exact = wholeOf(cells.get('Samples') ?? '')
    const estimated = this.#samplesOf(share)
    // It was seen, however small its share; without a figure it is only told of.
    const count = estimated === undefined ? 0 : Math.max(1, estimated)
    const own = exact ?? this.#samplesOf(self) ?? 0
    if (estimated === undefined || self === undefined) this.flags.add('badNumbers', this.number)
    const [, mark, name] = /^\[(\S)\] (.*)$/.exec(cells.get('Symbol') ?? '') ?? []
    if (name === undefined) this.#giveOther(cells, count)
    else this.#giveSymbol(plainName(name), mark === 'k', Math.max(count, own), own)
    return true
  }

  #giveSymbol(name: string, isKernel: boolean, count: number, self: number): void {
    if (this.#ofKernel.size < limit || this.#ofKernel.has(name)) this.#ofKernel.set(name, isKernel)
    else this.flags.add('manyNames', this.number)
    this.sink.symbol?.({ ...this.#row, line: this.number, name, caller: '', isKernel, count, self, seconds: undefined })
  }

  /** A report that is not by function (--sort comm,dso): its rows are counts. */
  #giveOther(cells: Cells, calls: number): void {
    const name = [...cells]
      .filter(([head]) => !/^(?:Children|Self|Overhead|Samples|Period)$/.test(head))
      .map(([, cell]) => cell)
    const nothing = { errors: undefined, seconds: undefined }
    this.sink.count?.({ line: this.number, table: this.#event, name: name.join(' '), calls, ...nothing })
  }

  /** Whose a function is, its own row tells, which comes later: pairs are given at the end. */
  #keep(pair: Pair): void {
    const kept = { line: this.number, ...this.#row, pair }
    if (this.#pairs.length < limit) return void this.#pairs.push(kept)
    this.flags.add('manyNames', this.number)
    this.#givePair(kept)
  }

  protected override finish(): void {
    for (const kept of this.#pairs) this.#givePair(kept)
  }

  #givePair({ pair: { caller, name }, line, command, pid }: Kept): void {
    // The kernel calls none of a program's functions.
    const isKernel = this.#ofKernel.get(name) ?? this.#ofKernel.get(caller) ?? false
    const counted = { count: 0, self: 0, seconds: undefined }
    this.sink.symbol?.({ line, command, pid, name, caller, isKernel, ...counted })
  }

  /** A line of `-g folded`: `71.46% outermost;…;innermost`. */
  #folded(text: string): boolean {
    const names = text.slice(text.indexOf('% ') + 2).split(';', 300)
    this.#tree.begin()
    for (const [depth, name] of names.entries()) {
      const pair = depth > 0 ? this.#tree.pair(names[depth - 1] ?? '', name) : undefined
      if (pair) this.#keep(pair)
    }
    return true
  }

  #samplesOf(percent: number | undefined): number | undefined {
    if (percent === undefined || this.#samples === undefined) return undefined
    const samples = Math.round((percent * this.#samples) / 100)
    return Number.isSafeInteger(samples) ? samples : undefined
  }
}

const percentOf = (cell: string | undefined): number | undefined => decimalOf((cell ?? '').replace(/%$/, ''))

export const perfReport: TraceFormat = {
  name: 'perfReport',
  title: 'perf report: functions sampled',
  recognise: (head) => head.some(isHead),
  read: (sink) => new PerfReportReader(sink),
}
