/** What a terminal obeys, what no reader sees, and what turns the direction of writing of all that stands behind it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/g

/** Signs of a name that cannot be seen; ends of lines and tabs are among them. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu

const numbered = (sign: string): string =>
  `<U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`

/** A text for people, on a terminal or in a report: signs that would be obeyed stand there by their numbers. */
export const shownText = (text: string): string => text.replace(obeyed, numbered)

/** A key as what it is: signs that cannot be seen, and blanks that are not the usual one, stand there by their numbers. */
export const shownKey = (key: string): string => key.replace(unseen, numbered).replace(/[^\S ]/g, numbered)

/**
 * A key without what cannot be seen: two keys that look the same are the same. Blanks of all sorts are one blank, none at
 * the ends; an accent is a part of its letter (NFC). Letters of several scripts that look alike stay apart.
 */
export function plainKey(key: string): string {
  if (/^[!-~]*$/.test(key)) return key
  const blanks = key.replace(/[\s\p{Zs}]+/gu, ' ').replace(unseen, '')
  return blanks.normalize('NFC').replace(/ {2,}/g, ' ').trim()
}
