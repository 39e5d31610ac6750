import type { Node } from 'yaml'
import type { Place } from '../../errors'
import { kindOf } from '../../kinds'
import { acceptFields, newReading, note, type Reading } from '../reading'
import { collapse, entriesOf, listOf, scalarText, type YamlSource } from '../yamlNodes'

/** A component while it is read: where it starts and its control actions, for comments that speak of them. */
export type KnownComponent = {
  readonly key: string
  readonly text: string
  readonly line: number
  readonly actions: { readonly ref: string; readonly key: string; readonly text: string }[]
}

export type Context = {
  readonly yaml: YamlSource
  readonly reading: Reading
  readonly components: KnownComponent[]
}

export function newContext(yaml: YamlSource): Context {
  return { yaml, reading: newReading(), components: [] }
}

/** One entry of a list: its key, its fields, and the other keys that the caller asked for. */
export type YamlRecord = {
  readonly key: string
  readonly fields: Record<string, unknown>
  readonly others: ReadonlyMap<string, Node | null>
  readonly place: Place
}

/** Keys that were indented into the text before them: "… Hazards: [H-2]" at its end (STPA_DynMA/constraints.yml, SC-2). */
const swallowed = /\s(Losses|Hazards|Constraints|Unsafe Control Actions):\s*\[([^[\]]*)\]$/

/** Reads Identifier and Text of a mapping; `wanted` keys are handed on, all others reported as lost. */
export function readRecord(context: Context, kind: string, node: Node, wanted: ReadonlySet<string>): YamlRecord {
  const { yaml, reading } = context
  const place = yaml.placeOf(node)
  const others = new Map<string, Node | null>()
  let key = ''
  let text = ''
  let textNode: Node | null = null
  for (const entry of entriesOf(yaml, node) ?? []) {
    if (entry.name === 'Identifier') key = collapse(scalarText(entry.node) ?? '')
    else if (entry.name === 'Text') {
      text = collapse(scalarText(entry.node) ?? '')
      textNode = entry.node
    } else if (wanted.has(entry.name)) {
      if (others.has(entry.name))
        note(reading, 'lost', `"${entry.name}" is given twice; the first one counts.`, yaml.placeOf(entry.key))
      else others.set(entry.name, entry.node)
    } else {
      const value = collapse(scalarText(entry.node) ?? '').slice(0, 60)
      const message = `"${entry.name}"${value ? ` (${value})` : ''} has no place in a ${kindOf(kind).title.toLowerCase()}.`
      note(reading, 'lost', message, yaml.placeOf(entry.key), { sort: 'unknown key' })
    }
  }
  text = repairSwallowed(context, text, textNode, others)
  if (text === '')
    note(reading, 'repaired', `${kindOf(kind).title} ${key || '(no Identifier)'} has no Text.`, place, {
      sort: 'no Text',
    })
  if (key === '') key = slugOf(context, kind, text, place)
  return { key, fields: acceptFields(reading, kind, { text }, () => yaml.placeOf(textNode)), others, place }
}

const swallowedKeys = new WeakMap<ReadonlyMap<string, Node | null>, Map<string, string[]>>()

function repairSwallowed(
  context: Context,
  text: string,
  node: Node | null,
  others: ReadonlyMap<string, Node | null>,
): string {
  const match = swallowed.exec(text)
  if (!match) return text
  const [whole, name = '', list = ''] = match
  const keys = list
    .split(',')
    .map(collapse)
    .filter((key) => key !== '')
  swallowedKeys.set(others, new Map([[name, keys]]))
  const message = `"${name}: [${keys.join(', ')}]" stood inside the text (wrong indentation): read as ${name}.`
  note(context.reading, 'repaired', message, context.yaml.placeOf(node))
  return text.slice(0, text.length - whole.length).trim()
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
    const key = collapse(scalarText(node) ?? '')
    if (key !== '') return { key, place: yaml.placeOf(node) }
    note(reading, 'skipped', `An entry of "${name}" is not an identifier.`, yaml.placeOf(node), {
      sort: 'entry of the wrong shape',
    })
    return []
  })
  return [...listed, ...rescued.map((key) => ({ key, place: record.place }))]
}

/** Adds an item; gives its reference. */
export function addItem(
  context: Context,
  kind: string,
  key: string,
  fields: Record<string, unknown>,
  place: Place,
): string {
  const ref = `${kind} ${key}`
  context.reading.items.push({ ref, kind, key, fields, place })
  return ref
}
