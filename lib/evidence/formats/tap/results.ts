import { Verdict } from '../../results/verdict'

/** What stands behind the number of a result line: name, verdict, and why. */
export type TapResult = { readonly name: string; readonly verdict: Verdict; readonly message: string }

/** Directives of TAP and KTAP; "skipped" is written too. What is none of them is a remark. */
const directive = /^(skip|todo|xfail|xpass|timeout|error)(?:ped|s)?\b[:\s]*/i
/** Behind a name without a blank between: `a# skip`, `a#TODO`; `Queue#skip` is a name. */
const glued = /^#(?:\s{1,20}(?:[Ss][Kk][Ii][Pp]|[Tt][Oo][Dd][Oo])|SKIP|TODO)/
/** A word in capitals that neither TAP nor KTAP has, where a directive stands: it may say that it did not pass. */
const foreign = /^(?!(?:PASS|PASSED|DONE)\b)([A-Z]{4,20})(?![\w.(/-])[:\s]*/

/**
 * Verdict and name of a result line. Both kinds of "expected to fail" say what the test did. Source: ktap.rst, TAP 14.
 */
export function tapResult(isOk: boolean, text: string): TapResult {
  const told = text.trimStart().replace(/^-\s+/, '')
  const ok = isOk ? 'ok' : 'not ok'
  const split = splitAt(told, isOk)
  const name = told.slice(0, split.end).replaceAll('\\#', '#').trim()
  if (split.word === '') return { name, verdict: Verdict.of('tap', ok), message: split.reason }
  const verdict = Verdict.of('tap', `${ok} # ${split.word}`)
  const because = split.reason === '' ? '' : `: ${split.reason}`
  if (split.word === 'SKIP') return { name, verdict, message: split.reason }
  const did = split.word === 'TODO' ? `, it ${isOk ? 'passed' : 'failed'}` : ''
  const unexpected = split.word === 'XPASS' ? ', it passed though it should not' : ''
  return { name, verdict, message: `${split.word}${did}${unexpected}${because}` }
}

/**
 * Where the name ends: at the first # with a directive behind it, else at the first # of a remark. Perl's TAP::Parser wants
 * no blank before a directive: one that makes a result worse counts without, one that excuses a failure does not.
 */
function splitAt(text: string, isOk: boolean): { end: number; word: string; reason: string } {
  let remark: { end: number; word: string; reason: string } | undefined
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
    const isApart = at === 0 || /\s/.test(text[at - 1] ?? '')
    if (!isApart && (!isOk || isEscaped(text, at) || !glued.test(text.slice(at, at + 40)))) continue
    const behind = text.slice(at + 1).trimStart()
    const [whole = '', word] = directive.exec(behind) ?? foreign.exec(behind) ?? []
    if (word !== undefined) return { end: at, word: word.toUpperCase(), reason: behind.slice(whole.length).trim() }
    remark ??= { end: at, word: '', reason: behind.trim() }
    if (at > nameLimit) break
  }
  return remark ?? { end: text.length, word: '', reason: '' }
}

/** `\#` is a sign of the name, `\\#` is none: there, the backslash is (TAP 14). */
function isEscaped(text: string, at: number): boolean {
  let from = at
  while (text[from - 1] === '\\') from--
  return (at - from) % 2 === 1
}

/** A name has no more signs before its directive; a line may. */
const nameLimit = 4_000

/** A result of kselftest up to Linux 5.0, by the word before it and the one in brackets behind it. */
export function oldResult(ok: string, text: string): TapResult {
  const told = text.trim()
  const at = told.endsWith(']') ? told.lastIndexOf('[') : -1
  const [name, word] = at < 0 ? [told, ''] : [told.slice(0, at).trim(), told.slice(at)]
  const verdict = Verdict.of('kselftest', `${ok} ${word}`.trim())
  return { name: name.replace(/^selftests: +/, 'selftests: '), verdict, message: verdict.isPass ? '' : word }
}

/** `selftests: net/forwarding: bridge.sh`, as the runner of kselftest names its tests. */
const selftest = /^selftests: ([\w./+-]{1,400}): (.+)$/

export type TapName = { readonly suite: string; readonly case: string; readonly target: string }

/** A test's name taken apart; the target of a kselftest is its file in the source tree. */
export function tapName(name: string): TapName {
  const [, folder, test] = selftest.exec(name) ?? []
  if (folder === undefined || test === undefined) return { suite: '', case: name, target: '' }
  return { suite: `selftests: ${folder}`, case: test, target: `tools/testing/selftests/${folder}/${test}` }
}
