import type { EvidenceStatus } from '../../model'
import type { Reading } from '../../reading'

type Level = {
  readonly column: number
  results: number
  readonly counts: Record<EvidenceStatus, number>
  plan: { readonly planned: number; readonly line: number } | undefined
}

/** How the totals of kselftest and KUnit name what is counted here. */
const totalNames = ['pass', 'fail', 'xfail', 'skip', 'error'] as const

/** Tests within tests, each level with its plan and its results: what was announced is held against what came. */
export class Levels {
  readonly #stack: Level[] = []

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
    const level = this.#at(column)
    level.results++
    level.counts[status]++
    if (number === undefined || number === level.results) return
    this.reading.repaired(line, `test number ${number} where ${level.results} was due.`)
  }

  /** `Totals: pass:3 fail:0 …` of the level that it stands in. */
  totals(column: number, text: string, line: number): void {
    const level = this.#stack.findLast((each) => each.column <= column)
    if (!level || level.results === 0) return
    const wrong = totalNames.flatMap((name) => {
      const told = new RegExp(`\\b${name}:(\\d{1,9})`).exec(text)?.[1]
      const counted = level.counts[name]
      return told !== undefined && Number(told) !== counted ? [`${name} ${told} told, ${counted} seen`] : []
    })
    if (wrong.length === 0) return
    this.reading.flag('countsDiffer', line)
    this.reading.repaired(line, `totals differ: ${wrong.join(', ')}.`)
  }

  /** Ends this level and the deeper ones. */
  closeFrom(column: number): void {
    for (let level = this.#stack.at(-1); level && level.column >= column; level = this.#stack.at(-1)) {
      this.#stack.pop()
      const { plan, results } = level
      if (!plan || plan.planned === results) continue
      this.reading.flag('planNotMet', plan.line)
      this.reading.repaired(plan.line, `${plan.planned} tests announced, ${results} results.`)
    }
  }

  #at(column: number): Level {
    this.closeFrom(column + 1)
    const top = this.#stack.at(-1)
    return top && top.column === column ? top : this.#open(column)
  }

  #open(column: number): Level {
    const counts = { pass: 0, fail: 0, error: 0, skip: 0, xfail: 0, unknown: 0 }
    const level: Level = { column, results: 0, counts, plan: undefined }
    this.#stack.push(level)
    return level
  }
}
