import type { RunCoverage, Step } from '@/lib/trace/coverage/types'

/** A step of one or several runs that no binding knows. */
export type UnboundStep = {
  readonly key: string
  readonly verb: string
  readonly resource: string
  readonly kind: Step['resourceKind']
  readonly phase: Step['phase']
  /** Calls without a binding, over all runs. */
  readonly count: number
  /** Names of its errors: `EAGAIN`. */
  readonly errors: readonly string[]
  readonly subsystems: readonly string[]
  /** Run and line in which it is seen first. */
  readonly run: string
  readonly line: number
  readonly runs: number
}

/** Steps that no binding knows, by verb and resource, over all runs; the order is that of their appearance. */
export function unboundSteps(runs: readonly RunCoverage[]): UnboundStep[] {
  const found = new Map<string, UnboundStep>()
  for (const { run, steps } of runs) {
    for (const step of steps) {
      if (step.count <= step.bound) continue
      const key = `${step.verb} ${step.resource}`
      const known = found.get(key)
      found.set(key, {
        ...(known ?? firstSeen(step, key, run.id)),
        count: (known?.count ?? 0) + step.count - step.bound,
        errors: [...new Set([...(known?.errors ?? []), ...errorNames(step)])],
        runs: (known?.runs ?? 0) + 1,
      })
    }
  }
  return [...found.values()]
}

const firstSeen = ({ verb, resource, resourceKind, phase, subsystems, firstLine }: Step, key: string, run: string) => ({
  ...{ key, verb, resource, kind: resourceKind, phase, subsystems, run, line: firstLine },
})

/** `flock EAGAIN` → EAGAIN; soft errors are outcomes, too, but no errors of their own. */
function errorNames({ outcomes, errors }: Step): string[] {
  if (errors === 0) return []
  return Object.keys(outcomes).flatMap((outcome) => {
    const name = outcome.slice(outcome.indexOf(' ') + 1)
    return name === 'ok' ? [] : [name]
  })
}
