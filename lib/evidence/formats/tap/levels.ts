import { type EvidenceStatus, noStatuses } from '../../model'
import type { Reading } from '../../reading'
import type { TotalName, Totals } from './totals'

type Counts = Record<EvidenceStatus, number>

type Level = {
  readonly column: number
  /** Of its first result. */
  line: number
  results: number
  readonly counts: Counts
  /** Of its results those that have no parts, and the innermost parts of the others. */
  readonly leaves: Counts
  plan: { readonly planned: number; readonly line: number } | undefined
  /** Numbers of its results; undefined where one of them has none. */
  numbers: Set<number> | undefined
  /** Results that were summed up without a line of their own, as old tests of kselftest do. */
  summed: number
}

/** Tests within tests, each level with its plan and its results: what was announced is held against what came. */
export class Levels {
  readonly #stack: Level[] = []
  readonly #all = noStatuses()
  /** First line of a run that ended without a plan; 0 where there was none. */
  #unplanned = 0

  constructor(private readonly reading: Reading) {}

  /** A version line begins a level anew: logs of several runs stand behind each other. */
  version(column: number): void {
    this.closeFrom(column)
    this.#open(column)
  }

  plan(column: number, planned: number, line: number): void {
    const level = this.#at(column)
    if (level.plan)
      this.reading.repaired(
        line,
        `a second plan: 1..${level.plan.planned} in line ${level.plan.line}, now 1..${planned}.`,
      )
    level.plan = { planned, line }
  }

  result(column: number, number: number | undefined, status: EvidenceStatus, line: number): void {
    const inner = this.closeFrom(column + 1)
    const level = this.#at(column)
    if (level.results++ === 0) level.line = line
    level.counts[status]++
    this.#all[status]++
    if (countOf(inner) > 0) addTo(level.leaves, inner)
    else level.leaves[status]++
    if (number === undefined) level.numbers = undefined
    else level.numbers?.add(number)
    if (number === undefined || number === level.results) return
    this.reading.repaired(line, `test number ${number} where ${level.results} was due.`)
  }

  /** Holds sums that a line in this column tells against what they are sums of. */
  totals(column: number, told: Totals, line: number): void {
    const own = told.of === 'old' ? this.#at(column) : this.#stack.findLast((each) => each.column <= column)
    if (told.of === 'old' && own?.results === 0) return this.#summed(own, told, line)
    const seen = this.#seen(told, column, own)
    const wrong = seen ? differences(told, seen) : []
    if (wrong.length > 0) this.#differ(line, wrong)
  }

  /** What is summed up; undefined where there is nothing that it could be. */
  #seen(told: Totals, column: number, own: Level | undefined): Counts | undefined {
    if (told.of === 'whole') return this.#all
    const within = this.#stack.filter((each) => each.column > column)
    if (told.of === 'parts') return within[0]?.counts
    if (told.of !== 'leaves') return own && own.results > 0 ? own.counts : undefined
    if (within.length === 0) return own?.leaves
    const sum = noStatuses()
    for (const { leaves } of within) addTo(sum, leaves)
    return sum
  }

  /** A test that only sums up: its plan is that of the sum, and what did not pass must have a line of its own. */
  #summed(level: Level, { counts }: Totals, line: number): void {
    level.summed = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const { pass: _passed, ...others } = counts
    const wrong = differences({ of: 'old', counts: others }, level.counts)
    if (wrong.length > 0) this.#differ(line, wrong)
  }

  #differ(line: number, wrong: readonly string[]): void {
    this.reading.flag('countsDiffer', line)
    this.reading.repaired(line, `totals differ: ${wrong.join(', ')}.`)
  }

  /** The column of the level that this one is in; 0 where that is not seen. */
  outer(column: number): number {
    return this.#stack.findLast((each) => each.column < column)?.column ?? 0
  }

  get unplanned(): number {
    return this.#unplanned
  }

  /** Ends this level and the deeper ones, and gives what was innermost in them. */
  closeFrom(column: number): Counts {
    const innermost = noStatuses()
    for (let level = this.#stack.at(-1); level && level.column >= column; level = this.#stack.at(-1)) {
      this.#stack.pop()
      addTo(innermost, level.leaves)
      this.#holdAgainstPlan(level)
    }
    return innermost
  }

  /** A number that comes twice, or is none of the plan's, leaves another test without a result. */
  #holdAgainstPlan({ column, line, plan, results, summed, numbers }: Level): void {
    if (!plan && column === 0 && results > 0) this.#unplanned ||= line
    if (!plan || (results === 0 && plan.planned === summed)) return
    const missing = numbers && plan.planned === results ? missingOf(numbers, results) : 0
    if (plan.planned === results && missing === 0) return
    this.reading.flag('planNotMet', plan.line)
    const without = missing > 0 ? `, none of test ${missing}` : ''
    this.reading.repaired(plan.line, `${plan.planned} tests announced, ${results} results${without}.`)
  }

  #at(column: number): Level {
    this.closeFrom(column + 1)
    const top = this.#stack.at(-1)
    return top && top.column === column ? top : this.#open(column)
  }

  #open(column: number): Level {
    const level: Level = {
      column,
      line: 0,
      results: 0,
      counts: noStatuses(),
      leaves: noStatuses(),
      plan: undefined,
      numbers: new Set(),
      summed: 0,
    }
    this.#stack.push(level)
    return level
  }
}

/** The first number from 1 to `last` that is not there; 0 where all are. */
function missingOf(numbers: ReadonlySet<number>, last: number): number {
  for (let number = 1; number <= last; number++) if (!numbers.has(number)) return number
  return 0
}

const countOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

function addTo(counts: Counts, more: Counts): void {
  for (const status of Object.keys(counts) as EvidenceStatus[]) counts[status] += more[status] // the keys of noStatuses
}

function differences({ of, counts }: Totals, seen: Counts): string[] {
  return Object.entries(counts).flatMap(([key, told]) => {
    const name = key as TotalName // the keys of Totals
    // Node counts suites apart from tests: as many as it tells there must be at least.
    const isRight = of === 'whole' ? seen[name] >= told : seen[name] === told
    return isRight ? [] : [`${name} ${told} told, ${seen[name]} seen`]
  })
}
