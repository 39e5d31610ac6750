/**
 * Guide words: the four of the handbook (2018, p. 36) and the nine of RAFIA's tables, one list.
 * The handbook's four are groups; RAFIA's words refine them. An item that carries a group word leaves the rest unspecified.
 */
export const guideWords = [
  {
    value: 'notProviding',
    label: 'Not providing causes hazard',
    short: 'Not providing',
    code: 'NP',
    group: 'notProviding',
  },
  { value: 'providing', label: 'Providing causes hazard', short: 'Providing', code: 'PR', group: 'providing' },
  { value: 'timing', label: 'Too early, too late, out of order', short: 'Timing', code: 'T', group: 'timing' },
  { value: 'duration', label: 'Stopped too soon, applied too long', short: 'Duration', code: 'D', group: 'duration' },
  { value: 'magnitudeLess', label: 'Magnitude too low', short: 'Less', code: 'ML', group: 'providing' },
  { value: 'magnitudeMore', label: 'Magnitude too high', short: 'More', code: 'MM', group: 'providing' },
  { value: 'tooEarly', label: 'Too early', short: 'Too early', code: 'TE', group: 'timing' },
  { value: 'tooLate', label: 'Too late', short: 'Too late', code: 'TL', group: 'timing' },
  { value: 'outOfOrder', label: 'Out of sequence', short: 'Out of order', code: 'SO', group: 'timing' },
  { value: 'durationShort', label: 'Stopped too soon', short: 'Too short', code: 'DS', group: 'duration' },
  { value: 'durationLong', label: 'Applied too long', short: 'Too long', code: 'DL', group: 'duration' },
] as const

export type GuideWord = (typeof guideWords)[number]['value']

/** The columns of the matrix: which words an analysis uses. */
export const guideWordSets = {
  handbook: ['notProviding', 'providing', 'timing', 'duration'],
  rafia: [
    'notProviding',
    'providing',
    'magnitudeLess',
    'magnitudeMore',
    'durationShort',
    'durationLong',
    'tooEarly',
    'tooLate',
    'outOfOrder',
  ],
} as const satisfies Record<string, readonly GuideWord[]>

export type GuideWordSet = keyof typeof guideWordSets

/** The guide word's entry; undefined for '' or a word of another tool. */
export function guideWordOf(value: unknown) {
  return guideWords.find((word) => word.value === value)
}

/**
 * The column of a set that a word falls into: itself when the set has it, else its group when the set has that,
 * else undefined (a group word in RAFIA's set: its subtype is still unspecified).
 */
export function columnOf(word: unknown, set: GuideWordSet): GuideWord | undefined {
  const entry = guideWordOf(word)
  const words: readonly GuideWord[] = guideWordSets[set]
  if (!entry) return undefined
  if (words.includes(entry.value)) return entry.value
  return words.find((candidate) => candidate === entry.group)
}
