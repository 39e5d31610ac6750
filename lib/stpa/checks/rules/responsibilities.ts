import { itemsOf, linked } from '../../graph'
import { compareLevels, derivedLevel } from '../../integrity'
import { budgetOf } from '../../timing'
import type { Rule } from '../types'
import { vagueWordIn } from '../words'
import { active, fieldOf, hit, missing, named, textOf } from './define'

export const responsibilityRules: readonly Rule[] = [
  missing({
    id: 'S4-08a',
    severity: 'warning',
    step: 'responsibilities',
    kind: 'requirement',
    lacks: 'has no verification method',
    title: 'A requirement is verifiable',
    text: 'Choose how it will be verified.',
    reason: 'What cannot be verified cannot be claimed.',
    source: 'stpa-tools.md S4-08',
    isMissing: (_, item) => fieldOf(item, 'verificationMethod') === '',
  }),
  missing({
    id: 'S4-08b',
    severity: 'warning',
    step: 'responsibilities',
    kind: 'requirement',
    lacks: 'is allocated to no element',
    title: 'A requirement is allocated',
    text: 'Say which element must meet it.',
    reason: 'A requirement of nobody is met by nobody.',
    source: 'stpa-tools.md S4-08',
    isMissing: (analysis, item) => linked(analysis, item.uid, 'allocatedTo').length === 0,
  }),
  missing({
    id: 'S4-08c',
    severity: 'warning',
    step: 'responsibilities',
    kind: 'requirement',
    lacks: 'is derived from nothing',
    title: 'A requirement has an origin',
    text: 'Link what it protects against.',
    reason: 'A requirement without an origin cannot be judged or dropped.',
    source: 'stpa-tools.md S4-08',
    isMissing: (analysis, item) => linked(analysis, item.uid, 'derivedFrom').length === 0 && item.parent === null,
  }),
  {
    id: 'S4-08d',
    severity: 'warning',
    step: 'responsibilities',
    enabled: 'on',
    title: 'Outside the system under analysis it is an assumption of use',
    text: 'Retype the requirement as an assumption of use, or allocate it inside.',
    reason: 'We can require only of ourselves.',
    source: 'stpa-tools.md S4-08',
    check: function* (analysis) {
      for (const item of active(analysis, 'requirement')) {
        const ends = linked(analysis, item.uid, 'allocatedTo')
        const outside = ends.find((end) => fieldOf(end, 'boundary') !== 'systemUnderAnalysis')
        if (outside && ends.every((end) => fieldOf(end, 'boundary') !== 'systemUnderAnalysis'))
          yield hit(
            `${named(item)} is allocated to ${named(outside)}, which is outside the system under analysis.`,
            item,
            outside,
          )
      }
    },
  },
  missing({
    id: 'AOU-01',
    severity: 'warning',
    step: 'responsibilities',
    kind: 'assumptionOfUse',
    lacks: 'is derived from nothing',
    title: 'An assumption of use has an origin',
    text: 'Link the scenario, constraint or exclusion that it comes from.',
    reason: 'The addressee will ask why.',
    source: 'kinds.md 5 B',
    isMissing: (analysis, item) => linked(analysis, item.uid, 'derivedFrom').length === 0,
  }),
  missing({
    id: 'AOU-02',
    severity: 'warning',
    step: 'responsibilities',
    kind: 'assumptionOfUse',
    lacks: 'is addressed to nobody',
    title: 'An assumption of use has an addressee',
    text: 'Say who must act.',
    reason: 'What is asked of nobody is done by nobody.',
    source: 'kinds.md 5 B',
    isMissing: (analysis, item) => linked(analysis, item.uid, 'addressedTo').length === 0,
  }),
  {
    id: 'AOU-03',
    severity: 'warning',
    step: 'responsibilities',
    enabled: 'on',
    title: 'An assumption of use is worded exactly',
    text: 'Say what, how much and when.',
    reason: 'A vague wording cannot be met or checked.',
    source: 'kinds.md 5 B',
    check: function* (analysis) {
      for (const item of active(analysis, 'assumptionOfUse')) {
        const word = vagueWordIn(`${textOf(item)} ${textOf(item, 'act')} ${textOf(item, 'condition')}`)
        if (word) yield hit(`${named(item)} says "${word}".`, item)
      }
    },
  },
  {
    id: 'TB-01',
    severity: 'warning',
    step: 'context',
    enabled: 'on',
    title: 'The parts of a timing budget fit into the whole',
    text: 'Make a part smaller, or the whole larger.',
    reason: 'Parts that add up to more than the whole cannot all be used.',
    source: 'kinds.md 2',
    check: function* (analysis) {
      for (const item of [...active(analysis, 'timingBudget'), ...active(analysis, 'safetyGoal')]) {
        const { slack, whole, sum, parts } = budgetOf(analysis, item)
        const overlapping =
          item.kind === 'safetyGoal'
            ? parts.find((part) => (budgetOf(analysis, part).whole ?? 0) > (whole ?? Number.POSITIVE_INFINITY))
            : undefined
        if (item.kind === 'timingBudget' && slack !== undefined && slack < 0)
          yield hit(`${named(item)}: its parts take ${sum} ms of ${whole} ms.`, item, ...parts)
        else if (overlapping)
          yield hit(`${named(overlapping)} is longer than ${named(item)} allows (${whole} ms).`, overlapping, item)
      }
    },
  },
  {
    id: 'LVL-01',
    severity: 'warning',
    step: 'responsibilities',
    enabled: 'on',
    title: 'A lowered level has its reason',
    text: 'Give the reason, or the level that follows from the links.',
    reason: 'A level is inherited; lowering it is a decision.',
    source: 'ISO 26262-9:2018, 5; kinds.md 2',
    check: function* (analysis) {
      for (const item of active(analysis, 'requirement')) {
        const required = textOf(item, 'requiredLevel')
        const derived = required === '' ? undefined : derivedLevel(analysis, item)
        const lowered = derived !== undefined && compareLevels(analysis, required, derived) < 0
        if (lowered && textOf(item, 'levelReason') === '' && textOf(item, 'decompositionWith') === '') {
          yield hit(`${named(item)} has ${required}; ${derived} follows from its links.`, item)
        }
      }
    },
  },
]

