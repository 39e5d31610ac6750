/** What no error says: a result that cannot be right. */
export class Finding extends Error {
  override readonly name = 'Finding'
}

/** A success that what was read does not bear out: the worst of all. */
export class Unsound extends Error {
  override readonly name = 'Unsound'
}

/** A result as JSON. @throws Finding where a number in it is none, which JSON would write as null */
export function jsonOf(what: string, value: unknown): string {
  return JSON.stringify(value, (name, entry: unknown) => {
    if (typeof entry === 'number' && !Number.isFinite(entry)) throw new Finding(`${what}: ${name} is ${entry}`)
    return entry instanceof Map ? [...entry] : entry
  })
}

/** @throws Finding naming the first place where two texts part */
export function assertSame(what: string, left: string, right: string): void {
  if (left === right) return
  let at = 0
  while (left[at] === right[at]) at++
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 40))
  throw new Finding(`${what}: ${around(left)} or ${around(right)}`)
}
