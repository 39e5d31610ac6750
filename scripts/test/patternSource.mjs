// A regular expression's source made ready for the analyser, which knows no look-around and needs a state for each
// repetition that is counted.

/** A group that looks around, at its opening bracket: `(?=`, `(?!`, `(?<=`, `(?<!`. */
const lookAround = /\(\?<?[=!]/y

/** Signs that no pattern of ours names: one stands for "the look-around has been passed", one for "it was tried". */
const [passed, tried] = ['\uE000', '\uE001']

const token = /\\(?:[pPk]\{[^}]{1,60}\}|.)|\[(?:\\.|[^\]\\])*\]|\{(\d+)(,?)(\d*)\}|[\s\S]/gy

/**
 * The source with every counted repetition as `count` gives it, and every look-around as a sign of its own that must be
 * there, behind an attempt of what it looks for: it may fail anywhere, and costs what it costs.
 */
export function prepared(source, count) {
  let result = ''
  const closings = []
  token.lastIndex = 0
  for (let at = 0; at < source.length; at = token.lastIndex) {
    lookAround.lastIndex = at
    const opening = lookAround.exec(source)?.[0]
    token.lastIndex = at
    const [sign = '', least, comma, most] = token.exec(source) ?? []
    if (opening) {
      result += '(?:(?:'
      closings.push(`)${tried})?${passed}`)
      token.lastIndex = at + opening.length
    } else if (sign === '(') {
      result += sign
      closings.push(sign === '(' ? ')' : '')
    } else if (sign === ')') result += closings.pop() ?? ')'
    else result += least === undefined ? sign : count(Number(least), comma ? Number(most || Infinity) : Number(least))
  }
  return result
}

const written = (least, most) =>
  most === Infinity ? `{${least},}` : least === most ? `{${least}}` : `{${least},${most}}`

/** Counted repetitions shortened: they cost a factor, not a power, of the length. */
export const reduced = (source) =>
  prepared(source, (least, most) => {
    const from = Math.min(least, 2)
    return written(from, most === Infinity ? most : Math.max(from, Math.min(most, 2)))
  })

/** Counted repetitions without their bound: what explodes then has a factor that grows with its bounds. */
export const relaxed = (source) =>
  prepared(source, (least, most) => {
    if (most <= 3 || (least === most && most <= 16)) return written(Math.min(least, 2), Math.min(most, 2))
    return least === 0 ? '*' : '+'
  })
