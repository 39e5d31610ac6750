import { FileCounts, giveCoverage } from '../coverage'
import { eachLine } from '../lines'
import type { Covered } from '../model'
import type { Reading } from '../reading'
import type { EvidenceFormat } from './types'

/** Sums that a record may have beside its single entries: found, hit. */
const sums = { lines: ['LF', 'LH'], functions: ['FNF', 'FNH'], branches: ['BRF', 'BRH'] } as const

/** One record: from `SF:` to `end_of_record`. */
class LcovRecord {
  readonly #counts = new FileCounts()
  /** What the record says of itself. */
  readonly #told = new Map<string, number>()

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
    else if (kind === 'FNL') this.#counts.sawFunction(`#${first}`, false)
    else if (kind === 'FNA') this.#counts.sawFunction(`#${first}`, Number(second) > 0)
    else if (kind === 'BRDA') this.#counts.sawBranch(/^[1-9]\d*$/.test(fields.at(-1) ?? ''))
    else if (/^(LF|LH|FNF|FNH|BRF|BRH)$/.test(kind)) this.#told.set(kind, Number(value))
    else return false
    return true
  }

  #line(number: string, count: string, line: number): void {
    const [at, times] = [Number(number), Number(count)]
    if (!Number.isInteger(at) || at < 1 || Number.isNaN(times))
      return this.reading.unknown(line, `DA:${number},${count}`)
    if (times < 0) this.reading.repaired(line, `a count of ${times}: a known defect of gcov, read as never reached.`)
    this.#counts.sawLine(at, times > 0)
  }

  end(): void {
    const { lines, functions, branches } = this.#counts
    giveCoverage(this.reading, this.path, this.line, {
      lines: this.#compared('lines', lines),
      functions: this.#compared('functions', functions),
      branches: this.#compared('branches', branches),
    })
  }

  /** The single entries count; sums alone are taken where there are none. */
  #compared(name: keyof typeof sums, counted: Covered | undefined): Covered | undefined {
    const [found, hit] = sums[name].map((kind) => this.#told.get(kind))
    if (!counted) return found ? { found, hit: hit ?? 0 } : undefined
    if ((found ?? counted.found) === counted.found && (hit ?? counted.hit) === counted.hit) return counted
    this.reading.flag('countsDiffer', this.line)
    this.reading.repaired(
      this.line,
      `${this.path}: ${hit} of ${found} ${name} told, ${counted.hit} of ${counted.found} seen.`,
    )
    return counted
  }
}

class LcovReader {
  #record: LcovRecord | undefined
  #line = 0

  constructor(private readonly reading: Reading) {}

  line(text: string, line: number): void {
    this.#line = line
    const plain = text.trim()
    if (plain === '' || plain.startsWith('#')) return
    if (plain === 'end_of_record') return this.#end(line)
    const [, kind, value = ''] = /^([A-Z]{2,6}):(.*)$/.exec(plain) ?? []
    if (kind === 'SF') this.#begin(value, line)
    else if (kind === 'TN') this.reading.fact('subject', value)
    else if (kind === 'VER' || kind === 'MCDC' || kind === 'MCF' || kind === 'MCH')
      this.reading.left(line, `${kind} entries`)
    else if (!kind || !this.#record?.entry(kind, value, line)) this.reading.unknown(line, text)
  }

  end(): void {
    if (!this.#record) return
    this.reading.flag('truncated', this.#line)
    this.#record.end()
  }

  #begin(path: string, line: number): void {
    if (this.#record) {
      this.reading.repaired(line, `${this.#record.path} has no end_of_record.`)
      this.#record.end()
    }
    this.#record = new LcovRecord(this.reading, path, line)
  }

  #end(line: number): void {
    if (this.#record) this.#record.end()
    else this.reading.unknown(line, 'end_of_record')
    this.#record = undefined
  }
}

/** lcov's tracefile, of version 1 and 2. */
export const lcov: EvidenceFormat = {
  name: 'lcov',
  title: 'lcov tracefile (.info)',
  recognise: ({ text }) => /^SF:/m.test(text) && /^(DA|FN|FNL|FNF|LF|BRDA|BRF|TN):/m.test(text),
  read(text, reading) {
    const reader = new LcovReader(reading)
    eachLine(text, reading, (line, number) => reader.line(line, number))
    reader.end()
    reading.fact('tool', 'lcov')
  },
}
