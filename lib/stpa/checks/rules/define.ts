import { fieldOf, textOf } from '../../fieldValues'
import { itemsOf } from '../../graph'
import { kindOf } from '../../kinds'
import type { Analysis, Item } from '../../model'
import type { Hit, Rule } from '../types'

/** An item that counts: neither rejected nor withdrawn. */
export const isActive = (item: Item): boolean => item.fields.state !== 'rejected' && item.fields.state !== 'withdrawn'

export const active = (analysis: Analysis, kind: string): Item[] => itemsOf(analysis, kind).filter(isActive)

/** `UCA-3`, for messages. */
export const named = (item: Item): string => item.key

export const hit = (message: string, ...items: Item[]): Hit => ({ items, message })

type Missing = Pick<Rule, 'id' | 'severity' | 'step' | 'title' | 'reason' | 'source'> & {
  readonly enabled?: Rule['enabled']
  readonly kind: string
  /** "has no controller constraint", read after the key. */
  readonly lacks: string
  /** What to do about it. */
  readonly text: string
  readonly isMissing: (analysis: Analysis, item: Item) => boolean
  readonly among?: (analysis: Analysis, item: Item) => boolean
}

/** A rule about links that are not there yet: one line while its step is in work, one by one when it is complete. */
export function missing(rule: Missing): Rule {
  const { kind, lacks, isMissing, among = () => true, enabled = 'on', ...rest } = rule
  const candidates = (analysis: Analysis) => active(analysis, kind).filter((item) => among(analysis, item))
  return {
    ...rest,
    enabled,
    missing: {
      summary: (count, of) =>
        `${count} of ${of} ${kindOf(kind).plural.toLowerCase()}: ${count === 1 ? lacks : plural(lacks)}`,
      of: (analysis) => candidates(analysis).length,
    },
    check: function* (analysis) {
      for (const item of candidates(analysis))
        if (isMissing(analysis, item)) yield hit(`${named(item)} ${lacks}.`, item)
    },
  }
}

const plural = (lacks: string): string =>
  lacks
    .replace(/^has /, 'have ')
    .replace(/^is /, 'are ')
    .replace(/^leads /, 'lead ')
    .replace(/^gives /, 'give ')

export { fieldOf, textOf }
