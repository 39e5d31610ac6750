import type { RunCoverage, Step } from './types'

/** Calls that have no error to return (man 2). */
const cannotFail = new Set(
  'getpid gettid getppid getuid geteuid getgid getegid getpgrp umask exit exit_group sched_yield sync alarm'.split(' '),
)

const phasesThatFail = new Set(['device', 'configure', 'exchange', 'file', 'net', 'output', 'proc'])

/** A step that an error may end, which would lead into a branch of its own. */
function canFail({ phase, resourceKind, outcomes }: Step): boolean {
  if (!phasesThatFail.has(phase) || resourceKind === 'none') return false
  return Object.keys(outcomes).some((outcome) => !cannotFail.has(outcome.split(' ')[0] ?? ''))
}

export type OpenBranch = { readonly step: string; readonly isBound: boolean }

/**
 * Steps that can fail and did not in any run, fault injection included: what happens then was not seen. Bound ones
 * first, then in the order of the runs. `of` counts all steps that can fail.
 */
export function openBranches(runs: readonly RunCoverage[]): {
  readonly open: readonly OpenBranch[]
  readonly of: number
} {
  const seen = new Map<string, { isBound: boolean; hasFailed: boolean }>()
  for (const step of runs.flatMap(({ steps }) => steps)) {
    if (!canFail(step)) continue
    const name = `${step.verb} ${step.resource}`
    const known = seen.get(name) ?? { isBound: false, hasFailed: false }
    known.isBound ||= step.bound > 0
    known.hasFailed ||= step.errors > 0
    seen.set(name, known)
  }
  const open = [...seen].filter(([, { hasFailed }]) => !hasFailed).map(([step, { isBound }]) => ({ step, isBound }))
  return { open: open.sort((left, right) => Number(right.isBound) - Number(left.isBound)), of: seen.size }
}
