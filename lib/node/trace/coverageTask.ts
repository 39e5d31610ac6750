import { ActionReader } from '@/lib/trace/actions/reader'
import type { ReadOptions } from '@/lib/trace/api'
import { Coverage } from '@/lib/trace/coverage/collect'
import type { CoveragePlan } from '@/lib/trace/coverage/plan'
import type { RunCoverage, RunOf } from '@/lib/trace/coverage/types'
import { noiseOf } from '@/lib/trace/digest'
import { servedByTables, tablesOf } from '@/lib/trace/served'
import { callNames } from '@/lib/trace/subsystems/calls'
import { readTraceFiles, type TraceFiles } from './read'

export type CoverageTask = {
  readonly files: TraceFiles
  readonly plan: Pick<CoveragePlan, 'items'>
  readonly run: RunOf
  readonly options: ReadOptions
  /** Somebody chose the architecture: then numbers of system calls have names. */
  readonly isArchKnown?: boolean
}

/**
 * Holds one trace against the bindings of an analysis; the trace is read as it comes.
 * @throws StpaError unknownFormat, unreadable, tooLarge; badRequest for a pattern that is none
 */
export async function coverTrace(task: CoverageTask): Promise<RunCoverage> {
  const { files, plan, run, options, isArchKnown = true } = task
  const tables = await tablesOf(options)
  const coverage = new Coverage({ ...plan, problems: [] }, run, servedByTables(tables, options.arch))
  const actions = new ActionReader(coverage, noiseOf(options.noise))
  const format = options.format === '' ? undefined : options.format
  const { flags } = await readTraceFiles(files, actions, {
    format,
    systemCall: isArchKnown ? callNames(tables, options.arch) : undefined,
  })
  actions.end()
  return coverage.end(flags)
}
