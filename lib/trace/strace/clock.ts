import type { Flags } from '../flags'

/** Times of a trace, as seconds that go on over midnight, and what they show of it: gaps, a clock that was set. */
export class Clock {
  #last = Number.NEGATIVE_INFINITY
  /** Seconds of the days that ended since the first line (-t, -tt). */
  #days = 0
  /** Until when some call is known to have been in progress; not known when the last one had no duration. */
  #busyUntil = Number.NEGATIVE_INFINITY
  #isUntold = true

  constructor(private readonly flags: Flags) {}

  /**
   * Times since the line before (-r) go up and down; those of a clock do not, but for its new day. `isOfDay`: they are of
   * the day; `isInCall`: some call is in progress.
   */
  at(read: number, line: number, isOfDay: boolean, isInCall: boolean): number {
    const at = read + this.#days
    if (at < this.#last - 1) return this.#backwards(at, line, isOfDay)
    if (at > this.#last + 1) this.#forwards(at, line, isOfDay, isInCall)
    this.#last = at
    return at
  }

  #backwards(at: number, line: number, isOfDay: boolean): number {
    const isNewDay = isOfDay && at < this.#last - 43_200
    if (isNewDay) this.#days += 86_400
    else if (at > 86_400) this.flags.add('clockBackwards', line)
    this.#last = isNewDay ? at + 86_400 : at
    return this.#last
  }

  /** More than a second after the line before: a call explains it that is in progress, or was until then (-T). */
  #forwards(at: number, line: number, isOfDay: boolean, isInCall: boolean): void {
    const isAbsolute = isOfDay || at > 1e6
    const isExplained = this.#isUntold || isInCall || at <= this.#busyUntil + 1
    if (isAbsolute && !isExplained) this.flags.add('gaps', line)
  }

  /** A call took so long; undefined where the trace does not say. */
  wasBusy(at: number, seconds: number | undefined): void {
    this.#isUntold = seconds === undefined
    if (seconds !== undefined && at + seconds > this.#busyUntil) this.#busyUntil = at + seconds
  }
}
