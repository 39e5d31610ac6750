import { isMap, isSeq, type Node } from 'yaml'
import { cut } from '../../../text/storable'
import { plainKey } from '../../../text/visible'
import type { Place } from '../../errors'
import { kindOf } from '../../kinds'
import { acceptFields, freeKey, newReading, note, type Reading } from '../reading'
import { collapse, type Entry, entriesOf, listOf, scalarText, type YamlSource } from '../yamlNodes'

/** A component while it is read: where it starts and its control actions, for comments that speak of them. */
export type KnownComponent = {
  readonly ref: string
  readonly key: string
  readonly text: string
  readonly line: number
  readonly actions: { readonly ref: string; readonly key: string; readonly text: string }[]
}

export type Context = {
  readonly yaml: YamlSource
  readonly reading: Reading
  readonly components: KnownComponent[]
  /** Records with a key of stpatools, and the keys of those without: whether the file is one of stpatools at all. */
  readonly seen: { records: number; readonly strange: Set<string> }
}

export function newContext(yaml: YamlSource): Context {
  return { yaml, reading: newReading(), components: [], seen: { records: 0, strange: new Set() } }
}

/** One entry of a list: its key, its fields, and the other keys that the caller asked for. */
export type YamlRecord = {
  readonly key: string
  readonly fields: Record<string, unknown>
  readonly others: ReadonlyMap<string, Node | null>
  readonly place: Place
}

/**
 * Reads Identifier and Text of a mapping; `wanted` keys are handed on, all others reported. Undefined, and reported, for
 * a mapping without one key of stpatools: its list has the name of a section of ours, and holds something else.
 */
export function readRecord(
  context: Context,
  kind: string,
  node: Node,
  wanted: ReadonlySet<string>,
): YamlRecord | undefined {
  const { yaml, reading, seen } = context
  const place = yaml.placeOf(node)
  const entries = entriesOf(yaml, node) ?? []
  const isOurs = ({ name }: Entry) => name === 'Identifier' || name === 'Text' || wanted.has(name)
  if (!entries.some(isOurs)) return leaveOut(context, kind, entries, place)
  seen.records++
  const others = new Map<string, Node | null>()
  const first = new Map<string, Entry>()
  for (const entry of entries) {
    if (!isOurs(entry)) reportUnknown(context, kind, entry, wanted)
    else if (first.has(entry.name))
      note(reading, 'lost', `"${entry.name}" is given twice; the first one counts.`, yaml.placeOf(entry.key))
    else first.set(entry.name, entry)
  }
  for (const [name, { node: value }] of first) if (wanted.has(name)) others.set(name, value)
  const given = (name: string) => collapse(scalarText(first.get(name)?.node ?? null) ?? '')
  const textNode = first.get('Text')?.node ?? null
  const text = repairSwallowed(context, given('Text'), textNode, others)
  const identifier = given('Identifier')
  if (text === '')
    note(reading, 'repaired', `${kindOf(kind).title} ${identifier || '(no Identifier)'} has no Text.`, place, {
      sort: 'no Text',
    })
  const key = identifier || slugOf(context, kind, text, place)
  return { key, fields: acceptFields(reading, kind, { text }, () => yaml.placeOf(textNode)), others, place }
}

function leaveOut({ reading, seen }: Context, kind: string, entries: readonly Entry[], place: Place): undefined {
  for (const { name } of entries) seen.strange.add(name)
  const names = entries.map(({ name }) => `"${name}"`).join(', ') || 'nothing'
  const message = `A ${kindOf(kind).title.toLowerCase()} with ${names}: stpatools calls its keys Identifier and Text. Left out.`
  note(reading, 'skipped', message, place, { sort: 'entry without a known key' })
}

/** A key that stpatools has not. Under it may stand whole records: the name that was meant is told where one is alike. */
function reportUnknown({ yaml, reading }: Context, kind: string, entry: Entry, wanted: ReadonlySet<string>): void {
  const value = yaml.follow(entry.node)
  const records = isSeq(value) || isMap(value) ? listOf(yaml, value).length : 0
  const meant = ['Identifier', 'Text', ...wanted].find((name) => alike(name, entry.name))
  const what = records > 0 ? ` (${records} ${records === 1 ? 'entry' : 'entries'})` : shown(scalarText(value))
  const hint = meant ? ` Is it "${meant}"?` : ''
  const message = `"${entry.name}"${what} has no place here (${kindOf(kind).title.toLowerCase()}).${hint}`
  note(reading, records > 0 ? 'skipped' : 'lost', message, yaml.placeOf(entry.key), { sort: 'unknown key' })
}

