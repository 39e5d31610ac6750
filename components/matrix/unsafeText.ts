import { textOf } from '@/lib/stpa/fieldValues'
import { type GuideWord, guideWords } from '@/lib/stpa/guideWords'
import type { Row } from '@/lib/stpa/matrix'

/** Part 2 of an unsafe control action, round part 3 (the control action), and the word that leads to part 4. */
type Phrase = { readonly before: string; readonly after: string; readonly leads: string }

const phrases: Readonly<Record<GuideWord, Phrase>> = {
  notProviding: { before: 'does not provide', after: '', leads: 'when' },
  providing: { before: 'provides', after: '', leads: 'when' },
  timing: { before: 'provides', after: 'too early, too late or out of order', leads: 'when' },
  duration: { before: 'provides', after: 'for too short or too long', leads: 'when' },
  magnitudeLess: { before: 'provides too little', after: '', leads: 'when' },
  magnitudeMore: { before: 'provides too much', after: '', leads: 'when' },
  tooEarly: { before: 'provides', after: 'too early', leads: 'before' },
  tooLate: { before: 'provides', after: 'too late', leads: 'after' },
  outOfOrder: { before: 'provides', after: 'out of order', leads: 'when' },
  durationShort: { before: 'stops providing', after: 'too soon', leads: 'before' },
  durationLong: { before: 'continues providing', after: 'too long', leads: 'after' },
}

const leading = /^(when|while|after|before|if|until|during|although)\b/i

/**
 * The sentence of an unsafe control action in the handbook's order (2018, p. 36): source, type, control action, context.
 * The hazard, the fifth part, is a link. Without a context the sentence ends where it is to be written on.
 */
export function unsafeText(row: Row, word: GuideWord, context: string): string {
  const { before, after, leads } = phrases[word]
  const source = row.controller ? textOf(row.controller) || row.controller.key : 'The controller'
  const action = textOf(row.subject) || row.subject.key
  const rest = context.trim()
  const condition = leading.test(rest) ? lowerFirst(rest) : `${leads} ${rest}`
  return [source, before, action, after, condition].filter(Boolean).join(' ').trimEnd()
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** The words that may stand in a column: itself, and in the handbook's four what it groups ("too late" in "timing"). */
export function wordsOfColumn(column: GuideWord, columns: readonly GuideWord[]): GuideWord[] {
  const finer = guideWords.filter((word) => word.group === column && !columns.some((other) => other === word.value))
  return [column, ...finer.map((word) => word.value)]
}
