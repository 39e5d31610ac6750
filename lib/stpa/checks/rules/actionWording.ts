import { textOf } from '../../fieldValues'
import type { Analysis, Item } from '../../model'
import type { Hit, Rule } from '../types'
import { containment, contentWords, likeness } from '../words'
import { active, ends, hit, plainText } from './define'

/** Wordings of step 3. Off until switched on. */
export const actionWordingRules: readonly Rule[] = [
  {
    id: 'S3-09b',
    severity: 'hint',
    step: 'actions',
    enabled: 'off',
    title: 'No unsafe control action nearly repeats another',
    text: 'Merge the two, or say in the context what sets them apart.',
    reason: 'What stands there twice is analysed twice.',
    source: 'House rule',
    check: nearRepeats,
  },
  {
    id: 'S3-10c',
    severity: 'hint',
    step: 'actions',
    enabled: 'off',
    title: 'A controller constraint is the inverse of its unsafe control action',
    text: 'Say with "must" what the unsafe control action leaves undone, with "must not" what it does, in the same context.',
    reason: 'What is worded as the inverse can be seen to prevent it.',
    source: 'STPA Handbook p. 40-41',
    check: notInverse,
  },
]

const alike = 0.8
/** Each is compared with so many before it: the check stays linear in a control action with thousands. */
const window = 60

function* nearRepeats(analysis: Analysis): Iterable<Hit> {
  const before = new Map<string, { item: Item; words: ReadonlySet<string>; text: string }[]>()
  for (const item of active(analysis, 'unsafeControlAction')) {
    const entry = { item, words: contentWords(textOf(item)), text: plainText(item) }
    if (entry.words.size < 3) continue
    const group = `${ends(analysis, item, 'of')[0]?.uid} ${textOf(item, 'guideWord')}`
    const others = before.get(group) ?? []
    const other = others.find((known) => known.text !== entry.text && likeness(known.words, entry.words) >= alike)
    if (other) yield hit(`${item.key} says nearly the same as ${other.item.key}.`, item, other.item)
    before.set(group, [entry, ...others.slice(0, window - 1)])
  }
}

const obliges = /\b(must|shall|has to|have to)\b/i
const forbids = /\b(must|shall|may|has to|have to)\s+(not|never)\b|\bcannot\b/i
/** At least this share of the words of the shorter text stands in the other one too. */
const sameMatter = 0.4

function* notInverse(analysis: Analysis): Iterable<Hit> {
  for (const constraint of active(analysis, 'controllerConstraint')) {
    const text = textOf(constraint)
    for (const uca of ends(analysis, constraint, 'prevents')) {
      const problem = mismatch(text, uca)
      if (problem) yield hit(`${constraint.key} ${problem} ${uca.key}.`, constraint, uca)
    }
  }
}

function mismatch(text: string, uca: Item): string | undefined {
  const word = textOf(uca, 'guideWord')
  if (!obliges.test(text) && !forbids.test(text)) return 'has neither "must" nor "must not" against'
  if (word === 'notProviding' && forbids.test(text)) return 'forbids, where an action is missing in'
  if (word === 'providing' && !forbids.test(text)) return 'does not forbid what is given in'
  const share = containment(contentWords(text), contentWords(`${textOf(uca)} ${textOf(uca, 'context')}`))
  return share < sameMatter ? 'speaks of something else than' : undefined
}
