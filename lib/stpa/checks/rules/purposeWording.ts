import { textOf } from '../../fieldValues'
import type { Analysis, Item } from '../../model'
import type { Hit, Rule } from '../types'
import { containment, contentWords, normalText } from '../words'
import { active, hit, plainText } from './define'

/** Wordings of step 1. Off until switched on: a heuristic that is not right in 8 of 10 hits costs more than it gives. */
export const purposeWordingRules: readonly Rule[] = [
  {
    id: 'S1-01',
    severity: 'hint',
    step: 'purpose',
    enabled: 'off',
    title: 'A loss names a value, not a cause',
    text: 'Say what is lost to whom; leave causes and components to the scenarios.',
    reason: 'Losses with causes in them miss every other cause.',
    source: 'STPA Handbook p. 16',
    check: function* (analysis) {
      for (const item of active(analysis, 'loss')) {
        const found = /\b(failures?|errors?|bugs?|kernel|drivers? software|crash(es)?)\b/i.exec(textOf(item))
        if (found) yield hit(`${item.key} names a cause or a component: "${found[0]}".`, item)
      }
    },
  },
  {
    id: 'S1-03',
    severity: 'hint',
    step: 'purpose',
    enabled: 'off',
    title: 'A hazard names the system',
    text: 'Word the hazard as: system and unsafe condition.',
    reason: 'A hazard is a state of the system.',
    source: 'STPA Handbook p. 18',
    check: function* (analysis) {
      const names = active(analysis, 'systemContext')
        .flatMap((item) => [textOf(item, 'systemUnderAnalysis'), textOf(item, 'targetSystem'), textOf(item)])
        .map(normalText)
        .filter(Boolean)
      if (names.length === 0) return
      for (const item of active(analysis, 'hazard')) {
        const text = plainText(item)
        if (!names.some((name) => text.includes(name))) yield hit(`${item.key} does not name the system.`, item)
      }
    },
  },
  {
    id: 'S1-04',
    severity: 'hint',
    step: 'purpose',
    enabled: 'off',
    title: 'A hazard names no cause and no part',
    text: 'Word the state of the system; leave causes to the scenarios of step 4.',
    reason: 'A hazard with a cause in it misses every other cause.',
    source: 'STPA Handbook p. 19',
    check: function* (analysis) {
      const parts = namesOfElements(analysis)
      for (const item of active(analysis, 'hazard')) {
        const text = ` ${plainText(item)} `
        const cause = /\b(due to|because|caused by)\b/i.exec(text)?.[0]
        const part = parts.find((entry) => text.includes(` ${entry.name} `))
        if (cause) yield hit(`${item.key} names a cause: "${cause}".`, item)
        else if (part)
          yield hit(`${item.key} names a part of the control structure, ${part.element.key}.`, item, part.element)
      }
    },
  },
  {
    id: 'S1-08',
    severity: 'hint',
    step: 'purpose',
    enabled: 'off',
    title: 'Losses and hazards are different things',
    text: 'Reword the one or the other: a hazard is a state of the system, a loss is what it costs.',
    reason: 'A hazard that repeats its loss explains nothing.',
    source: 'STPA Handbook p. 17',
    check: lossesInHazards,
  },
]

function namesOfElements(analysis: Analysis): { name: string; element: Item }[] {
  return active(analysis, 'element')
    .map((element) => ({ element, name: plainText(element) }))
    .filter(({ name }) => name !== '')
    .slice(0, mostCompared)
}

/** Every text is compared with so many others at most: a check stays linear whatever it is given. */
const mostCompared = 500

function* lossesInHazards(analysis: Analysis): Iterable<Hit> {
  const losses = active(analysis, 'loss')
    .slice(0, mostCompared)
    .map((loss) => ({ loss, words: contentWords(textOf(loss)) }))
    .filter(({ words }) => words.size > 1)
  for (const hazard of active(analysis, 'hazard')) {
    const words = contentWords(textOf(hazard))
    const same = words.size > 1 && losses.find((entry) => containment(entry.words, words) >= 0.8)
    if (same) yield hit(`${hazard.key} and ${same.loss.key} say nearly the same.`, hazard, same.loss)
  }
}
