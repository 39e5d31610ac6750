import { formatPlace } from '../../errors'
import { keyId } from '../../indexes/itemIndex'
import { identifierOf } from '../joined'
import { note, type Reading } from '../reading'
import type { ImportedItem, ImportedLink } from '../types'

/**
 * Resolves what a file refers to among its own records: those of the same component first, then all of the file. An
 * identifier that several of them have is left open: nobody can know which is meant, and the first one is a guess.
 * What the file does not have is left to other files.
 */
export function resolveOwn(reading: Reading): void {
  const holders = new Map<string, ImportedItem[]>()
  const byRef = new Map(reading.items.map((item) => [item.ref, item]))
  for (const item of reading.items) {
    const id = keyId(item.kind, identifierOf(item))
    holders.set(id, [...(holders.get(id) ?? []), item])
  }
  const links = reading.links.flatMap((link): ImportedLink[] => {
    if ('ref' in link.to) return [link]
    const { key, kinds } = link.to
    const all = kinds.flatMap((kind) => holders.get(keyId(kind, key)) ?? [])
    const from = byRef.get(link.from)
    const own = all.filter((item) => item.controller !== undefined && item.controller === from?.controller)
    const [first, ...others] = own.length > 0 ? own : all
    if (!first) return [link]
    if (others.length === 0) return [{ ...link, to: { ref: first.ref } }]
    const places = all.map((item) => formatPlace(item.place)).join(' and ')
    const holdersOf =
      own.length > 0 || all.every((item) => item.controller === first.controller) ? 'items' : 'components'
    const message = `${from?.key ?? ''}: "${link.name}" names ${key}, which several ${holdersOf} have (${places}): left open.`
    note(reading, 'skipped', message, link.place, { rule: 'M-01b' })
    return []
  })
  reading.links.length = 0
  for (const link of links) reading.links.push(link)
}
