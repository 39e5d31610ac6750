import type { EvidenceStatus } from '../../model'

/** What stands behind the number of a result line: name, status, and why. */
export type TapResult = { readonly name: string; readonly status: EvidenceStatus; readonly message: string }

/** Directives of TAP and KTAP; "skipped" is written too. What is none of them is a remark. */
const directive = /(?:^|\s)#\s*(skip|todo|xfail|xpass|timeout|error)(?:ped|s)?\b[:\s]*/i
const remark = /(?:^|\s)#\s?/

/**
 * Status and name of a result line. Both kinds of "expected to fail" say what the test did; a pass that nobody expected
 * (XPASS) is not counted as one. TIMEOUT and ERROR came to no verdict. Source: ktap.rst, TAP 14.
 */
export function tapResult(isOk: boolean, text: string): TapResult {
  const told = text.trimStart().replace(/^-\s+/, '')
  const found = directive.exec(told)
  const split = found ?? remark.exec(told)
  const name = (split ? told.slice(0, split.index) : told).replaceAll('\\#', '#').trim()
  const reason = split ? told.slice(split.index + split[0].length).trim() : ''
  const word = found?.[1]?.toUpperCase()
  if (word === undefined) return { name, status: isOk ? 'pass' : 'fail', message: reason }
  const did = isOk ? 'it passed' : 'it failed'
  const because = reason === '' ? '' : `: ${reason}`
  if (word === 'SKIP') return { name, status: 'skip', message: reason }
  if (word === 'TODO') return { name, status: 'xfail', message: `TODO, ${did}${because}` }
  // kselftest writes "ok N # XFAIL" when the expected failure came.
  if (word === 'XFAIL') return { name, status: 'xfail', message: `XFAIL${because}` }
  if (word === 'XPASS') return { name, status: 'unknown', message: `XPASS, it passed though it should not${because}` }
  return { name, status: 'error', message: `${word}${because}` }
}

/** `selftests: net/forwarding: bridge.sh`, as the runner of kselftest names its tests. */
const selftest = /^selftests: ([\w./+-]+): (.+)$/

export type TapName = { readonly suite: string; readonly case: string; readonly target: string }

/** A test's name taken apart; the target of a kselftest is its file in the source tree. */
export function tapName(name: string): TapName {
  const [, folder, test] = selftest.exec(name) ?? []
  if (folder === undefined || test === undefined) return { suite: '', case: name, target: '' }
  return { suite: `selftests: ${folder}`, case: test, target: `tools/testing/selftests/${folder}/${test}` }
}
