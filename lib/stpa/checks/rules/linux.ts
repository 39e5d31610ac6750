import { fieldOf, textOf } from '../../fieldValues'
import type { Analysis, Item } from '../../model'
import { linuxElements } from '../../responsibilities'
import type { Rule } from '../types'
import { active, ends, hit, missing, perAnalysis, starts } from './define'

const linuxOf = perAnalysis(linuxElements)

/** One end in Linux, another one outside of it. */
function crossesBoundary(analysis: Analysis, interaction: Item): boolean {
  const both = [...ends(analysis, interaction, 'source'), ...ends(analysis, interaction, 'target')]
  const inside = both.filter((end) => linuxOf(analysis).has(end.uid)).length
  return inside > 0 && inside < both.length
}

/** A timing budget on the control action says when it is late. */
const hasBudget = (analysis: Analysis, uca: Item): boolean =>
  ends(analysis, uca, 'of').some((action) =>
    starts(analysis, action, 'allocatedTo', 'timingBudget').some((budget) => fieldOf(budget, 'value') !== null),
  )

/** On in an analysis with the Linux profile only. */
export const linuxRules: readonly Rule[] = [
  ...(['controlAction', 'feedback'] as const).map((kind) =>
    missing({
      id: kind === 'controlAction' ? 'L-01a' : 'L-01b',
      severity: 'warning',
      step: 'structure',
      enabled: 'linux',
      kind,
      called: `${kind === 'controlAction' ? 'control actions' : 'feedback'} over the kernel boundary`,
      lacks: 'names no interface',
      title: 'What crosses the kernel boundary names its interface',
      text: 'Choose the interface, such as system call, ioctl, sysfs or interrupt.',
      reason: 'The interface is what can be configured, traced and tested.',
      source: 'House rule',
      among: crossesBoundary,
      isMissing: (_, item) => fieldOf(item, 'interface') === '',
    }),
  ),
  {
    id: 'L-03',
    severity: 'warning',
    step: 'actions',
    enabled: 'linux',
    title: 'A timing context has a number and its unit',
    text: 'Say how many milliseconds are too late, or allocate a timing budget to the control action.',
    reason: 'Late without a number can be neither tested nor scheduled for.',
    source: 'House rule',
    check: function* (analysis) {
      for (const item of active(analysis, 'unsafeControlAction')) {
        const word = textOf(item, 'guideWord')
        if (!late.has(word) && !grouped.has(word)) continue
        const contexts = ends(analysis, item, 'inContext')
        const said = [item, ...contexts].flatMap((end) => places.map((name) => textOf(end, name))).join(' ')
        const lasts = late.has(word) || delay.test(said)
        if (lasts && !duration.test(said) && !hasBudget(analysis, item)) yield hit(`${item.key} gives no time.`, item)
      }
    },
  },
  missing({
    id: 'L-04',
    severity: 'warning',
    step: 'verification',
    enabled: 'linux',
    kind: 'artefact',
    lacks: 'names no version',
    title: 'What the analysis points to is pinned',
    text: 'Give the commit, tag or edition.',
    reason: 'A file of Linux changes from release to release; what was shown for one says nothing about the next.',
    source: 'House rule',
    isMissing: (_, item) => textOf(item, 'version') === '',
  }),
  missing({
    id: 'L-05',
    severity: 'warning',
    step: 'responsibilities',
    enabled: 'linux',
    kind: 'feature',
    lacks: 'names no kernel version or no configuration',
    title: 'A Linux feature names its kernel version and configuration',
    text: 'Give the version that was looked at and the options or boot parameters that the feature needs.',
    reason: 'A feature that is off, or older, guarantees nothing.',
    source: 'House rule',
    isMissing: (_, item) => textOf(item, 'kernelVersion') === '' || textOf(item, 'configuration') === '',
  }),
]

/** "Too early" and "too soon" are mostly measured by an event; "too late" and "too long" by a clock. */
const late = new Set(['tooLate', 'durationLong'])
const grouped = new Set(['timing', 'duration'])
const delay = /\b(too late|late|delay(s|ed)?|too long|longer than|long delay)\b/i
const places = ['text', 'context', 'partContext', 'description', 'expression']
const duration =
  /\d\s*(ns|us|µs|μs|ms|s|sec|seconds?|milliseconds?|minutes?|min|h|hours?|hz|khz|frames?|cycles?|periods?)\b/i
