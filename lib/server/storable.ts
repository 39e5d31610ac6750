import { StpaError } from '@/lib/stpa/errors'

/** Half a surrogate pair: a character that was cut in two. */
const halfCharacter = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/**
 * Texts that every database gives back as they were: PostgreSQL cannot hold a NUL, and half a character would come back
 * as another one.
 * @throws StpaError badShape
 */
export function assertStorable(value: unknown): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || halfCharacter.test(value)) {
      const text = value.replaceAll('\0', '␀').slice(0, 60)
      throw new StpaError('badShape', `"${text}" holds a NUL or half a character. Take it out, then save again.`)
    }
  } else if (Array.isArray(value)) {
    for (const entry of value) assertStorable(entry)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, entry] of Object.entries(value)) {
      assertStorable(name)
      assertStorable(entry)
    }
  }
}
