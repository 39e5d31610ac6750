import type { Citation, Field, Quantity } from '../fields'
import type { Block, Inline, Text } from './document'
import { flatten, isWebAddress, markdownBlocks } from './markdownBlocks'

/** `200 ms`, or '' for none. */
export function quantityText(value: unknown): string {
  const quantity = value as Quantity | null | undefined // parsed by a quantity field
  return quantity ? `${formatNumber(quantity.value)} ${quantity.unit}`.trim() : ''
}

/** At most six decimals, no trailing zeros: the same in every locale. */
export const formatNumber = (value: number): string => String(Math.round(value * 1e6) / 1e6)

export const milliseconds = (value: number): string => `${formatNumber(value)} ms`

function citationText({ document, version, place, url }: Citation): Text {
  const words = [document, version, place].filter((part) => part).join(', ')
  if (!url) return [words]
  const address: Inline = isWebAddress(url) ? { url, content: [url] } : url
  return words === '' ? [address] : [`${words}, `, address]
}

/** The value of a field as blocks, dispatched on the field's type. Never called with an empty value. */
export function blocksOfValue(field: Field, value: unknown): readonly Block[] {
  if (field.type === 'markdown') return markdownBlocks(String(value))
  if (field.type === 'citations') {
    const citations = value as readonly Citation[] // parsed by the field's own schema
    const [only] = citations
    if (citations.length === 1 && only) return [{ type: 'paragraph', text: citationText(only) }]
    const entries = citations.map((citation): Block[] => [{ type: 'paragraph', text: citationText(citation) }])
    return [{ type: 'list', ordered: false, entries }]
  }
  return [{ type: 'paragraph', text: textOfValue(field, value) }]
}

const labelOf = (field: Field, value: unknown): string =>
  field.options?.find((option) => option.value === value)?.label ?? String(value)

/** The value of a field on one line; empty for an absent one. */
export function textOfValue(field: Field, value: unknown): Text {
  if (value === undefined || value === null || value === '') return []
  switch (field.type) {
    case 'markdown':
      return flatten(markdownBlocks(String(value)))
    case 'choice':
      return [labelOf(field, value)]
    case 'quantity':
      return [quantityText(value)]
    case 'number':
      return [formatNumber(Number(value))]
    case 'flag':
      return [value === true ? 'yes' : 'no']
    case 'texts':
      return [(value as readonly string[]).join(', ')] // parsed by the field's own schema
    case 'citations':
      return flatten(blocksOfValue(field, value))
    case 'map':
      return [mapText(field, value as Readonly<Record<string, string>>)] // parsed by the field's own schema
    case 'text':
    case 'date':
      return [String(value)]
  }
}

const mapText = (field: Field, map: Readonly<Record<string, string>>): string =>
  Object.entries(map)
    .map(([name, value]) => `${name}: ${labelOf(field, value)}`)
    .join(', ')

/** `2026-11-23 18:20 UTC` from an ISO date; the same everywhere. */
export const dateText = (iso: string): string =>
  iso === '' ? 'not recorded' : iso.length > 10 ? `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` : iso
