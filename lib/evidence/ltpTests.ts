import type { EvidenceStatus } from './model'

/** How LTP names what a test says, with or without its T. TWARN and TRETR are no pass and no fail. */
const ltpStatuses: Readonly<Record<string, EvidenceStatus>> = {
  PASS: 'pass',
  FAIL: 'fail',
  BROK: 'error',
  CONF: 'skip',
  SKIP: 'skip',
  SKIPPED: 'skip',
  WARN: 'unknown',
  RETR: 'unknown',
}

/** Status of `TPASS`, `pass`, `brok` …; unknown for any other word. */
export function ltpStatus(word: string): EvidenceStatus {
  const name = word.trim().toUpperCase()
  const known = (text: string) => (Object.hasOwn(ltpStatuses, text) ? ltpStatuses[text] : undefined)
  return known(name) ?? known(name.replace(/^T/, '').replace(/ED$/, '')) ?? 'unknown'
}

/** Status of an exit code of LTP: bits 1 TFAIL, 2 TBROK, 4 TWARN, 32 TCONF; anything else was no verdict. */
export function ltpExit(code: number): EvidenceStatus {
  if (code === 0) return 'pass'
  if (code < 0 || (code & ~(1 | 2 | 4 | 16 | 32)) !== 0) return 'error'
  if (code & 1) return 'fail'
  if (code & 2) return 'error'
  return code & 32 && !(code & 4) ? 'skip' : 'unknown'
}

/** Worst first: what counts when a file says two things of one test. */
const worst: readonly EvidenceStatus[] = ['fail', 'error', 'unknown', 'xfail', 'skip', 'pass']

export const worseOf = (one: EvidenceStatus, other: EvidenceStatus): EvidenceStatus =>
  worst.find((status) => status === one || status === other) ?? 'unknown'

/**
 * The system call that a test of LTP is about: `LTP:syscalls:access01` → access, `clone301` → clone3, `accept4_01` →
 * accept4, `pread02_64` → pread. Undefined for a test of another suite. Where `isSystemCall` is given, the longest
 * beginning that is one: `ioctl_loop01` → ioctl; undefined when there is none (`fanotify13`).
 */
export function systemCallOfTest(name: string, isSystemCall?: (name: string) => boolean): string | undefined {
  const parts = name.trim().split(':')
  const test = parts.at(-1) ?? ''
  if (parts.length > 1 && parts.at(-2) !== 'syscalls') return undefined
  if (!/^[a-z]\w{0,63}$/.test(test)) return undefined
  const base = test.replace(/_(16|64)$/, '').replace(/_?\d\d[A-Za-z]?$/, '')
  if (!isSystemCall) return base === '' ? undefined : base
  const words = base.split('_')
  for (let count = words.length; count > 0; count--) {
    const candidate = words.slice(0, count).join('_')
    if (isSystemCall(candidate)) return candidate
  }
  return undefined
}
