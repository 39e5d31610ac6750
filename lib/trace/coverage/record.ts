import type { Analysis, Fields, Uid } from '@/lib/stpa/model'
import type { LinkOperation, Operation } from '@/lib/stpa/operations/types'
import { type FlagCode, flagMeanings } from '../model'
import { bindingsOf } from './plan'
import type { RunCoverage, RunFlag } from './types'
import { exerciseText } from './words'

/** The flags of a trace as evidence keeps them: code → meaning, with how often and from which line. */
export function flagFields(flags: readonly RunFlag[]): Readonly<Partial<Record<FlagCode, string>>> {
  return Object.fromEntries(
    flags.map(({ code, count, line }) => [
      code,
      `${flagMeanings[code]} (${count}${line > 0 ? `, from line ${line}` : ''})`,
    ]),
  )
}

export type RecordContext = { readonly analysis: Analysis; readonly newUid: () => Uid }

/**
 * A trace as evidence with its run, and what the run shows as links: the evidence observes the items that were
 * exercised, their bindings were observed in the run; the reason of each link says how. Steps and cells stay in the
 * trace and are computed from it again.
 * @param evidence fields of the evidence as the importer knows them: file, hash, tool, command line, date …
 */
export function recordRun({ analysis, newUid }: RecordContext, coverage: RunCoverage, evidence: Fields): Operation[] {
  const [uid, run] = [newUid(), newUid()]
  const { nature, seconds, flags } = coverage
  const { title, workload, declaredLimits = [], natureReason = '' } = coverage.run
  const duration = seconds === undefined ? {} : { duration: { value: Number(seconds.toPrecision(6)), unit: 's' } }
  const limits = declaredLimits.length > 0 ? { declaredLimits: [...declaredLimits] } : {}
  // Read by the checks: why tampered calls may count as normal operation.
  const reason = nature === 'normal' && natureReason !== '' ? { rationale: natureReason } : {}
  return [
    {
      op: 'create',
      uid,
      kind: 'evidence',
      fields: { text: title, type: 'trace', flags: flagFields(flags), ...limits, ...reason, ...evidence, nature },
    },
    { op: 'create', uid: run, kind: 'run', fields: { text: title, workload, ...duration } },
    { op: 'link', from: run, name: 'in', to: uid },
    ...observations(analysis, coverage, uid, run),
  ]
}

/** What a run shows, as links of its evidence and of the bindings that were seen. */
export function observations(analysis: Analysis, coverage: RunCoverage, evidence: Uid, run: Uid): LinkOperation[] {
  return coverage.items.flatMap((covered): LinkOperation[] => {
    const item = analysis.items.get(covered.uid)
    const rationale = exerciseText(covered)
    if (!item || rationale === '' || covered.state === 'unbound') return []
    const seen = new Set(covered.bindings.flatMap(({ uid, count }) => (count > 0 ? uid : [])))
    const bindings = bindingsOf(analysis, item).filter(({ uid }) => seen.has(uid))
    return [
      { op: 'link', from: evidence, name: 'observes', to: item.uid, rationale },
      ...bindings.map((binding): LinkOperation => {
        const own = covered.bindings.filter(({ uid }) => uid === binding.uid)
        const words = exerciseText({ ...covered, state: 'exercised', bindings: own })
        return { op: 'link', from: binding.uid, name: 'observedIn', to: run, rationale: words }
      }),
    ]
  })
}
