/**
 * SQLite has no queue of writers: who has just written would begin again before those who wait look next. So it lets
 * them go first, as long as others write too: for a little more than they wait from one look to the next (milliseconds).
 */
const courtesy = 8
/** Not shorter: each look opens the connection anew. Nor longer and longer: who waits for long would look ever more seldom. */
const untilNextLook = (): number => 3 + 4 * Math.random()
/** Others write too for so long after they were last noticed. */
const memory = 1_000

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The turns that the processes take which write to one SQLite file, as one of them sees it. */
export class Turns {
  #version: unknown
  #noticed = Number.NEGATIVE_INFINITY

  /** Before a transaction is begun. */
  async letOthersGoFirst(): Promise<void> {
    if (performance.now() - this.#noticed < memory) await pause(courtesy)
  }

  /** Another process is writing. */
  async waitForTheNextLook(): Promise<void> {
    this.#noticed = performance.now()
    await pause(untilNextLook())
  }

  /** A transaction has begun; `version` is what SQLite counts when another connection has written (`data_version`). */
  begun(version: unknown): void {
    if (this.#version !== undefined && version !== this.#version) this.#noticed = performance.now()
    this.#version = version
  }
}
