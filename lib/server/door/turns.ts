/**
 * SQLite has no queue of writers: who has just written would begin again before those who wait look next. So a process
 * that notices others leaves the lock to them for a little longer than they wait from one look to the next (milliseconds).
 */
const courtesy = 1.5
/** A look takes some twenty microseconds. Not longer and longer: who waits for long would look ever more seldom. */
const untilNextLook = 1
/** Others write too for so long after they were last noticed. */
const memory = 1_000

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The turns that the processes take which write to one SQLite file, as one of them sees it. */
export class Turns {
  #version: unknown
  #noticed = Number.NEGATIVE_INFINITY
  #ended = Number.NEGATIVE_INFINITY

  /** Before a transaction is begun. */
  async letOthersGoFirst(): Promise<void> {
    if (performance.now() - this.#noticed > memory) return
    const left = this.#ended + courtesy - performance.now()
    if (left > 0) await pause(left)
  }

  /** Another process is writing. */
  async waitForTheNextLook(): Promise<void> {
    this.#noticed = performance.now()
    await pause(untilNextLook)
  }

  /** A transaction has begun; `version` is what SQLite counts when another connection has written (`data_version`). */
  begun(version: unknown): void {
    if (this.#version !== undefined && version !== this.#version) this.#noticed = performance.now()
    this.#version = version
  }

  ended(): void {
    this.#ended = performance.now()
  }
}