function shown(value: string | undefined): string {
  const text = cut(collapse(value ?? ''), 60)
  return text === '' ? '' : ` (${text})`
}

/** The same letters, whatever stands between them, but for a plural. */
function alike(left: string, right: string): boolean {
  const letters = (name: string) => [...name.toLowerCase()].filter((sign) => sign >= 'a' && sign <= 'z').join('')
  const [one, other] = [letters(left), letters(right)]
  return one === other || one === `${other}s` || other === `${one}s`
}

const swallowedKeys = new WeakMap<ReadonlyMap<string, Node | null>, Map<string, string[]>>()

function repairSwallowed(
  context: Context,
  text: string,
  node: Node | null,
  others: ReadonlyMap<string, Node | null>,
): string {
  const found = swallowedIn(text)
  if (!found) return text
  const { name, keys, start } = found
  swallowedKeys.set(others, new Map([[name, keys]]))
  const message = `"${name}: [${keys.join(', ')}]" stood inside the text (wrong indentation): read as ${name}.`
  note(context.reading, 'repaired', message, context.yaml.placeOf(node))
  return text.slice(0, start).trim()
}

const linkNames = ['Losses', 'Hazards', 'Constraints', 'Unsafe Control Actions']

/** Keys that were indented into the text before them: "… Hazards: [H-2]" at its end (STPA_DynMA/constraints.yml, SC-2). */
function swallowedIn(text: string): { name: string; keys: string[]; start: number } | undefined {
  const open = text.lastIndexOf('[')
  if (open < 0 || text.indexOf(']', open) !== text.length - 1) return undefined
  const before = text.slice(0, open).trimEnd()
  const name = linkNames.find((one) => before.endsWith(` ${one}:`))
  if (!name) return undefined
  const keys = text
    .slice(open + 1, -1)
    .split(',')
    .map(collapse)
  return { name, keys: keys.filter((key) => key !== ''), start: before.length - name.length - 1 }
}

function slugOf(context: Context, kind: string, text: string, place: Place): string {
  const slug = text
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
  const key = slug || kindOf(kind).keyTemplate.replace(/\{n+\}/, String(context.reading.items.length + 1))
  note(
    context.reading,
    'repaired',
    `${kindOf(kind).title} without Identifier: the key ${key} is made from its text.`,
    place,
    { key },
  )
  return key
}

/** The keys listed under a name, each with its line. */
export function keysUnder(context: Context, record: YamlRecord, name: string): { key: string; place: Place }[] {
  const { yaml, reading } = context
  const rescued = swallowedKeys.get(record.others)?.get(name) ?? []
  const listed = listOf(yaml, record.others.get(name)).flatMap((node) => {
    const key = plainKey(scalarText(node) ?? '')
    if (key !== '') return { key, place: yaml.placeOf(node) }
    note(reading, 'skipped', `An entry of "${name}" is not an identifier.`, yaml.placeOf(node), {
      sort: 'entry of the wrong shape',
    })
    return []
  })
  return [...listed, ...rescued.map((key) => ({ key, place: record.place }))]
}

/** Adds an item under a key that is free; gives its reference. `controller` is that of the component it stands in. */
export function addItem(
  { reading }: Context,
  kind: string,
  { key: identifier, fields, place }: Pick<YamlRecord, 'key' | 'fields' | 'place'>,
  controller?: string,
): { ref: string; key: string } {
  const key = freeKey(reading, kind, identifier, place)
  const ref = `${kind} ${key}`
  const own = plainKey(identifier)
  const more = { ...(key === own ? {} : { identifier: own }), ...(controller === undefined ? {} : { controller }) }
  reading.items.push({ ref, kind, key, fields, place, ...more })
  return { ref, key }
}
