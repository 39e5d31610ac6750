import { fieldOf, textOf } from '../../fieldValues'
import { linked } from '../../graph'
import type { Analysis, Item } from '../../model'
import { guideWordOfSentence } from './vocabulary'

/** Whether a verdict goes back into the comment that it came from, and with the sentence it is read from again. */
export function isRejection(analysis: Analysis, verdict: Item): boolean {
  const subject = linked(analysis, verdict.uid, 'subject')[0]
  return (
    fieldOf(verdict, 'verdict') === 'notHazardous' &&
    textOf(verdict) !== '' &&
    subject?.kind === 'controlAction' &&
    fieldOf(verdict, 'guideWord') === guideWordOfSentence(textOf(verdict))
  )
}
