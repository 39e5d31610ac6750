import type { SyscallFigures } from './summary'

/**
 * The table that `strace -c` (6.1) prints at its end, made of the calls of a trace. As strace counts: calls that returned
 * or were interrupted; interrupted ones as errors; without calls that end in a bare `?` and without unknown numbers. Times
 * are those of `strace -c -w`, from -T; zero where the trace has none.
 */
export function straceTable(syscalls: readonly SyscallFigures[]): string {
  const rows = syscalls
    .filter(({ syscall, known }) => known > 0 && !syscall.startsWith('syscall_'))
    .map(({ syscall, known, errors, interrupted, seconds }) => ({
      ...{ syscall, calls: known, errors: errors + interrupted, seconds: seconds ?? 0 },
    }))
    .sort((a, b) => b.seconds - a.seconds || b.calls - a.calls || (a.syscall < b.syscall ? -1 : 1))
  const total = { syscall: 'total', calls: 0, errors: 0, seconds: 0 }
  for (const { calls, errors, seconds } of rows) {
    total.calls += calls
    total.errors += errors
    total.seconds += seconds
  }
  const line = (row: typeof total) => rowText(row, total.seconds)
  return [head, rule, ...rows.map(line), rule, line(total), ''].join('\n')
}

const head = '% time     seconds  usecs/call     calls    errors syscall'
const rule = '------ ----------- ----------- --------- --------- ----------------'

function rowText(row: { syscall: string; calls: number; errors: number; seconds: number }, all: number): string {
  const { syscall, calls, errors, seconds } = row
  const share = (syscall === 'total' ? 100 : all > 0 ? (100 * seconds) / all : 0).toFixed(2)
  const each = String(calls > 0 ? Math.floor((seconds * 1e6) / calls) : 0)
  const cells = [share.padStart(6), seconds.toFixed(6).padStart(11), each.padStart(11), String(calls).padStart(9)]
  return `${cells.join(' ')} ${(errors > 0 ? String(errors) : '').padStart(9)} ${syscall}`
}
