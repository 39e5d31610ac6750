/**
 * Tests that were said to begin (by the runner or the harness of kselftest, or by "# Subtest: …") and have no result
 * yet, by the column in which that stands. A test may end in a column before that (KUnit writes its "# Subtest" inside).
 */
export class BegunTests {
  readonly #columns = new Map<number, Map<string, number>>()

  /** Line in which a test of the same name began that has not ended; undefined when there is none. */
  begin(name: string, column: number, line: number): number | undefined {
    const tests = this.#columns.get(column) ?? new Map<string, number>()
    this.#columns.set(column, tests)
    const before = tests.get(name)
    tests.set(name, line)
    return before
  }

  ended(name: string, column: number): void {
    for (const [at, tests] of this.#columns) if (at >= column) tests.delete(name)
  }

  /** Takes away those of this column and deeper ones. */
  takeFrom(column: number): { name: string; line: number; column: number }[] {
    if (this.#columns.size === 0) return []
    return [...this.#columns].flatMap(([at, tests]) => {
      if (at < column) return []
      this.#columns.delete(at)
      return [...tests].map(([name, line]) => ({ name, line, column: at }))
    })
  }
}
