import { textOf } from '../../fieldValues'
import { compareItems } from '../../indexes/order'
import type { Analysis } from '../../model'
import { isActive } from '../../state'
import type { Hit, Rule } from '../types'
import { active, ends, hit, plainText, starts } from './define'
import { groupsOf } from './groups'

/** Defects met in real files of other tools, as far as they still show once the file is read. */
export const importRules: readonly Rule[] = [
  {
    id: 'LINT-01',
    severity: 'warning',
    step: 'review',
    enabled: 'on',
    title: 'No text has swallowed a list',
    text: 'Take the list out of the text and link what it names; mend the indentation in the source.',
    reason: 'A key that is indented too far becomes part of the text above it, and its links are lost.',
    source: 'House rule; seen in a published analysis, whose list of constraints was indented too far',
    check: function* (analysis) {
      for (const item of analysis.items.values()) {
        const found = isActive(item) ? swallowed.exec(textOf(item)) : null
        if (found) yield hit(`${item.key} has "${found[0]}" in its text.`, item)
      }
    },
  },
  {
    id: 'LINT-02',
    severity: 'hint',
    step: 'actions',
    enabled: 'on',
    title: 'Keys of unsafe control actions name their control action',
    text: 'Look whether they stand under the right control action; rename the keys if they do.',
    reason: 'A key that speaks of another control action often was moved or copied there.',
    source: 'House rule; seen in elisa-tech/wg-medical-devices, openaps-level1-components.yml',
    check: strangePrefixes,
  },
  {
    id: 'LINT-03',
    severity: 'hint',
    step: 'scenarios',
    enabled: 'on',
    title: 'No scenario is there twice',
    text: 'Merge them: one scenario may cause several unsafe control actions.',
    reason: 'A text that was copied under several unsafe control actions has to be answered as often.',
    source: 'House rule; seen in elisa-tech/wg-medical-devices, openaps-level1-components.yml',
    whileInWork: {
      summary: (count, of) => `${count} of ${of} texts of loss scenarios are there more than once.`,
      of: (analysis) => new Set(active(analysis, 'lossScenario').map((item) => plainText(item))).size,
    },
    check: function* (analysis) {
      for (const copies of groupsOf(active(analysis, 'lossScenario'), (item) => plainText(item))) {
        const [first, ...others] = copies.map((item) => item.key)
        const more = others.length > 3 ? ` and ${others.length - 3} more` : ''
        yield hit(`${first} has the same text as ${others.slice(0, 3).join(', ')}${more}.`, ...copies)
      }
    },
  },
]

const swallowed =
  /\b(Losses|Hazards|Constraints|Scenarios|Responsibilities|Control Actions|Unsafe Control Actions|Controller Constraints):\s*\[/

const lettersOf = (key: string): string[] => key.toLowerCase().match(/\p{L}+/gu) ?? []

/** Letters that only name the kind. */
const kindLetters = new Set(['uca', 'ca', 'fb'])

/** One line per control action: `UCA-T-1` under `TI`. Keys of numbers only, and of the element's name, are fine. */
function* strangePrefixes(analysis: Analysis): Iterable<Hit> {
  for (const action of [...active(analysis, 'controlAction'), ...active(analysis, 'feedback')]) {
    const ucas = starts(analysis, action, 'of', 'unsafeControlAction')
    if (ucas.length === 0) continue
    const subjects = [action, ...ends(analysis, action, 'source')]
    const names = new Set(subjects.flatMap((item) => [...lettersOf(item.key), ...lettersOf(textOf(item))]))
    const own = lettersOf(action.key).filter((letters) => !kindLetters.has(letters))
    if (own.length === 0) continue // a key such as CA-3 names nothing
    const strange = ucas.filter((uca) => {
      const said = lettersOf(uca.key).filter((letters) => !kindLetters.has(letters))
      return said.length > 0 && !said.some((letters) => names.has(letters)) && ends(analysis, uca, 'of').length === 1
    })
    const [first, ...others] = strange.sort(compareItems)
    if (!first) continue
    const said = others.length === 0 ? 'stands' : `and ${others.length} more stand`
    const keys = others.length === 0 ? 'its key does' : 'their keys do'
    yield hit(`${first.key} ${said} under ${action.key}, which ${keys} not name.`, first, ...others, action)
  }
}
