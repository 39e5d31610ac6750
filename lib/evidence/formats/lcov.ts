import { FileCounts, SourceFiles } from '../coverage'
import { eachLine } from '../lines'
import { type CoverageKind, type Covered, coverageKinds } from '../model'
import type { Reading } from '../reading'
import type { EvidenceFormat } from './types'

/** Sums that a record may have beside its single entries: found, hit. */
const sums: Readonly<Record<CoverageKind, readonly [string, string]>> = {
  lines: ['LF', 'LH'],
  functions: ['FNF', 'FNH'],
  branches: ['BRF', 'BRH'],
  conditions: ['MCF', 'MCH'],
}
const sumKinds = new Set(Object.values(sums).flat())

/** One record: from `SF:` to `end_of_record`. */
class LcovRecord {
  readonly #counts = new FileCounts()
  /** What the record says of itself. */
  readonly #told = new Map<string, number>()
  /** Functions of lcov 2, by index. */
  readonly #starts = new Map<string, string>()

  constructor(
    private readonly reading: Reading,
    readonly path: string,
    readonly line: number,
  ) {}

  /** False for an entry of another kind. */
  entry(kind: string, value: string, line: number): boolean {
    const fields = value.split(',')
    const [first = '', second = ''] = fields
    if (kind === 'DA') this.#line(first, second, line)
    else if (kind === 'FN')
      this.#counts.sawFunction(
        /^\d+$/.test(second) && fields.length > 2 ? fields.slice(2).join(',') : fields.slice(1).join(','),
        false,
      )
    else if (kind === 'FNDA') this.#counts.sawFunction(fields.slice(1).join(','), Number(first) > 0)
    // lcov 2: FNL gives an index its lines, FNA an index its count and name; several names may share one function.
    else if (kind === 'FNL') this.#counts.sawFunction(this.#begins(first, second), false)
    else if (kind === 'FNA') this.#counts.sawFunction(this.#starts.get(first) ?? `#${first}`, Number(second) > 0)
    // Of `[e][f][U]BLOCK`, U marks what cannot be reached: it is in no sum (lcov 2.3).
    else if (kind === 'BRDA') {
      if (!/^[ef]*U/.test(second))
        this.#counts.sawBranch(fields.slice(0, -1).join(','), /^[1-9]\d*$/.test(fields.at(-1) ?? ''))
    } else if (kind === 'MCDC') return this.#condition(value)
    else if (sumKinds.has(kind)) this.#told.set(kind, Number(value))
    else return false
    return true
  }

  /** The index is that of this record; where the function begins is the same in all of the file. */
  #begins(index: string, line: string): string {
    const start = `@${line}`
    this.#starts.set(index, start)
    return start
  }

  /** `10,2,t,1,0,enable`: line, size of the group, which outcome, whether it decided alone, which condition, its text. */
  #condition(value: string): boolean {
    const [, at, isUnreachable, size, outcome, count, index] =
      /^(\d{1,9}),(U?)(\d{1,6}),([tf]),(\d{1,15}),(\d{1,6}),/.exec(value) ?? []
    if (at === undefined) return false
    if (!isUnreachable) this.#counts.sawCondition(`${at} ${size} ${index} ${outcome}`, Number(count) > 0)
    return true
  }

  #line(number: string, count: string, line: number): void {
    const [at, times] = [Number(number), Number(count)]
    if (!Number.isInteger(at) || at < 1 || Number.isNaN(times))
      return this.reading.unknown(line, `DA:${number},${count}`)
    if (times < 0) this.reading.repaired(line, `a count of ${times}: a known defect of gcov, read as never reached.`)
    this.#counts.sawLine(at, times > 0)
  }

  endIn(files: SourceFiles): void {
    const told = coverageKinds.map((kind) => [kind, this.#toldAlone(kind, this.#counts[kind])])
    files.add(this.path, this.line, this.#counts, Object.fromEntries(told))
  }

  /** The single entries count; sums alone are taken where there are none. */
  #toldAlone(name: CoverageKind, counted: Covered | undefined): Covered | undefined {
    const [found, hit] = sums[name].map((kind) => this.#told.get(kind))
    if (!counted) return this.#sumOf(name, found, hit)
    if ((found ?? counted.found) === counted.found && (hit ?? counted.hit) === counted.hit) return undefined
    this.reading.flag('countsDiffer', this.line)
    const told = `${hit ?? 'an untold number'} of ${found ?? 'an untold number of'} ${name} told`
    this.reading.repaired(this.line, `${this.path}: ${told}, ${counted.hit} of ${counted.found} seen.`)
    return undefined
  }

  /** One of both alone says nothing: what was not told is not 0. */
  #sumOf(name: CoverageKind, found: number | undefined, hit: number | undefined): Covered | undefined {
    if (found !== undefined && hit !== undefined) return found === 0 ? undefined : { found, hit }
    if (found || hit) {
      this.reading.flag('countsDiffer', this.line)
      const missing = hit === undefined ? 'how many of them were hit' : 'of how many'
      this.reading.skipped(this.line, `${this.path}: ${hit ?? found} ${name}, but not ${missing}.`)
    }
    return undefined
  }
}

class LcovReader {
  #record: LcovRecord | undefined
  #line = 0
  readonly #files: SourceFiles

  constructor(private readonly reading: Reading) {
    this.#files = new SourceFiles(reading)
  }

  line(text: string, line: number): void {
    this.#line = line
    const plain = text.trim()
    if (plain === '' || plain.startsWith('#')) return
    if (plain === 'end_of_record') return this.#end(line)
    const [, kind, value = ''] = /^([A-Z]{2,6}):(.*)$/.exec(plain) ?? []
    if (kind === 'SF') this.#begin(value, line)
    else if (kind === 'TN') this.reading.fact('subject', value)
    else if (kind === 'VER') this.reading.left(line, `${kind} entries`)
    else if (!kind || !this.#record?.entry(kind, value, line)) this.reading.unknown(line, text)
  }

  end(): void {
    if (this.#record) this.reading.flag('truncated', this.#line)
    this.#record?.endIn(this.#files)
    this.#files.give()
  }

  #begin(path: string, line: number): void {
    if (this.#record) {
      this.reading.repaired(line, `${this.#record.path} has no end_of_record.`)
      this.#record.endIn(this.#files)
    }
    this.#record = new LcovRecord(this.reading, path, line)
  }

  #end(line: number): void {
    if (this.#record) this.#record.endIn(this.#files)
    else this.reading.unknown(line, 'end_of_record')
    this.#record = undefined
  }
}

/** lcov's tracefile, of version 1 and 2 (docs/man/geninfo.rst of lcov). */
export const lcov: EvidenceFormat = {
  name: 'lcov',
  title: 'lcov tracefile (.info)',
  recognise: ({ lines }) =>
    lines.some((line) => line.startsWith('SF:')) &&
    lines.some((line) => /^(DA|FN|FNL|FNF|LF|BRDA|BRF|MCDC|MCF|TN):/.test(line)),
  read(text, reading) {
    const reader = new LcovReader(reading)
    eachLine(text, reading, (line, number) => reader.line(line, number))
    reader.end()
    reading.fact('tool', 'lcov')
  },
}
