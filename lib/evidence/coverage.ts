import { type CoverageCounts, type CoverageKind, type Covered, coverageKinds } from './model'
import type { Reading } from './reading'

/** Counts of one source file while its report is read; whatever stands there twice counts once. */
export class FileCounts implements CoverageCounts {
  readonly #lines = new Map<number, boolean>()
  readonly #functions = new Map<string, boolean>()
  readonly #conditions = new Map<string, Covered>()
  readonly #branches = new Map<string, boolean>()

  sawLine(number: number, isHit: boolean): void {
    this.#lines.set(number, isHit || this.#lines.get(number) === true)
  }

  sawFunction(name: string, isHit: boolean): void {
    this.#functions.set(name, isHit || this.#functions.get(name) === true)
  }

  /** `name`: what tells the branch from others of the file. */
  sawBranch(name: string, isTaken: boolean): void {
    this.#branches.set(name, isTaken || this.#branches.get(name) === true)
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

  /** Takes in what another report, or another part of this one, tells of the same file: what either reached is reached. */
  merge(other: FileCounts): void {
    for (const [number, isHit] of other.#lines) this.sawLine(number, isHit)
    for (const [name, isHit] of other.#functions) this.sawFunction(name, isHit)
    for (const [name, isTaken] of other.#branches) this.sawBranch(name, isTaken)
    for (const [name, covered] of other.#conditions) this.sawConditions(name, covered)
  }

  get lines(): Covered | undefined {
    return countedIn(this.#lines)
  }

  get functions(): Covered | undefined {
    return countedIn(this.#functions)
  }

  get branches(): Covered | undefined {
    return countedIn(this.#branches)
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

type SourceFile = { readonly path: string; readonly line: number; readonly counts: FileCounts; sums: CoverageCounts }

/**
 * Source files of one report, each of them once: a header stands in what each of its units tells, and lcov has a file
 * once for each test. Summed up one by one they would count its lines again and again.
 */
export class SourceFiles {
  readonly #files: SourceFile[] = []
  readonly #byPath = new Map<string, SourceFile>()

  constructor(private readonly reading: Reading) {}

  /** `sums`: of kinds of which the report lists nothing one by one. */
  add(path: string, line: number, counts: FileCounts, sums: CoverageCounts = {}): void {
    const known = this.#byPath.get(path)
    if (known) {
      known.counts.merge(counts)
      known.sums = countsOf((kind) => largest(known.sums[kind], sums[kind]))
      return
    }
    const file = { path, line, counts, sums }
    this.#files.push(file)
    if (path !== '') this.#byPath.set(path, file) // two without a name are two
  }

  give(): void {
    for (const { path, line, counts, sums } of this.#files)
      giveCoverage(this.reading, path, line, { ...sums, ...countsOf((kind) => counts[kind]) })
  }
}

/** Two sums over one file, of which nobody can say what they share: at least as much as the larger one. */
const largest = (one: Covered | undefined, other: Covered | undefined): Covered | undefined =>
  one && other ? { found: Math.max(one.found, other.found), hit: Math.max(one.hit, other.hit) } : (one ?? other)

/** Gives a file's counts to the reading; what was not counted is left out, and so is what cannot be. */
export function giveCoverage(reading: Reading, path: string, line: number, counts: CoverageCounts): void {
  const sound = countsOf((kind) => {
    const covered = counts[kind]
    if (!covered || isCount(covered)) return covered
    reading.flag('badNumbers', line)
    reading.skipped(line, `${path}: ${covered.hit} of ${covered.found} ${kind} cannot be.`)
    return undefined
  })
  reading.covered({ path, line, ...sound })
}

const isCount = ({ found, hit }: Covered): boolean =>
  Number.isSafeInteger(found) && Number.isSafeInteger(hit) && hit >= 0 && hit <= found

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
