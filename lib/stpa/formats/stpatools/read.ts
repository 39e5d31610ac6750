import { isMap, type Node } from 'yaml'
import { type Place, StpaError } from '../../errors'
import { finish, freeKey, note } from '../reading'
import type { Imported, SourceText } from '../types'
import { type Entry, entriesOf, listOf, parseYaml } from '../yamlNodes'
import { readRejections } from './comments'
import { readComponents } from './components'
import { addItem, type Context, keysUnder, newContext, readRecord } from './records'

const sections = ['Losses', 'Hazards', 'Constraints', 'Responsibilities', 'Components'] as const

/**
 * Reads stpatools YAML (stpa-tools.md 3.1): keys in title case with spaces, every section optional, one analysis
 * possibly split over several files.
 * @throws StpaError unreadable or tooLarge
 */
export function readStpatools(source: SourceText): Imported {
  const yaml = parseYaml(source)
  const root = entriesOf(yaml, yaml.root)
  if (!root) {
    const message = `${source.name}:1: no mapping at the top; expected ${sections.join(', ')}.`
    throw new StpaError('unreadable', message, { place: { file: source.name, line: 1 } })
  }
  const context = newContext(yaml)
  const found = new Map<string, Entry>()
  for (const entry of root) {
    const name = sections.find((section) => section.toLowerCase() === entry.name.toLowerCase())
    if (!name)
      note(context.reading, 'lost', `Section "${entry.name}" is not one of stpatools'.`, yaml.placeOf(entry.key))
    else if (found.has(name)) readSection(context, name, entry.node)
    else found.set(name, entry)
  }
  if (found.size === 0) {
    const message = `${source.name}: none of the sections ${sections.join(', ')} is there.`
    throw new StpaError('unreadable', message, { place: { file: source.name } })
  }
  for (const name of sections) readSection(context, name, found.get(name)?.node ?? null)
  readRejections(context)
  return finish(context.reading, 'stpatools')
}

function readSection(context: Context, name: (typeof sections)[number], node: Node | null): void {
  if (name === 'Components') return readComponents(context, node)
  for (const entry of listOf(context.yaml, node)) readSimple(context, name, entry)
}

const simple = {
  Losses: { kind: 'loss', links: [] },
  Hazards: { kind: 'hazard', links: [{ key: 'Losses', name: 'leadsTo', kinds: ['loss'] }] },
  Constraints: { kind: 'systemConstraint', links: [{ key: 'Hazards', name: 'addresses', kinds: ['hazard'] }] },
  Responsibilities: {
    kind: 'responsibility',
    links: [
      { key: 'Component', name: 'heldBy', kinds: ['element'] },
      { key: 'Constraints', name: 'enforces', kinds: ['systemConstraint'] },
    ],
  },
} as const

function readSimple(context: Context, section: keyof typeof simple, node: Node | null): void {
  const place: Place = context.yaml.placeOf(node)
  if (!isMap(node)) {
    note(context.reading, 'skipped', `An entry of ${section} is not a mapping.`, place, {
      sort: 'entry of the wrong shape',
    })
    return
  }
  const { kind, links } = simple[section]
  const record = readRecord(context, kind, node, new Set(links.map((link) => link.key)))
  const key = freeKey(context.reading, kind, record.key, place)
  const ref = addItem(context, kind, key, record.fields, place)
  for (const link of links) {
    for (const target of keysUnder(context, record, link.key)) {
      context.reading.links.push({
        from: ref,
        name: link.name,
        to: { key: target.key, kinds: [...link.kinds] },
        place: target.place,
      })
    }
  }
}
