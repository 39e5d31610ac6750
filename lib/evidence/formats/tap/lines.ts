/** What a line of TAP or KTAP is. `column` tells how deep it stands: indentation, and two for each `# ` before it. */
export type TapLine =
  | { readonly kind: 'version'; readonly column: number; readonly text: string }
  | { readonly kind: 'plan'; readonly column: number; readonly planned: number; readonly reason: string }
  | {
      readonly kind: 'result'
      readonly column: number
      readonly isOk: boolean
      readonly number: number | undefined
      readonly text: string
    }
  /** kselftest up to Linux 5.0: a test begins, a test ends. `ok`: the words before it, '' where the line has none. */
  | { readonly kind: 'oldTest'; readonly column: number; readonly text: string }
  | {
      readonly kind: 'oldResult'
      readonly column: number
      readonly ok: string
      readonly number: number | undefined
      readonly text: string
    }
  | { readonly kind: 'bail'; readonly column: number; readonly text: string }
  | { readonly kind: 'comment'; readonly column: number; readonly text: string }
  | { readonly kind: 'blockStart' | 'empty' | 'unknown'; readonly column: number; readonly text: string }

/** Deeper nesting than any test has counts as this deep. */
const deepest = 64

const version = /^K?TAP version \d+\s*$/i
const plan = /^1\.\.(\d{1,9})\s*(#.*)?$/s
/** A number is wanted, or a dash: a line of a log that happens to begin with "ok" must never count as a pass. */
const result = /^(not ok|ok)(?:\s+(\d{1,9})(?![\w.])|(?=\s+-\s)|(?=\s*$)|(?=\s+#))(.*)$/
const failure = /^(not ok)()(\s.*)$/
const bail = /^Bail out!(.*)$/is
/** `ok 1..2 selftests: timers: tick [PASS]` (Linux 4.16 to 5.0), `selftests: tick [PASS]` (4.15). */
const oldResult = /^(?:(\w{1,20}(?: \w{1,20})?) (?:1\.\.)?(\d{1,9}) )?(selftests: .{1,800}\[[A-Za-z]{1,20}\])\s*$/
const oldTest = /^selftests: +([\w./+-]{1,400}(?:: [\w./+:-]{1,400})?)$/
const oldTotals = /^(?:# )?(Pass \d{1,9} Fail \d{1,9} Xfail \d{1,9} .{0,80})$/

export function tapLine(plain: string): TapLine {
  const found = (plain.includes('selftests: ') ? ofOldSelftest(plain) : undefined) ?? structural(plain, 0)
  if (found) return found
  let [inner, column] = [plain, 0]
  while (inner.startsWith('# ') && column < 16) {
    inner = inner.slice(2)
    column += 2
    // The runner of kselftest puts "# " before all that a test prints; "# ok" alone is how some tools end.
    const nested = structural(inner, column)
    if (nested && (nested.kind !== 'result' || nested.number !== undefined)) return nested
  }
  return commentOf(plain)
}

/** `# SKIP why` without its sign and word. */
const reasonOf = (comment: string): string =>
  comment
    .slice(1)
    .trim()
    .replace(/^skip\w*/i, '')
    .trim()

function ofOldSelftest(line: string): TapLine | undefined {
  const [, ok = '', number, told] = oldResult.exec(line) ?? []
  if (told !== undefined)
    return { kind: 'oldResult', column: 0, ok, number: number ? Number(number) : undefined, text: told }
  const [, name] = oldTest.exec(line.trimEnd()) ?? []
  return name === undefined ? undefined : { kind: 'oldTest', column: 0, text: `selftests: ${name}` }
}

function structural(text: string, before: number): TapLine | undefined {
  const rest = text.trimStart()
  const column = Math.min(deepest, before + text.length - rest.length)
  if (version.test(rest)) return { kind: 'version', column, text: rest.trim() }
  const planned = plan.exec(rest)
  if (planned) return { kind: 'plan', column, planned: Number(planned[1]), reason: reasonOf(planned[2] ?? '') }
  const [, word, number, tail] = result.exec(rest) ?? failure.exec(rest) ?? []
  if (word !== undefined)
    return {
      kind: 'result',
      column,
      isOk: word === 'ok',
      number: number ? Number(number) : undefined,
      text: tail ?? '',
    }
  const bailed = bail.exec(rest)
  if (bailed) return { kind: 'bail', column, text: (bailed[1] ?? '').trimStart() }
  return rest.trimEnd() === '---' ? { kind: 'blockStart', column, text: rest } : undefined
}

function commentOf(text: string): TapLine {
  let rest = text.trimStart()
  let column = text.length - rest.length
  if (rest === '') return { kind: 'empty', column: 0, text: '' }
  if (/^pragma [+-]/.test(rest)) return { kind: 'comment', column, text: rest }
  if (/^={10,}$/.test(rest.slice(0, 200).trimEnd())) return { kind: 'empty', column: 0, text: '' }
  const [, totals] = oldTotals.exec(rest) ?? []
  if (totals !== undefined) return { kind: 'comment', column, text: totals }
  if (!rest.startsWith('#')) return { kind: 'unknown', column, text: rest }
  rest = rest.slice(1)
  // "# # Totals: …": the comment of a test whose output the runner prefixed.
  for (; rest.startsWith(' #') && column < deepest; rest = rest.slice(2)) column += 2
  return { kind: 'comment', column: Math.min(deepest, column), text: rest.trim() }
}
