import { textOf } from '../../fieldValues'
import { kindOf } from '../../kinds'
import type { Analysis, Item } from '../../model'
import { isActive } from '../../state'
import type { Hit, Rule } from '../types'
import { active, hit, plainText } from './define'

const unfinished = /\b(TODO|TBD|FIXME|XXX)\b|\?\?\?|\bto be (defined|decided|determined)\b/

export const wholeRules: readonly Rule[] = [
  {
    id: 'M-04',
    severity: 'hint',
    step: 'review',
    enabled: 'on',
    title: 'Nothing is left open in texts',
    text: 'Write what is missing.',
    reason: 'An open place is easily forgotten.',
    source: 'House rule',
    check: function* (analysis) {
      for (const item of analysis.items.values()) {
        const { text = '', description = '', rationale = '' } = item.fields
        const found = [text, description, rationale]
          .map((said) => said !== '' && unfinished.exec(String(said)))
          .find(Boolean)
        if (found && isActive(item)) yield hit(`${item.key} says "${found[0]}".`, item)
        else if (isBlank(text) && isActive(item) && !mayBeSilent.has(item.kind))
          yield hit(`${item.key} has no text.`, item)
      }
    },
  },
  {
    id: 'M-05',
    severity: 'hint',
    step: 'review',
    enabled: 'off',
    title: 'Terms are explained, and one thing has one name',
    text: 'Write the abbreviation out once, with the short form in brackets; use one name for one element.',
    reason: 'A reader from another field has to know what is meant.',
    source: 'House rule',
    check: function* (analysis) {
      yield* doubleNames(analysis)
      yield* unexplained(analysis)
    },
  },
]

const isBlank = (text: unknown): boolean => typeof text !== 'string' || text.trim() === ''

/** Kinds whose statement stands in a field of their own (a verdict's reason). */
const mayBeSilent = new Set(['dismissal', 'verdict'])

/** Two elements whose names differ in spaces, hyphens or case only. */
function* doubleNames(analysis: Analysis): Iterable<Hit> {
  const seen = new Map<string, Item>()
  for (const element of active(analysis, 'element')) {
    const name = plainText(element).replaceAll(' ', '')
    const other = name === '' ? undefined : seen.get(name)
    if (other) yield hit(`${element.key} and ${other.key} seem to be one element under two names.`, element, other)
    seen.set(name, element)
  }
}

const abbreviation = /(?<![\w-])[A-Z][A-Z0-9]{1,5}(?![\w-])/g
/** Known to every reader of such an analysis. */
const wellKnown = new Set(
  'API ASIL AOU CAN CPU DMA DRAM ECC GPIO GPU HDMI ID IO IPC IRQ ISO LED MMU NMI OK OS PDF POSIX QM RAM ROM SIL SPI STPA UCA UI URL USB'.split(
    ' ',
  ),
)

function* unexplained(analysis: Analysis): Iterable<Hit> {
  const explained = new Set(wellKnown)
  const used = new Map<string, Item[]>()
  for (const item of analysis.items.values()) {
    for (const part of item.key.split(/[^A-Za-z0-9]+/)) explained.add(part)
    explained.add(kindOf(item.kind).keyTemplate.split('-')[0] ?? '')
    const text = `${textOf(item)}\n${textOf(item, 'description')}`
    // "Request Handler (RH)" and "RH (request handler)"
    for (const [, after, before] of text.matchAll(/\(([A-Z][A-Z0-9]{1,5})\)|([A-Z][A-Z0-9]{1,5}) \(/g))
      explained.add(after ?? before ?? '')
    for (const [term] of text.matchAll(abbreviation)) {
      const items = used.get(term) ?? []
      used.set(term, items)
      if (items.at(-1) !== item) items.push(item)
    }
  }
  for (const [term, items] of used) {
    if (!explained.has(term)) yield hit(`"${term}" is explained nowhere (${items[0]?.key}).`, ...items.slice(0, 50))
  }
}
