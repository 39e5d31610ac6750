/** Milliseconds by which the log may be ahead of the clock and still be believed: a day. */
const believed = 86_400_000

/**
 * The date of a change that follows one of `before` (both ISO 8601, UTC). Clocks of several machines differ, and are set
 * back a little: dates of the log do not go back then, the later one stands until the clock is there. A date further in
 * the future was a jump of the clock: it would stay the date of everything to come, so the present counts again.
 */
export function dateAfter(before: string, now: Date = new Date()): string {
  const ahead = Date.parse(before) - now.getTime()
  return ahead > 0 && ahead <= believed ? before : now.toISOString()
}
