import type { GuideWord } from '../../guideWords'

/** stpatools' four reasons and our guide words: RAFIA's nine fold back to the four. */
export const reasons: readonly { readonly reason: string; readonly guideWord: GuideWord }[] = [
  { reason: 'Not Providing', guideWord: 'notProviding' },
  { reason: 'Providing', guideWord: 'providing' },
  { reason: 'Timing', guideWord: 'timing' },
  { reason: 'Duration', guideWord: 'duration' },
]

export function guideWordOfReason(reason: string): GuideWord | undefined {
  const wanted = reason
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
  return reasons.find((entry) => entry.reason.toLowerCase() === wanted)?.guideWord
}

/** The guide word that a sentence about a rejected candidate speaks of. */
export function guideWordOfSentence(sentence: string): GuideWord {
  const words = sentence.toLowerCase()
  if (/\b(does|do|did|is|are)(\s+not|n't)\s+(provide|set|send|given|provided)|\bnot provid/.test(words))
    return 'notProviding'
  if (/too (late|early)|out of (order|sequence)|\bdelay|\bbefore\b|\bafter\b/.test(words)) return 'timing'
  if (/too (long|soon|short)|\bstops?\b/.test(words)) return 'duration'
  return 'providing'
}
