import type { Random } from './random'

/** Signs and words that formats mean something by: numbers at their edges, brackets, quotes, escapes, line ends. */
export const words: readonly string[] = [
  ...['"', "'", '`', '\\', '\\"', '(', ')', '[', ']', '{', '}', '<', '>', '->', '--', '=', '-1', '0', ' ', '\t', '\n'],
  ...[
    '\r',
    '\r\n',
    ',',
    ';',
    ':',
    ': ',
    '|',
    '#',
    '&',
    '*',
    '?',
    '!',
    '%',
    '@',
    '$',
    '\0',
    '\u00a0',
    '\u2028',
    '\ufeff',
  ],
  ...['NaN', 'Infinity', '1e999', '-0', '99999999999999999999', '0x7fffffffffffffff', '18446744073709551616', '1.5.2'],
  ...[
    'null',
    'true',
    '__proto__',
    'constructor',
    '<![CDATA[',
    ']]>',
    '&lt;',
    '&#0;',
    '&#xD800;',
    '<!DOCTYPE a [',
    '*a',
    '&a ',
  ],
  ...[
    'ok',
    'not ok',
    '# SKIP',
    'PASS',
    'FAIL',
    '1..',
    'pass:',
    '<unfinished ...>',
    ' resumed>',
    '+++ exited',
    '= ?',
    ') = ',
  ],
  ...[
    '\\u0000',
    '\\ud800',
    '!!binary',
    '---',
    '...',
    '%YAML 1.1',
    '\u001b[31m',
    '[pid 4]',
    '[  1.000000]',
    '\ud83d\ude00',
  ],
]

const encoder = new TextEncoder()
const most = 64_000

type Change = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array

const spliced = (bytes: Uint8Array, at: number, remove: number, put: Uint8Array): Uint8Array => {
  const result = new Uint8Array(bytes.length - remove + put.length)
  result.set(bytes.subarray(0, at))
  result.set(put, at)
  result.set(bytes.subarray(at + remove), at + put.length)
  return result
}

/** A piece of some bytes: from a place on, of up to 64 bytes, sometimes of up to a third of all. */
function piece(bytes: Uint8Array, random: Random): readonly [at: number, length: number] {
  const at = random.below(bytes.length + 1)
  const longest = random.below(8) === 0 ? Math.ceil(bytes.length / 3) : 64
  return [at, Math.min(bytes.length - at, random.below(longest + 1))]
}

/** Lines as places: beginning and end with its line end. */
function lineAt(bytes: Uint8Array, random: Random): readonly [at: number, length: number] {
  const middle = random.below(bytes.length + 1)
  const at = middle === 0 ? 0 : bytes.lastIndexOf(10, middle - 1) + 1
  const end = bytes.indexOf(10, middle)
  return [at, (end < 0 ? bytes.length : end + 1) - at]
}

const changes: readonly Change[] = [
  (bytes, random) => spliced(bytes, random.below(bytes.length + 1), 0, encoder.encode(random.of(words))),
  (bytes, random) => {
    const at = random.below(bytes.length + 1)
    return spliced(bytes, at, Math.min(1, bytes.length - at), Uint8Array.of(random.below(256)))
  },
  (bytes, random) => spliced(bytes, ...piece(bytes, random), new Uint8Array(0)),
  (bytes, random) => {
    const [at, length] = piece(bytes, random)
    return spliced(bytes, random.below(bytes.length + 1), 0, bytes.slice(at, at + length))
  },
  (bytes, random) => spliced(bytes, ...lineAt(bytes, random), new Uint8Array(0)),
  (bytes, random) => {
    const [at, length] = lineAt(bytes, random)
    return spliced(bytes, lineAt(bytes, random)[0], 0, bytes.slice(at, at + length))
  },
  (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  // One sign or word many times: what a pattern with two ways to read it does not survive.
  (bytes, random) => {
    const word = random.of(words)
    const many = word.repeat(random.of([10, 100, 1_000, 5_000]))
    return spliced(bytes, random.below(bytes.length + 1), 0, encoder.encode(many))
  },
  (bytes, random, others) => {
    const other = random.of(others)
    const [at, length] = piece(other, random)
    return spliced(bytes, random.below(bytes.length + 1), 0, other.slice(at, at + length))
  },
  // A number becomes another one.
  (bytes, random) => {
    const isDigit = (at: number): boolean => (bytes[at] ?? 0) >= 48 && (bytes[at] ?? 0) <= 57
    let start = random.below(bytes.length + 1)
    while (start < bytes.length && !isDigit(start)) start++
    let end = start
    while (end < bytes.length && isDigit(end)) end++
    return spliced(
      bytes,
      start,
      end - start,
      encoder.encode(random.of(['', '0', '-1', '1e400', '4294967296', '9'.repeat(25), 'x'])),
    )
  },
]

export const cut = (bytes: Uint8Array, random: Random): Uint8Array => bytes.slice(0, random.below(bytes.length))

/** Words by which formats of evidence tell a result. */
const resultWords =
  /\b(?:not(?= ok)|ok|SKIP|T?(?:PASS|FAIL|BROK|CONF|WARN)|pass(?:ed)?|fail(?:ed|ure)?|error|broken|skipped|softfail(?:ed)?|none|COMPLETE|exited|Killed|Vulnerable|(?:un)?successful)\b/g

/** One of these words made one that no format knows; whole letters, so that columns may move. */
export function wordChanged(bytes: Uint8Array, random: Random): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  const found = [...text.matchAll(resultWords)]
  if (found.length === 0) return bytes
  const { index, 0: word } = random.of(found)
  return spliced(bytes, index, word.length, encoder.encode(random.of(['TXYZZY', 'Xyzzy', 'QQ', 'xyzzyed'])))
}

/** A seed with one to six changes; the same for the same random numbers. */
export function mutated(seed: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  let bytes = seed
  for (let count = 1 + random.below(6); count > 0; count--) bytes = random.of(changes)(bytes, random, others)
  return bytes.length > most ? bytes.slice(0, most) : bytes
}
