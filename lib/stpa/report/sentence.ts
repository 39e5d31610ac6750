import { withoutEnd } from '../../text/ends'
import { textOf } from '../fieldValues'
import { itemsOf, linked } from '../graph'
import type { Analysis, Item } from '../model'
import { quantityText } from './values'

/** Words after which a limit can follow at once: "with a timeout of at most" 150 ms. */
const takesLimit =
  /(\b(of|most|least|than|within|below|above|under|over|to|by|every|after|before|for|about|exactly)|[≤≥<>=])$/i

/** Words that begin a condition themselves. */
const beginsCondition =
  /^(when|whenever|while|if|unless|until|before|after|during|as|once|at|in|on|for|from|where|wherever|with|without|throughout|always)\b/i

/**
 * An assumption of use in one form: who, what, how much and when. "The ‹addressee› shall ‹act› [‹limit and unit›] when
 * ‹condition›." Composed from the fields when there is an act; else the text as it stands.
 */
export function sentenceOf(analysis: Analysis, item: Item): string {
  const act = trimmed(textOf(item, 'act')).replace(/^(shall|must|to)\s+/i, '')
  if (act === '') return textOf(item) === '' ? '' : `${trimmed(textOf(item))}.`
  const limit = quantityText(item.fields.limit)
  const condition = trimmed(textOf(item, 'condition'))
  const when = condition === '' ? '' : beginsCondition.test(condition) ? ` ${condition}` : ` when ${condition}`
  return `The ${addresseeOf(analysis, item)} shall ${withLimit(act, limit)}${when}.`
}

function addresseeOf(analysis: Analysis, item: Item): string {
  const name = trimmed(textOf(linked(analysis, item.uid, 'addressedTo')[0] ?? item, 'text'))
  if (linked(analysis, item.uid, 'addressedTo').length === 0 || name === '') return 'addressee (not named yet)'
  const article = name.replace(/^the\s+/i, '')
  // "Cluster integrator" inside a sentence, but "OEM" as it is.
  return /^\p{Lu}\p{Ll}/u.test(article) ? article.charAt(0).toLowerCase() + article.slice(1) : article
}

function withLimit(act: string, limit: string): string {
  const isSaid = limit === '' || act.replace(/\s/g, '').includes(limit.replace(/\s/g, ''))
  if (isSaid) return act
  return takesLimit.test(act) ? `${act} ${limit}` : `${act} (limit: ${limit})`
}

const trimmed = (text: string): string => withoutEnd(text.trim(), '. \n\t')

/** Stakeholders that have an assumption of use to meet, in reading order; undefined last, for those of nobody. */
export function addresseesOf(analysis: Analysis): (Item | undefined)[] {
  const uses = itemsOf(analysis, 'assumptionOfUse')
  const named = new Set(uses.map((item) => linked(analysis, item.uid, 'addressedTo')[0]))
  return [
    ...itemsOf(analysis, 'stakeholder').filter((item) => named.has(item)),
    ...(named.has(undefined) ? [undefined] : []),
  ]
}
