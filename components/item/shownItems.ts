import type { Sorting } from '@/components/view/table/figures'
import type { Analysis, Item } from '@/lib/stpa/model'
import { cellText } from './cellText'
import { targetsOf } from './columns'

const collator = new Intl.Collator('en', { numeric: true })

/** What the filter leaves, in the order asked for; words must all occur in key, texts or state. */
export function shownItems(
  analysis: Analysis,
  items: readonly Item[],
  filter: string,
  sorting: Sorting | undefined,
): readonly Item[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  const fitting =
    words.length === 0
      ? items
      : items.filter((item) => {
          const text = `${item.key} ${Object.values(item.fields).join(' ')} ${cellText(item, 'state')}`.toLowerCase()
          return words.every((word) => text.includes(word))
        })
  if (!sorting) return fitting
  const values = new Map(fitting.map((item) => [item.uid, sortText(analysis, item, sorting.column)]))
  const sign = sorting.isDown ? -1 : 1
  return [...fitting].sort(
    (left, right) => sign * collator.compare(values.get(left.uid) ?? '', values.get(right.uid) ?? ''),
  )
}

function sortText(analysis: Analysis, item: Item, column: string): string {
  if (column === 'key') return item.key
  return (
    cellText(item, column) ||
    targetsOf(analysis, item, column)
      .map((target) => target.key)
      .join(' ')
  )
}