const unfinished = /\b(TODO|TBD|FIXME|XXX|to be (done|defined|decided))\b/

export const wholeRules: readonly Rule[] = [
  {
    id: 'M-04',
    severity: 'hint',
    step: 'review',
    enabled: 'on',
    title: 'Nothing is left open in texts',
    text: 'Write what is missing.',
    reason: 'An open place is easily forgotten.',
    source: 'stpa-tools.md M-04',
    check: function* (analysis) {
      for (const item of analysis.items.values()) {
        if (item.kind === 'dismissal' || item.kind === 'verdict') continue
        const text = textOf(item)
        const match = unfinished.exec(`${text} ${textOf(item, 'description')} ${textOf(item, 'rationale')}`)
        if (match) yield hit(`${named(item)} says "${match[0]}".`, item)
        else if (text.trim() === '') yield hit(`${named(item)} has no text.`, item)
      }
    },
  },
  {
    id: 'L-01',
    severity: 'warning',
    step: 'structure',
    enabled: 'linux',
    title: 'What crosses the kernel boundary names its interface',
    text: 'Choose the interface: system call, ioctl, sysfs, interrupt …',
    reason: 'The interface is what can be configured, traced and tested.',
    source: 'stpa-tools.md L-01',
    check: function* (analysis) {
      const kernels = new Set(
        itemsOf(analysis, 'element')
          .filter((item) => /\b(linux|kernel)\b/i.test(`${textOf(item)} ${item.key}`))
          .map((item) => item.uid),
      )
      for (const kind of ['controlAction', 'feedback']) {
        for (const item of active(analysis, kind)) {
          const ends = [...linked(analysis, item.uid, 'source'), ...linked(analysis, item.uid, 'target')]
          if (ends.some((end) => kernels.has(end.uid)) && fieldOf(item, 'interface') === '')
            yield hit(`${named(item)} crosses the kernel boundary and names no interface.`, item)
        }
      }
    },
  },
  {
    id: 'L-03',
    severity: 'hint',
    step: 'actions',
    enabled: 'linux',
    title: 'A timing context has a number',
    text: 'Say how many milliseconds are too late.',
    reason: 'Late without a number can be neither tested nor scheduled for.',
    source: 'stpa-tools.md L-03',
    check: function* (analysis) {
      for (const item of active(analysis, 'unsafeControlAction')) {
        if (
          ['tooLate', 'tooEarly'].includes(String(item.fields.guideWord)) &&
          !/\d/.test(`${textOf(item)} ${textOf(item, 'context')}`)
        )
          yield hit(`${named(item)} gives no time.`, item)
      }
    },
  },
]
