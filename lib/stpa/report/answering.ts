import { linked, linkedFrom } from '../graph'
import type { Analysis, Item } from '../model'
import { inReadingOrder } from '../order'
import { refs } from './document'
import type { ItemColumn } from './tables'

/** What answers a scenario or a misbehaviour: requirements, assumptions of use, mitigations, accepted risks. */
export function answersTo(analysis: Analysis, item: Item): Item[] {
  const back = ['derivedFrom', 'mitigates', 'accepts'].flatMap((name) => linkedFrom(analysis, item.uid, name))
  return inReadingOrder(analysis, [...linked(analysis, item.uid, 'answeredBy'), ...back])
}

export const answerColumn = (analysis: Analysis): ItemColumn => ({
  title: 'Answered by',
  width: 'narrow',
  value: (item) => refs(answersTo(analysis, item), [{ mark: 'emphasis', content: ['nothing yet'] }]),
  tells: ['answeredBy'],
})
