import type { CoverageFile, Covered } from './model'
import type { Reading } from './reading'

/** Counts of one source file while its report is read; a line or function that stands there twice counts once. */
export class FileCounts {
  readonly #lines = new Map<number, boolean>()
  readonly #functions = new Map<string, boolean>()
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

  get lines(): Covered | undefined {
    return countedIn(this.#lines)
  }

  get functions(): Covered | undefined {
    return countedIn(this.#functions)
  }

  get branches(): Covered | undefined {
    return this.#hasBranches ? this.#branches : undefined
  }
}

function countedIn(seen: ReadonlyMap<unknown, boolean>): Covered | undefined {
  if (seen.size === 0) return undefined
  let hit = 0
  for (const isHit of seen.values()) if (isHit) hit++
  return { found: seen.size, hit }
}

/** Gives a file's counts to the reading; what was not counted is left out. */
export function giveCoverage(
  reading: Reading,
  path: string,
  line: number,
  {
    lines,
    functions,
    branches,
  }: { lines?: Covered | undefined; functions?: Covered | undefined; branches?: Covered | undefined },
): void {
  const counts = { ...(lines ? { lines } : {}), ...(functions ? { functions } : {}), ...(branches ? { branches } : {}) }
  reading.covered({ path, line, ...counts })
}

/** Sums over files; undefined where no file says anything. */
export function sumOf(files: readonly CoverageFile[], of: 'lines' | 'functions' | 'branches'): Covered | undefined {
  let sum: Covered | undefined
  for (const file of files) {
    const own = file[of]
    if (own) sum = { found: (sum?.found ?? 0) + own.found, hit: (sum?.hit ?? 0) + own.hit }
  }
  return sum
}
