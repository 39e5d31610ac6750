type Begun = {
  readonly name: string
  readonly line: number
  readonly column: number
  readonly isSubtest: boolean
  /** What it says stands in its own column: KUnit writes "# Subtest: …" inside of the suite. */
  hasOwnColumn: boolean
}

/**
 * Tests that were said to begin (by the runner or the harness of kselftest, or by "# Subtest: …") and have no result
 * yet, by the column in which that stands. A test may end in a column before that (KUnit writes its "# Subtest" inside).
 */
export class BegunTests {
  readonly #columns = new Map<number, Map<string, Begun>>()
  #subtest: Begun | undefined

  /** Line in which a test of the same name began that has not ended; undefined when there is none. */
  begin(name: string, column: number, line: number, isSubtest = false): number | undefined {
    const tests = this.#columns.get(column) ?? new Map<string, Begun>()
    this.#columns.set(column, tests)
    const before = tests.get(name)
    const begun = { name, line, column, isSubtest, hasOwnColumn: false }
    tests.set(name, begun)
    this.#subtest = isSubtest ? begun : undefined
    return before?.line
  }

  /** A plan or a result stands in this column: the first one behind "# Subtest: …" tells where its parts do. */
  stands(column: number): void {
    if (this.#subtest) this.#subtest.hasOwnColumn = column > 0 && column === this.#subtest.column
    this.#subtest = undefined
  }

  ended(name: string, column: number): void {
    for (const [at, tests] of this.#columns) if (at >= column) tests.delete(name)
  }

  /** Takes away those of this column and deeper ones, the deepest first. */
  takeFrom(column: number, onlySubtests = false): Begun[] {
    if (this.#columns.size === 0) return []
    const found = [...this.#columns.values()].flatMap((tests) =>
      [...tests.values()].filter((each) => each.column >= column && (each.isSubtest || !onlySubtests)),
    )
    for (const each of found) this.#columns.get(each.column)?.delete(each.name)
    return found.sort((one, other) => other.column - one.column || other.line - one.line)
  }
}
