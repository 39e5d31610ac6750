import type { RunCoverage, Step } from './coverage/types'

export type SaturationPoint = {
  readonly run: string
  readonly title: string
  /** Different triples of system call, resource and outcome in this run. */
  readonly triples: number
  /** Those that no run before it had. */
  readonly added: number
  /** All that were seen up to this run. */
  readonly total: number
  /** The first that were added, in words, at most twenty. */
  readonly examples: readonly string[]
  /** More different steps than are kept: the figures are a lower bound. */
  readonly isCut: boolean
}

const mostExamples = 20

/**
 * What each further run adds that was new, in the order of the runs. A curve that has become flat says
 * that these runs are alike; it does not say that there is nothing else.
 */
export function saturationOf(runs: readonly RunCoverage[]): SaturationPoint[] {
  const seen = new Set<string>()
  return runs.map((run): SaturationPoint => {
    const own = new Set(run.steps.flatMap(triplesOf))
    const added = [...own].filter((triple) => !seen.has(triple))
    for (const triple of added) seen.add(triple)
    const { id, title } = run.run
    const isCut = run.cut > 0
    return {
      run: id,
      title,
      triples: own.size,
      added: added.length,
      total: seen.size,
      examples: added.slice(0, mostExamples),
      isCut,
    }
  })
}

/** `flock /dev/spidev0.0 EAGAIN` */
function triplesOf({ resource, outcomes }: Step): string[] {
  return Object.keys(outcomes).map((outcome) => {
    const at = outcome.indexOf(' ')
    return `${outcome.slice(0, at)} ${resource}${outcome.slice(at)}`
  })
}
