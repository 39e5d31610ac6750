import { isMap, type Node } from 'yaml'
import { plainKey } from '../../../text/visible'
import type { Kind } from '../../defineKind'
import { type Place, StpaError } from '../../errors'
import { keyId } from '../../indexes/itemIndex'
import { findKind, kinds, targetKinds } from '../../kinds'
import type { Confirmation, Origin } from '../../model'
import { originSchema } from '../../operations/schema'
import { refusal } from '../foreign'
import { acceptFields, finish, freeKey, newReading, note, type Reading } from '../reading'
import type { Imported, SourceText } from '../types'
import { derivedUid } from '../uid'
import { type Entry, entriesOf, listOf, parseYaml, plainOf, scalarText, type YamlSource } from '../yamlNodes'
import { readLayout } from './layout'
import { nativeVersion } from './write'

type Context = {
  readonly yaml: YamlSource
  readonly reading: Reading
  readonly uids: Set<string>
  /** Keys that several items of the file have, by kind: a reference to one says not which is meant. */
  readonly doubled: Set<string>
}

const topLevel = new Set(['stpa', 'id', 'counters', 'layout'])

/**
 * Reads the native format, as the program or a person wrote it.
 * @throws StpaError unreadable or tooLarge
 */
export function readNative(source: SourceText): Imported {
  const yaml = parseYaml(source)
  const root = entriesOf(yaml, yaml.root)
  const version = root?.find((entry) => entry.name === 'stpa')
  if (!root || !version) {
    throw new StpaError('unreadable', `${source.name}:1: no "stpa: ${nativeVersion}" at the top: not a native file.`)
  }
  if (Number(scalarText(version.node)) > nativeVersion) {
    const message = `${source.name}: written by a newer version (stpa: ${scalarText(version.node)}). Update STPA Workbench.`
    throw new StpaError('unreadable', message)
  }
  const context: Context = { yaml, reading: newReading(), uids: new Set(), doubled: new Set() }
  for (const entry of root) {
    const kind = findKind(entry.name)
    if (kind) readKind(context, kind, entry)
    else if (!topLevel.has(entry.name)) {
      note(context.reading, 'lost', `"${entry.name}" is no kind of this version.`, yaml.placeOf(entry.key))
    }
  }
  // A name at the top is no recognition: what holds nothing of ours beside it is another format.
  if (context.reading.items.length === 0 && context.reading.report.length > 0)
    throw refusal(source, 'nothing in it is an item of an analysis')
  readCounters(context, root.find((entry) => entry.name === 'counters')?.node ?? null)
  leaveOpen(context)
  readLayout(yaml, context.reading, root.find((entry) => entry.name === 'layout')?.node ?? null)
  const title = context.reading.items.find((item) => item.kind === 'analysis')?.fields.text
  const id = scalarText(root.find((entry) => entry.name === 'id')?.node ?? null) ?? ''
  const imported = finish(context.reading, 'native', typeof title === 'string' ? title : undefined)
  return /^[\w.-]{1,64}$/.test(id) ? { ...imported, id } : imported
}

/** Two branches that git joined have each a new H-7: the first of both would be a guess. Said, and a finding. */
function leaveOpen({ reading, doubled }: Context): void {
  if (doubled.size === 0) return
  const isDoubled = (kinds: readonly string[], key: string) => kinds.some((kind) => doubled.has(keyId(kind, key)))
  const say = (from: string, name: string, key: string, place: Place) => {
    const message = `${from}: "${name}" names ${key}, which several items of this file have: left open.`
    note(reading, 'skipped', message, place, { rule: 'M-01b' })
  }
  const keyOf = new Map(reading.items.map(({ ref, key }) => [ref, key]))
  const links = reading.links.splice(0)
  for (const link of links) {
    if ('key' in link.to && isDoubled(link.to.kinds, link.to.key))
      say(keyOf.get(link.from) ?? '', link.name, link.to.key, link.place)
    else reading.links.push(link)
  }
  for (const [index, item] of reading.items.entries()) {
    const parent = item.parentRef?.slice(item.kind.length + 1)
    if (parent === undefined || !isDoubled([item.kind], parent)) continue
    say(item.key, 'parent', parent, item.place)
    const { parentRef: _open, ...rest } = item
    reading.items[index] = rest
  }
}

function readKind(context: Context, kind: Kind, section: Entry): void {
  const { yaml, reading } = context
  for (const node of listOf(yaml, section.node)) {
    if (!isMap(node)) {
      note(reading, 'skipped', `An entry of "${kind.name}" is not a mapping.`, yaml.placeOf(node ?? section.key), {
        sort: 'entry of the wrong shape',
      })
    } else if (kind.single && reading.items.some((item) => item.kind === kind.name)) {
      note(
        reading,
        'skipped',
        `There is one ${kind.title.toLowerCase()} only: this one is left out.`,
        yaml.placeOf(node),
      )
    } else readItem(context, kind, node)
  }
}

