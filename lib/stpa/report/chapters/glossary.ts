import { itemsOf } from '../../graph'
import { guideWordOf, guideWordSets } from '../../guideWords'
import { kinds } from '../../kinds'
import { guideWordSetOf } from '../../matrix'
import { type ChapterDefinition, section } from '../building'
import { type Block, cell, type Row } from '../document'

/** Terms of the method that are no kinds. */
const terms: readonly (readonly [term: string, meaning: string])[] = [
  ['Controller', 'An element that gives a control action.'],
  ['Controlled process', 'An element that receives a control action.'],
  ['Actuator, sensor', 'An element on the way of a control action, or of feedback.'],
  ['Process model', 'What a controller believes about the process that it controls.'],
  ['Guide word', 'A way in which a control action can be unsafe.'],
  ['Safe state', 'A state in which a safety goal can no longer be violated.'],
  ['Fault-tolerant time', 'The time from a fault to the hazard, if nothing reacts.'],
  ['System under analysis', 'The part of the target system whose safety responsibilities are found here.'],
  [
    'Safety responsibility',
    'What an element must do or be so that the safety goals are not violated: responsibilities, controller constraints and requirements; assumptions of use where the element is outside the system under analysis.',
  ],
  [
    'Safety Element out of Context',
    'An element developed for assumed requirements and uses (ISO 26262-10); assumptions of use state them.',
  ],
]

export const glossary: ChapterDefinition = {
  name: 'glossary',
  title: 'Glossary',
  summary: 'Terms of the method as this report uses them.',
  annex: true,
  kinds: [],
  build: ({ analysis }) => {
    const used = kinds.filter((kind) => !kind.single && itemsOf(analysis, kind.name).length > 0)
    if (used.length === 0) return []
    const words = guideWordSets[guideWordSetOf(analysis)].map((word): [string, string] => [
      guideWordOf(word)?.short ?? word,
      `Guide word: ${(guideWordOf(word)?.label ?? word).toLowerCase()}.`,
    ])
    const all = [...terms, ...used.map((kind): [string, string] => [kind.title, kind.summary]), ...words]
    const collator = new Intl.Collator('en')
    all.sort(([left], [right]) => collator.compare(left, right))
    return section('terms', 'Terms', termTable(all))
  },
}

function termTable(all: readonly (readonly [string, string])[]): Block {
  const rows = all.map(([term, meaning]): Row => ({ cells: [cell(term), cell(meaning)] }))
  return { type: 'table', caption: ['Terms'], columns: [{ title: 'Term' }, { title: 'Meaning', width: 'wide' }], rows }
}
