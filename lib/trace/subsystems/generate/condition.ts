type Tokens = { readonly list: readonly string[]; at: number; readonly refuse: () => Error }

type Value = (name: string) => string | undefined

/** At most so many characters of a condition: it is read by functions that call each other. */
const longest = 1_000

/**
 * Does the condition of an `#if` hold? Names are looked up and read as numbers; what is not defined is 0, as in C.
 * @throws what `refuse` makes, for a condition of another form
 */
export function conditionHolds(condition: string, value: Value, refuse: () => Error): boolean {
  const list = condition.match(/\w+|&&|\|\||[=!<>]=|[!<>()]/g) ?? []
  if (condition.length > longest || list.join('') !== condition.replace(/\s+/g, '')) throw refuse()
  const tokens: Tokens = { list, at: 0, refuse }
  const holds = either(tokens, value) !== 0
  if (tokens.at !== list.length) throw refuse()
  return holds
}

function either(tokens: Tokens, value: Value): number {
  let found = both(tokens, value)
  while (accept(tokens, '||')) found = both(tokens, value) !== 0 || found !== 0 ? 1 : 0
  return found
}

function both(tokens: Tokens, value: Value): number {
  let found = compared(tokens, value)
  while (accept(tokens, '&&')) found = compared(tokens, value) !== 0 && found !== 0 ? 1 : 0
  return found
}

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
}

function compared(tokens: Tokens, value: Value): number {
  const left = single(tokens, value)
  const sign = tokens.list[tokens.at] ?? ''
  const compare = Object.hasOwn(comparisons, sign) ? comparisons[sign] : undefined
  if (!compare) return left
  tokens.at++
  return compare(left, single(tokens, value)) ? 1 : 0
}

function single(tokens: Tokens, value: Value): number {
  if (accept(tokens, '!')) return single(tokens, value) === 0 ? 1 : 0
  if (accept(tokens, '(')) {
    const found = either(tokens, value)
    if (!accept(tokens, ')')) throw tokens.refuse()
    return found
  }
  const name = word(tokens)
  if (name === 'defined') {
    const isBracketed = accept(tokens, '(')
    const isDefined = value(word(tokens)) !== undefined
    if (isBracketed && !accept(tokens, ')')) throw tokens.refuse()
    return isDefined ? 1 : 0
  }
  return Number(/^\d/.test(name) ? name : (value(name) ?? 0)) || 0
}

function word(tokens: Tokens): string {
  const name = tokens.list[tokens.at++]
  if (name === undefined || !/^\w/.test(name)) throw tokens.refuse()
  return name
}

function accept(tokens: Tokens, token: string): boolean {
  if (tokens.list[tokens.at] !== token) return false
  tokens.at++
  return true
}
