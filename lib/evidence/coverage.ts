import { type CoverageCounts, type CoverageKind, type Covered, coverageKinds } from './model'
import type { Reading } from './reading'

/** Counts of one source file while its report is read; a line, function or condition that stands there twice counts once. */
export class FileCounts implements CoverageCounts {
  readonly #lines = new Map<number, boolean>()
  readonly #functions = new Map<string, boolean>()
  readonly #conditions = new Map<string, Covered>()
  #branches = { found: 0, hit: 0 }
  #hasBranches = false

  sawLine(number: number, isHit: boolean): void {
    this.#lines.set(number, isHit || this.#lines.get(number) === true)
  }

  sawFunction(name: string, isHit: boolean): void {
    this.#functions.set(name, isHit || this.#functions.get(name) === true)
  }

  sawBranch(isTaken: boolean): void {
    this.#hasBranches = true
    this.#branches = { found: this.#branches.found + 1, hit: this.#branches.hit + (isTaken ? 1 : 0) }
  }

  /** `name`: what tells the outcome of a condition from others of the file. */
  sawCondition(name: string, isShown: boolean): void {
    this.sawConditions(name, { found: 1, hit: isShown ? 1 : 0 })
  }

  /** Outcomes of the conditions of one expression, of which only the number is told. */
  sawConditions(name: string, { found, hit }: Covered): void {
    const before = this.#conditions.get(name) ?? { found: 0, hit: 0 }
    this.#conditions.set(name, { found: Math.max(before.found, found), hit: Math.max(before.hit, hit) })
  }

  get lines(): Covered | undefined {
    return countedIn(this.#lines)
  }

  get functions(): Covered | undefined {
    return countedIn(this.#functions)
  }

  get branches(): Covered | undefined {
    return this.#hasBranches ? this.#branches : undefined
  }

  get conditions(): Covered | undefined {
    return sumOf(
      [...this.#conditions.values()].map((conditions) => ({ conditions })),
      'conditions',
    )
  }
}

function countedIn(seen: ReadonlyMap<unknown, boolean>): Covered | undefined {
  if (seen.size === 0) return undefined
  let hit = 0
  for (const isHit of seen.values()) if (isHit) hit++
  return { found: seen.size, hit }
}

/** Gives a file's counts to the reading; what was not counted is left out. */
export function giveCoverage(reading: Reading, path: string, line: number, counts: CoverageCounts): void {
  reading.covered({ path, line, ...countsOf((kind) => counts[kind]) })
}

/** Sums over files, of each kind that any file says something of. */
export const sumsOf = (files: readonly CoverageCounts[]): CoverageCounts => countsOf((kind) => sumOf(files, kind))

/** Sums over files; undefined where no file says anything. */
export function sumOf(files: readonly CoverageCounts[], of: CoverageKind): Covered | undefined {
  let sum: Covered | undefined
  for (const file of files) {
    const own = file[of]
    if (own) sum = { found: (sum?.found ?? 0) + own.found, hit: (sum?.hit ?? 0) + own.hit }
  }
  return sum
}

const countsOf = (of: (kind: CoverageKind) => Covered | undefined): CoverageCounts =>
  Object.fromEntries(
    coverageKinds.flatMap((kind) => {
      const covered = of(kind)
      return covered ? [[kind, covered]] : []
    }),
  )
