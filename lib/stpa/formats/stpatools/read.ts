import { isMap, isSeq, type Node } from 'yaml'
import type { Place } from '../../errors'
import { refusal } from '../foreign'
import { finish, note } from '../reading'
import type { Imported, SourceText } from '../types'
import { type Entry, entriesOf, listOf, parseYaml } from '../yamlNodes'
import { readRejections } from './comments'
import { readComponents } from './components'
import { addItem, type Context, keysUnder, newContext, readRecord } from './records'
import { resolveOwn } from './references'

const sections = ['Losses', 'Hazards', 'Constraints', 'Responsibilities', 'Components'] as const

/**
 * Reads the YAML of stpatools (gitlab.com/CodethinkLabs/stpatools): keys in title case with spaces, every section
 * optional, one analysis possibly split over several files.
 * @throws StpaError unreadable or tooLarge
 */
export function readStpatools(source: SourceText): Imported {
  const yaml = parseYaml(source)
  const root = entriesOf(yaml, yaml.root)
  if (!root) throw refusal(source, `there is no mapping at its top, with ${sections.join(', ')}`)
  const context = newContext(yaml)
  const found = new Map<string, Entry>()
  for (const entry of root) {
    const name = sections.find((section) => section.toLowerCase() === entry.name.toLowerCase())
    if (!name)
      note(
        context.reading,
        isMap(entry.node) || isSeq(entry.node) ? 'skipped' : 'lost',
        `Section "${entry.name}" is not one of stpatools'.`,
        yaml.placeOf(entry.key),
      )
    else if (found.has(name)) readSection(context, name, entry.node)
    else found.set(name, entry)
  }
  if (found.size === 0) throw refusal(source, `it has none of the sections ${sections.join(', ')}`)
  for (const name of sections) readSection(context, name, found.get(name)?.node ?? null)
  assertOurs(source, context)
  readRejections(context)
  resolveOwn(context.reading)
  return finish(context.reading, 'stpatools')
}

/** A list under a name of ours is not recognition: where not one record has a key of stpatools, it is another format. */
function assertOurs(source: SourceText, { seen }: Context): void {
  if (seen.records > 0 || seen.strange.size === 0) return
  throw refusal(source, `its entries have ${[...seen.strange].slice(0, 5).join(', ')}, not Identifier and Text`)
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
  if (!record) return
  const { ref } = addItem(context, kind, record)
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
