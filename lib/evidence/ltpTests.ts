import { rowOf } from './results/table'
import { Verdict } from './results/verdict'

/** The word of an exit code of LTP in the table of results: its worst bit. */
export function ltpExitWord(code: number): string {
  if (code === 0) return '0'
  if (code < 0 || (code & ~(1 | 2 | 4 | 16 | 32)) !== 0) return 'other'
  if (code & 1) return 'TFAIL'
  if (code & 2) return 'TBROK'
  return code & 32 && !(code & 4) ? 'TCONF' : 'TWARN'
}

/** `TPASS`, `pass`, `brok` … as the table of results has it: without the T. */
export function ltpVerdict(word: string): Verdict {
  const name = word.trim()
  return Verdict.of('ltp', rowOf('ltp', name) ? name : name.replace(/^t(?=[a-z]{4})/i, ''))
}

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
