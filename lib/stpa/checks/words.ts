/** Wordings that can neither be met nor checked: an integrator cannot show that "sufficient" was done. */
const vagueWords = [
  'appropriate',
  'appropriately',
  'as appropriate',
  'sufficient',
  'sufficiently',
  'adequate',
  'adequately',
  'suitable',
  'suitably',
  'proper',
  'properly',
  'reasonable',
  'reasonably',
  'as needed',
  'if needed',
  'as required',
  'as necessary',
  'if necessary',
  'if possible',
  'where possible',
  'as far as possible',
  'where applicable',
  'in a timely manner',
  'and so on',
  'etc',
] as const

const vague = new RegExp(`\\b(${[...vagueWords].sort((left, right) => right.length - left.length).join('|')})\\b`, 'i')

/** The first vague wording in a text; undefined when there is none. */
export function vagueWordIn(text: string): string | undefined {
  return vague.exec(text)?.[0]
}

/** Text as it is compared: lower case, letters and digits, one space between words. */
export function normalText(text: string): string {
  const lower = text.toLowerCase()
  // The class of all letters of all scripts is ten times slower, and rarely needed.
  return lower.replace(isAscii.test(lower) ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, ' ').trim()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const isAscii = /^[\x00-\x7f]*$/

/** Words that say nothing about what a text is about. */
const fillers = new Set(
  'a an and are as at be by can does do for from has have if in is it its must no not of on or shall should that the their there this to when which while will with'.split(
    ' ',
  ),
)

export type WordSet = ReadonlySet<string>

/** The words of a text that carry its meaning, crudely stemmed ("displayed" and "displays" are one). */
export function contentWords(text: string): WordSet {
  const words = normalText(text).split(' ')
  return new Set(words.filter((word) => word !== '' && !fillers.has(word)).map(stem))
}

const stem = (word: string): string => (word.length > 4 ? word.replace(/(ing|ed|es|s|e)$/, '') : word)

const shared = (left: WordSet, right: WordSet): number => [...left].filter((word) => right.has(word)).length

/** How alike two texts are: the share of words that both have among those that either has, 0 to 1 (Jaccard). */
export function likeness(left: WordSet, right: WordSet): number {
  const both = shared(left, right)
  return both === 0 ? 0 : both / (left.size + right.size - both)
}

/** How much of the shorter text the other one holds, 0 to 1. */
export function containment(left: WordSet, right: WordSet): number {
  const smaller = Math.min(left.size, right.size)
  return smaller === 0 ? 0 : shared(left, right) / smaller
}
