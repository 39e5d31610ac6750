import { FileCounts, giveCoverage, SourceFiles } from '../coverage'
import { eachLine } from '../lines'
import type { Covered } from '../model'
import type { Reading } from '../reading'
import type { EvidenceFormat } from './types'

/** `       12*:   27:source`; `-` no code, `#####` and `=====` never reached; `1.2k` with --human-readable. */
const counted = /^ *(-|#+|=+|%+|\$+|\d[\d.]*[kMGTPEZY]?)(\*?): *(\d{1,9}):(.*)$/
const functionLine = /^function (.+) called (\d[\d.]*[kMG]?) returned/
const branchLine = /^branch +\d+ (?:taken (\d+)(%?)|never executed)/
/** GCC 14 and later, with --conditions; behind it stand the conditions that did not decide. */
const conditionLine = /^condition outcomes covered (\d{1,6})\/(\d{1,6})$/
/** Lines that are understood and not counted. */
const others = /^(condition +\d+ not covered |call +\d+ |unconditional +\d+ |-{5,}$|[\w:<>~, *&()]+:$)/

/** The annotated source that gcov writes. Several may stand behind each other: each begins at its `Source:`. */
class AnnotatedSource {
  #path = ''
  #line = 0
  #counts = new FileCounts()
  #isOpen = false
  /** Line of the source that was told last, and how many expressions of it have conditions. */
  #source = 0
  #expressions = 0
  #branches = 0
  readonly #files: SourceFiles

  constructor(private readonly reading: Reading) {
    this.#files = new SourceFiles(reading)
  }

  line(text: string, line: number): void {
    const [, count, , number, source = ''] = counted.exec(text) ?? []
    if (count !== undefined) this.#counted(count, Number(number), source, line)
    else if (!this.#detail(text, line) && text.trim() !== '') this.reading.unknown(line, text)
  }

  end(): void {
    this.#close()
    this.#files.give()
  }

  #close(): void {
    if (this.#isOpen) this.#files.add(this.#path, this.#line, this.#counts)
    this.#isOpen = false
  }

  #counted(count: string, number: number, source: string, line: number): void {
    if (number === 0) return this.#header(source, line)
    this.#source = number
    this.#expressions = 0
    this.#branches = 0
    if (count !== '-') this.#counts.sawLine(number, /^\d/.test(count) && Number.parseFloat(count) > 0)
  }

  #header(text: string, line: number): void {
    const [, name, value = ''] = /^(\w+):(.*)$/.exec(text) ?? []
    if (name === 'Source') {
      this.#close()
      this.#path = value
      this.#line = line
      this.#counts = new FileCounts()
      this.#isOpen = true
    } else if (name === undefined) this.reading.unknown(line, text)
  }

  #detail(text: string, line: number): boolean {
    const [, name, calls] = functionLine.exec(text) ?? []
    if (name !== undefined) this.#counts.sawFunction(name, Number.parseFloat(calls ?? '0') > 0)
    const branch = branchLine.exec(text)
    if (branch) this.#counts.sawBranch(`${this.#source} ${this.#branches++}`, Number(branch[1] ?? 0) > 0)
    const [, hit, found] = conditionLine.exec(text) ?? []
    if (found !== undefined)
      this.#counts.sawConditions(`${this.#source} ${this.#expressions++}`, { found: Number(found), hit: Number(hit) })
    if (name !== undefined || branch || found !== undefined) return true
    if (!others.test(text)) return false
    this.reading.left(line, 'lines of calls and conditions')
    return true
  }
}

/** `62.50% of 8` → 8 found, 5 hit: gcov prints the quotient alone, to two decimals. */
function partOf(text: string): Covered | undefined {
  const [, percent, found] = /:(\d{1,3}(?:\.\d+)?)% of (\d{1,12})$/.exec(text) ?? []
  if (percent === undefined || found === undefined) return undefined
  return { found: Number(found), hit: Math.round((Number(percent) / 100) * Number(found)) }
}

/** What gcov prints: sums per file, with -f per function, and one over all at the end. */
class GcovOutput {
  #open: { path: string; line: number; lines?: Covered; branches?: Covered; conditions?: Covered } | undefined
  #functions = new FileCounts()
  #function = ''

  constructor(private readonly reading: Reading) {}

  line(text: string, line: number): void {
    const [, what, name = ''] = /^(File|Function) '(.*)'$/.exec(text) ?? []
    if (what === 'File') return this.#begin(name, line)
    if (what === 'Function') {
      this.#function = name
      return
    }
    const [, quantity] =
      /^(Lines executed|Branches executed|Taken at least once|Condition outcomes covered|Calls executed):/.exec(text) ??
      []
    if (quantity !== undefined) this.#sum(quantity, text, line)
    else if (text.trim() === '') this.#function = ''
    else if (/^(Creating|Removing) '/.test(text)) this.end()
    else if (!/^No (branches|calls|conditions|executable lines)$/.test(text)) this.reading.unknown(line, text)
  }

  end(): void {
    if (!this.#open) return
    const { path, line, ...counts } = this.#open
    giveCoverage(this.reading, path, line, { ...counts, functions: this.#functions.functions })
    this.#open = undefined
    this.#functions = new FileCounts()
  }

  #begin(path: string, line: number): void {
    this.end()
    this.#open = { path, line }
    this.#function = ''
  }

  #sum(quantity: string, text: string, line: number): void {
    const part = partOf(text.trim())
    if (!part) return this.reading.unknown(line, text)
    if (this.#function !== '') {
      if (quantity === 'Lines executed') this.#functions.sawFunction(this.#function, part.hit > 0)
      return
    }
    if (!this.#open) return this.reading.left(line, 'sums over all files')
    if (quantity === 'Lines executed') this.#open.lines = part
    else if (quantity === 'Taken at least once') this.#open.branches = part
    else if (quantity === 'Condition outcomes covered') this.#open.conditions = part
    else this.reading.left(line, `"${quantity}"`)
  }
}

const isAnnotated = (text: string): boolean => /-: {0,12}0:Source:/.test(text)

/** gcov's text: the annotated source (*.gcov), or what the command prints. */
export const gcov: EvidenceFormat = {
  name: 'gcov',
  title: 'gcov text',
  recognise: ({ text, lines }) =>
    isAnnotated(text) ||
    (/^(File|Function) '/.test(lines.find((line) => line.trim() !== '') ?? '') && lines.some((line) => partOf(line))),
  read(text, reading) {
    const reader = isAnnotated(text) ? new AnnotatedSource(reading) : new GcovOutput(reading)
    eachLine(text, reading, (line, number) => reader.line(line, number))
    reader.end()
    reading.fact('tool', 'gcov')
  },
}
