import { cut } from '../../text/storable'
import { plainKey, shownKey } from '../../text/visible'
import type { Place } from '../errors'
import { limits } from '../fields'
import { parseField } from '../fieldValues'
import { kindOf } from '../kinds'
import type { ReportLine } from '../model'
import type { Imported, ImportedItem, ImportedLink, ImportedPosition } from './types'

/** What a reader collects; one per source. */
export type Reading = {
  readonly items: ImportedItem[]
  readonly links: ImportedLink[]
  readonly positions: ImportedPosition[]
  readonly report: ReportLine[]
  readonly counters: Record<string, number>
  /** Keys taken so far, per kind. */
  readonly keys: Map<string, Set<string>>
  /** How often each sort of message was used, by its outcome, to bound repetitive lines. */
  readonly repeats: Record<ReportLine['outcome'], Map<string, number>>
}

export function newReading(): Reading {
  return { items: [], links: [], positions: [], report: [], counters: {}, keys: new Map(), repeats: noRepeats() }
}

const noRepeats = () => ({ created: new Map(), repaired: new Map(), skipped: new Map(), lost: new Map() })

/** After so many lines of one sort the rest is counted in one closing line. */
const repeatLimit = 500

/** Adds a line to the report. Lines with the same `sort` beyond a bound are counted and closed by one line. */
export function note(
  reading: Reading,
  outcome: ReportLine['outcome'],
  message: string,
  place?: Place,
  more: { key?: string; sort?: string; rule?: string } = {},
): void {
  const sort = more.sort
  if (sort) {
    const repeats = reading.repeats[outcome]
    const count = (repeats.get(sort) ?? 0) + 1
    repeats.set(sort, count)
    if (count > repeatLimit) return
  }
  const { key, rule } = more
  reading.report.push({
    outcome,
    message,
    ...(place ? { place } : {}),
    ...(key ? { key } : {}),
    ...(rule ? { rule } : {}),
  })
}

export function finish(reading: Reading, format: string, title?: string): Imported {
  for (const outcome of ['repaired', 'skipped', 'lost'] as const) {
    for (const [sort, count] of reading.repeats[outcome]) {
      if (count <= repeatLimit) continue
      const more = count - repeatLimit
      reading.report.push({ outcome, message: `${more} more of the same sort: ${sort}`, count: more })
    }
  }
  const { items, links, positions, counters, report } = reading
  return { format, items, links, positions, counters, report, ...(title ? { title } : {}) }
}

/** A key that is free within its kind: a second holder gets a suffix, and a line in the report. */
export function freeKey(reading: Reading, kind: string, asked: string, place: Place): string {
  const taken = reading.keys.get(kind) ?? new Set()
  reading.keys.set(kind, taken)
  const wanted = plainKey(asked) || kindOf(kind).keyTemplate.replace(/\{n+\}/, String(reading.items.length + 1))
  if (wanted !== asked) {
    const message = `${kindOf(kind).title} identifier "${shownKey(asked)}" has blanks or signs that cannot be seen: it is ${wanted}.`
    note(reading, 'repaired', message, place, { key: wanted })
  }
  const base = wanted.length > limits.key || taken.has(wanted) ? cut(wanted, limits.key - 6) : wanted
  let key = base
  for (let copy = 2; taken.has(key); copy++) key = `${base}~${copy}`
  taken.add(key)
  if (key !== wanted) {
    const title = kindOf(kind).title
    const reason = base === wanted ? 'is used twice' : 'is too long'
    note(reading, 'repaired', `${title} identifier ${base} ${reason}: this one is now ${key}.`, place, { key })
  }
  return key
}

/** Fields that their kind accepts; a value of the wrong shape is reported as lost, a long text goes on in the description. */
export function acceptFields(
  reading: Reading,
  kind: string,
  values: Readonly<Record<string, unknown>>,
  placeOf: (name: string) => Place,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    try {
      const parsed = parseField(kindOf(kind), name, value)
      if (parsed !== undefined) fields[name] = parsed
    } catch (error) {
      if (name === 'text' && typeof value === 'string') {
        fields.text = `${cut(value, limits.text - 1)}…`
        fields.description = cut(value, limits.markdown)
        note(
          reading,
          'repaired',
          `A text of ${value.length} characters: the whole is in the description.`,
          placeOf(name),
        )
      } else {
        const reason = error instanceof Error ? error.message : 'has the wrong shape.'
        note(reading, 'lost', `${name}: ${reason}`, placeOf(name))
      }
    }
  }
  return fields
}
