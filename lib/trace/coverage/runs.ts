import { fieldOf, textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis, Uid } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import type { RunOf } from './types'

/** A run of the analysis, and the file that shows it. */
export type RunInFile = { readonly uid: Uid; readonly evidence: Uid; readonly hash: string; readonly run: RunOf }

/** The runs of an analysis whose evidence names its file by hash, in their order: each can be held against a plan. */
export function runsWithFiles(analysis: Analysis): RunInFile[] {
  return itemsOf(analysis, 'run')
    .filter(isActive)
    .flatMap((item) => {
      const [evidence] = linked(analysis, item.uid, 'in')
      const hash = evidence ? textOf(evidence, 'hash') : ''
      if (!evidence || hash === '' || !isActive(evidence)) return []
      const limits = fieldOf(evidence, 'declaredLimits')
      const run: RunOf = {
        id: item.uid,
        title: textOf(item) || item.key,
        workload: textOf(item, 'workload'),
        nature: fieldOf(evidence, 'nature') === 'faultInjection' ? 'faultInjection' : 'normal',
        natureReason: textOf(evidence, 'rationale'),
        ...(Array.isArray(limits) ? { declaredLimits: limits.map(String) } : {}),
      }
      return [{ uid: item.uid, evidence: evidence.uid, hash, run }]
    })
}
