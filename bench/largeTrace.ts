// A real strace of 1.3 million lines and more.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Row } from './core.bench'

const maker = '../shared/tools/make-large-trace.sh'
const lines = 1_300_000

/** `STPA_LARGE_TRACE=FILE` names a trace; else one is made (strace and gcc are needed, and some minutes). */
export async function withLargeTrace(work: (trace: string, folder: string) => Promise<Row[]>): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stpa-bench-trace-'))
  try {
    const trace = process.env.STPA_LARGE_TRACE ?? join(folder, 'large.strace')
    if (!existsSync(trace)) {
      if (!existsSync(maker)) {
        console.log('SKIPPED: large trace: ../shared/tools is absent, and STPA_LARGE_TRACE names no trace')
        return []
      }
      execFileSync('bash', [maker, trace, String(lines)], { stdio: 'ignore' })
    }
    return await work(trace, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
