import { fieldOf, textOf } from '../../fieldValues'
import type { Analysis, Item } from '../../model'
import {
  ageLimitOf,
  ageOf,
  countedOutcome,
  flagsOf,
  isFaultInjectionEvidence,
  isTampered,
  otherKernelOf,
  outcomeOf,
} from '../../verification/evidence'
import { asksForFaults, verificationOf } from '../../verification/verification'
import type { Rule } from '../types'
import { active, ends, hit, missing } from './define'

const source = 'House rule'
const isTrace = (item: Item): boolean => textOf(item, 'type') === 'trace'
const isEmptyList = (item: Item, name: string): boolean => {
  const value = fieldOf(item, name)
  return !Array.isArray(value) || value.length === 0
}

/** Evidence, and what is concluded from it. */
export const evidenceRules: readonly Rule[] = [
  {
    id: 'T-03',
    severity: 'hint',
    step: 'verification',
    enabled: 'on',
    title: 'Evidence has no limits that nobody has looked at',
    text: 'Make it again without the limit, or dismiss the finding with the reason why it does not matter here.',
    reason: 'A limit of a trace is what it cannot show; what is concluded from it must not need that.',
    source: 'ELISA, workload tracing',
    check: function* (analysis) {
      for (const item of active(analysis, 'evidence')) {
        const flags = [...flagsOf(item)].filter(([code]) => code !== 'injected')
        if (flags.length > 0) yield hit(`${item.key}: ${flags.map(([, meaning]) => meaning).join(' ')}`, item)
      }
    },
  },
  missing({
    id: 'T-04',
    severity: 'hint',
    step: 'verification',
    kind: 'evidence',
    called: 'traces',
    lacks: 'does not say whether calls were filtered',
    lack: 'do not say whether calls were filtered',
    title: 'A trace says what was filtered while it was made',
    text: 'Write the filters (-e, -P, -z, -Z, --seccomp-bpf) under the declared limits, or "none".',
    reason: 'A call that was filtered out is not in the trace, and no reader can tell.',
    source: 'ELISA, workload tracing',
    among: (_, item) => isTrace(item),
    isMissing: (_, item) => isEmptyList(item, 'declaredLimits'),
  }),
  {
    id: 'T-05',
    severity: 'warning',
    step: 'verification',
    enabled: 'on',
    title: 'Evidence of fault injection is not used as normal operation',
    text: 'Set its nature to fault injection; or say in its rationale why the tampered calls do not matter.',
    reason: 'What was put in by the tracer did not happen by itself.',
    source,
    check: function* (analysis) {
      for (const item of active(analysis, 'evidence')) {
        const isNormal = fieldOf(item, 'nature') === 'normal'
        if (isNormal && isTampered(item) && isFaultInjectionEvidence(item))
          yield hit(`${item.key} is said to be normal operation, and calls in it were tampered with.`, item)
        for (const claim of isFaultInjectionEvidence(item) ? normalClaims(analysis, item) : [])
          yield hit(
            `${item.key} is evidence of fault injection, and ${claim.key} asks for normal operation.`,
            item,
            claim,
          )
      }
    },
  },
  missing({
    id: 'T-06',
    severity: 'warning',
    step: 'verification',
    kind: 'evidence',
    called: 'pieces of evidence',
    lacks: 'was made on another kernel than the analysis speaks of',
    lack: 'were made on another kernel than the analysis speaks of',
    title: 'Evidence is of the kernel that the analysis speaks of',
    text: 'Make it again on that kernel, or change the kernel version of the analysis.',
    reason: 'The kernel changes from release to release; what was shown of one says nothing about the next.',
    source,
    isMissing: (analysis, item) => otherKernelOf(analysis, item) !== undefined,
    proposal: (analysis, item) => `It was made on Linux ${otherKernelOf(analysis, item)}.`,
  }),
  missing({
    id: 'T-07',
    severity: 'warning',
    step: 'verification',
    kind: 'evidence',
    called: 'pieces of evidence',
    lacks: 'is stale',
    title: 'Evidence is not older than the analysis lets it be',
    text: 'Make it again, or say in the analysis how long evidence counts.',
    reason: 'Program, configuration and machine go on changing after it was made.',
    source,
    isMissing: (analysis, item) => (ageOf(analysis, item) ?? 0) > ageLimitOf(analysis),
    proposal: (analysis, item) => `It is ${ageOf(analysis, item)} days old, and counts for ${ageLimitOf(analysis)}.`,
  }),
  missing({
    id: 'T-08',
    severity: 'hint',
    step: 'verification',
    kind: 'evidence',
    called: 'pieces of evidence',
    lacks: 'has no date or no hash',
    title: 'Evidence is a certain file of a certain day',
    text: 'Give the day on which it was made and the SHA-256 of the file.',
    reason: 'A file that cannot be told from another one shows nothing.',
    source,
    isMissing: (_, item) => textOf(item, 'date') === '' || textOf(item, 'hash') === '',
  }),
  {
    id: 'T-09',
    severity: 'warning',
    step: 'verification',
    enabled: 'on',
    title: 'What is claimed is not shown to fail',
    text: 'Look at the failure: change the system, the requirement, or the verification case.',
    reason: 'A requirement that is known not to be met protects against nothing.',
    source,
    check: function* (analysis) {
      for (const kind of ['requirement', 'assumptionOfUse', 'controllerConstraint', 'systemConstraint'])
        for (const item of active(analysis, kind)) {
          const failed = failuresOf(analysis, item)
          if (failed.length > 0)
            yield hit(`${item.key} fails: ${failed.map(({ key }) => key).join(', ')}.`, item, ...failed)
        }
    },
  },
  missing({
    id: 'T-10',
    severity: 'warning',
    step: 'verification',
    kind: 'evidence',
    called: 'conclusions against the counts',
    lacks: 'is said to hold against its own counts, without a reason',
    lack: 'have no reason',
    title: 'A conclusion against the counts has its reason',
    text: 'Say why the failed, broken or skipped cases do not matter to what it is about.',
    reason: 'The next reader sees the same counts and has to come to the same conclusion.',
    source,
    among: (_, item) => outcomeOf(item) === 'passed' && ['failed', 'partly'].includes(countedOutcome(item)),
    isMissing: (_, item) => textOf(item, 'conclusionReason') === '',
  }),
]

/** Cases and claims of normal operation that evidence of fault injection is said to be about. */
function normalClaims(analysis: Analysis, evidence: Item): Item[] {
  const about = [...ends(analysis, evidence, 'resultOf'), ...ends(analysis, evidence, 'supports')]
  const judged = about.filter(({ kind }) => kind === 'testCase' || kind === 'requirement')
  return judged.filter((item) => !asksForFaults(analysis, item))
}

function failuresOf(analysis: Analysis, claim: Item): Item[] {
  const results = verificationOf(analysis, claim)?.units.flatMap((unit) => unit.results) ?? []
  return results.filter(({ outcome, aside }) => outcome === 'failed' && aside === '').map(({ evidence }) => evidence)
}
