import type { Citation, Quantity } from '@/lib/stpa/fields'
import { fieldOf } from '@/lib/stpa/fieldValues'
import { kindOf } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'

/** A field's value in words, as a table shows it and as it is copied into a spreadsheet. */
export function cellText(item: Item, name: string): string {
  const field = kindOf(item.kind).allFields[name]
  const value = fieldOf(item, name)
  if (!field || value === null || value === undefined) return ''
  switch (field.type) {
    case 'choice':
      return field.options?.find((option) => option.value === value)?.label ?? String(value)
    case 'flag':
      return value === true ? 'yes' : ''
    case 'quantity':
      return `${(value as Quantity).value} ${(value as Quantity).unit}` // parsed by its field
    case 'texts':
      return (value as string[]).join(', ') // parsed by its field
    case 'citations':
      return (value as Citation[]).map((cited) => cited.document).join(', ') // parsed by its field
    case 'map':
      // Parsed by its field.
      return Object.entries(value as Record<string, string>)
        .map(([key, entry]) => `${key}: ${entry}`)
        .join(', ')
    default:
      return String(value)
  }
}
