import { cellText } from '@/components/item/cellText'
import type { ChangeEntry } from '@/lib/stpa/api'
import { differenceOfChange } from '@/lib/stpa/diff/changes'
import type { ItemDifference } from '@/lib/stpa/diff/types'
import { findKind } from '@/lib/stpa/kinds'
import type { Analysis } from '@/lib/stpa/model'

export type ChangeDifference = ReturnType<typeof differenceOfChange>

const differences = new WeakMap<ChangeEntry, ChangeDifference>()

/** What a change did; worked out once per entry of the log. */
export function differenceOf(analysis: Analysis, change: ChangeEntry): ChangeDifference {
  const known = differences.get(change)
  if (known) return known
  const difference = differenceOfChange(change, (uid) => analysis.items.get(uid))
  differences.set(change, difference)
  return difference
}

/** A value of a field in words; '' when it is empty. */
export function valueText(kind: string, name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (!findKind(kind)) return typeof value === 'string' ? value : JSON.stringify(value)
  const item = { uid: '', kind, key: '', aliases: [], parent: null, order: 0, fields: { [name]: value }, origin: null }
  return cellText(item, name)
}

/** "leads to", as the registry words it. */
export const linkTitle = (kind: string, name: string): string => findKind(kind)?.links[name]?.title ?? name

export type HistoryFilter = { readonly author: string; readonly item: string; readonly words: string }

/** Whether a change is by this author, of this item, and has these words in its reason, its keys or its texts. */
export function fits(analysis: Analysis, change: ChangeEntry, { author, item, words }: HistoryFilter): boolean {
  if (author !== '' && change.author.name !== author) return false
  const wanted = words.toLowerCase().trim()
  if (item === '' && wanted === '') return true
  const { items } = differenceOf(analysis, change)
  if (item !== '' && !items.some((difference) => concerns(difference, item))) return false
  return wanted === '' || change.reason.toLowerCase().includes(wanted) || items.some((part) => has(part, wanted))
}

const concerns = ({ uid, links }: ItemDifference, item: string): boolean =>
  uid === item || links.some(({ before, after }) => (after ?? before)?.to === item)

function has({ key, text, kind, fields }: ItemDifference, wanted: string): boolean {
  const texts = fields.flatMap(({ name, before, after }) => [
    valueText(kind, name, before),
    valueText(kind, name, after),
  ])
  return [key, text, ...texts].some((part) => part.toLowerCase().includes(wanted))
}
