/**
 * Tells for how long things have given no sign of life, by the clock of this process that never jumps: a sign is a value
 * that changes, and a thing is silent from when its present value was first seen here. Dates that others wrote are not
 * compared with the present: one jump of a clock would declare the living dead.
 */
export class Silence {
  #seen = new Map<string, { readonly sign: number; readonly since: number; readonly first: number }>()

  constructor(readonly now: () => number = () => performance.now()) {}

  /**
   * Milliseconds of silence, and since it was first seen, of each thing that is there now; the others are forgotten.
   */
  observe(
    present: readonly { readonly id: string; readonly sign: number }[],
  ): Map<string, { silent: number; known: number }> {
    const now = this.now()
    const before = this.#seen
    this.#seen = new Map()
    return new Map(
      present.map(({ id, sign }) => {
        const known = before.get(id)
        const since = known?.sign === sign ? known.since : now
        const first = known?.first ?? now
        this.#seen.set(id, { sign, since, first })
        return [id, { silent: now - since, known: now - first }]
      }),
    )
  }
}
