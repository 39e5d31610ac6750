/** Words for the wording rules. */
export const vagueWords = [
  'appropriate',
  'appropriately',
  'sufficient',
  'sufficiently',
  'as needed',
  'properly',
  'if possible',
  'adequate',
  'adequately',
  'as required',
  'where applicable',
  'reasonable',
]

export function vagueWordIn(text: string): string | undefined {
  const words = ` ${text.toLowerCase().replace(/[^a-z]+/g, ' ')} `
  return vagueWords.find((word) => words.includes(` ${word} `))
}

/** Text as a bag for comparing: lower case, letters and digits only. */
export const normalText = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