function readItem(context: Context, kind: Kind, node: Node): void {
  const { yaml, reading } = context
  const place = yaml.placeOf(node)
  const entries = new Map<string, Entry>()
  for (const entry of entriesOf(yaml, node) ?? []) {
    if (entries.has(entry.name))
      note(reading, 'lost', `"${entry.name}" is given twice; the first one counts.`, yaml.placeOf(entry.key))
    else entries.set(entry.name, entry)
  }
  if (![...entries.keys()].some((name) => isOurs(kind, name))) {
    const names = [...entries.keys()].map((name) => `"${name}"`).join(', ') || 'nothing'
    note(reading, 'skipped', `A ${kind.title.toLowerCase()} with ${names}: no key of this format. Left out.`, place, {
      sort: 'entry without a known key',
    })
    return
  }
  const values: Record<string, unknown> = {}
  for (const [name, entry] of entries) {
    if (Object.hasOwn(kind.allFields, name)) values[name] = plainOf(yaml, entry.node)
    else if (!isOurs(kind, name)) {
      note(reading, 'lost', `A ${kind.title.toLowerCase()} has no "${name}".`, yaml.placeOf(entry.key), {
        sort: 'unknown key',
      })
    }
  }
  const wanted = scalarText(entries.get('key')?.node ?? null) ?? ''
  if (wanted.trim() === '') note(reading, 'repaired', `A ${kind.title.toLowerCase()} without a key gets one.`, place)
  const template = kind.keyTemplate.replace(/\{n+\}/, String(reading.items.length + 1))
  const key = freeKey(reading, kind.name, wanted.trim() === '' ? template : wanted, place)
  const own = plainKey(wanted)
  if (key !== own && reading.keys.get(kind.name)?.has(own)) context.doubled.add(keyId(kind.name, own))
  const ref = `${kind.name} ${key}`
  const fields = acceptFields(reading, kind.name, values, (name) => yaml.placeOf(entries.get(name)?.key))
  reading.items.push({
    ref,
    kind: kind.name,
    key,
    fields,
    place,
    uid: derivedUid(kind.name, key),
    ...readIdentity(context, kind, entries),
  })
  for (const name of Object.keys(kind.links)) readLinks(context, kind, ref, name, entries.get(name))
}

const identity = new Set(['key', 'uid', 'aliases', 'parent', 'origin'])

const isOurs = ({ allFields, links }: Kind, name: string): boolean =>
  Object.hasOwn(allFields, name) || Object.hasOwn(links, name) || identity.has(name)

function readIdentity(context: Context, kind: Kind, entries: ReadonlyMap<string, Entry>) {
  const { yaml, reading, uids } = context
  const result: { uid?: string; aliases?: string[]; parentRef?: string; origin?: Origin } = {}
  const uid = scalarText(entries.get('uid')?.node ?? null) ?? ''
  if (/^[\w-]{1,64}$/.test(uid) && !uids.has(uid)) {
    uids.add(uid)
    result.uid = uid
  } else if (uid !== '')
    note(
      reading,
      'repaired',
      `The uid ${uid.slice(0, 70)} is not usable or used twice: a new one is given.`,
      yaml.placeOf(entries.get('uid')?.key),
    )
  const aliases = listOf(yaml, entries.get('aliases')?.node).flatMap((node) => scalarText(node) ?? [])
  if (aliases.length > 0) result.aliases = aliases
  const parent = plainKey(scalarText(entries.get('parent')?.node ?? null) ?? '')
  if (parent && kind.tree) result.parentRef = `${kind.name} ${parent}`
  else if (parent)
    note(reading, 'lost', `A ${kind.title.toLowerCase()} has no parent.`, yaml.placeOf(entries.get('parent')?.key))
  const origin = entries.get('origin')
  if (origin) {
    const parsed = originSchema.safeParse(plainOf(yaml, origin.node))
    if (parsed.success) result.origin = parsed.data
    else note(reading, 'lost', 'The origin has the wrong shape.', yaml.placeOf(origin.key))
  }
  return result
}

function readLinks(context: Context, kind: Kind, from: string, name: string, entry: Entry | undefined): void {
  const definition = kind.links[name]
  if (!entry || !definition) return
  const { yaml, reading } = context
  const legal = [...targetKinds(definition)]
  for (const [index, node] of listOf(yaml, entry.node).entries()) {
    const place = yaml.placeOf(node)
    const detail = isMap(node)
      ? new Map((entriesOf(yaml, node) ?? []).map((part) => [part.name, part.node]))
      : undefined
    const target = plainKey(scalarText(detail ? (detail.get('to') ?? null) : node) ?? '')
    if (target === '') {
      note(reading, 'skipped', `An entry of "${name}" names no item.`, place, { sort: 'entry of the wrong shape' })
      continue
    }
    const slash = target.indexOf('/')
    const named = slash > 0 && legal.includes(target.slice(0, slash)) && findKind(target.slice(0, slash))
    const to = named ? { key: target.slice(slash + 1), kinds: [named.name] } : { key: target, kinds: legal }
    const rationale = scalarText(detail?.get('rationale') ?? null)
    const confirmed = confirmation(yaml, detail?.get('confirmed') ?? null)
    reading.links.push({
      from,
      name,
      to,
      place,
      order: index + 1,
      ...(rationale ? { rationale } : {}),
      ...(confirmed ? { confirmed } : {}),
    })
  }
}

function confirmation(yaml: YamlSource, node: Node | null): Confirmation | undefined {
  const [from, to] = listOf(yaml, node).map((entry) => scalarText(entry))
  return from && to ? { from, to } : undefined
}

function readCounters({ yaml, reading }: Context, node: Node | null): void {
  for (const entry of entriesOf(yaml, node) ?? []) {
    const value = Number(scalarText(entry.node))
    if (Number.isSafeInteger(value) && value >= 0 && kinds.some((kind) => entry.name.startsWith(`${kind.name}/`))) {
      reading.counters[entry.name] = value
    } else note(reading, 'lost', `The counter "${entry.name}" has no use here.`, yaml.placeOf(entry.key))
  }
}
