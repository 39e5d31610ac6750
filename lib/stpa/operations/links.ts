import type { LinkDefinition } from '../defineKind'
import { StpaError } from '../errors'
import { fingerprint } from '../fingerprint'
import { kindOf, targetKinds } from '../kinds'
import { type Geometry, type Item, type Link, linkId, positionId } from '../model'
import { type Draft, dropLink, dropPosition, itemIn, linksFrom, nameOf, nextOrder, putLink, putPosition } from './draft'
import type { LinkOperation, PlaceOperation, UnlinkOperation } from './types'

export function applyLink(draft: Draft, operation: LinkOperation): LinkOperation {
  const from = itemIn(draft, operation.from)
  const to = itemIn(draft, operation.to)
  const definition = assertLegal(from, operation.name, to)
  const before = draft.links.get(linkId(operation))
  if (!before) assertRoom(draft, from, operation.name, definition)
  const link: Link = {
    from: from.uid,
    name: operation.name,
    to: to.uid,
    order: operation.order ?? before?.order ?? nextOrder(draft, operation),
    rationale: operation.rationale ?? before?.rationale ?? '',
    confirmed: operation.confirmed ?? before?.confirmed ?? confirmation(definition, from, to),
  }
  putLink(draft, link)
  const back = before ? { op: 'link' as const, ...before } : { op: 'unlink' as const, ...end(link) }
  draft.inverse.push([back])
  return { op: 'link', ...link }
}

const end = ({ from, name, to }: Link) => ({ from, name, to })

function confirmation(definition: LinkDefinition, from: Item, to: Item) {
  return definition.confirmed ? { from: fingerprint(from), to: fingerprint(to) } : null
}

/** The definition of a link that these kinds may have. @throws StpaError illegalLink */
export function assertLegal(from: Item, name: string, to: Item): LinkDefinition {
  const kind = kindOf(from.kind)
  const definition = Object.hasOwn(kind.links, name) ? kind.links[name] : undefined
  if (!definition) throw new StpaError('illegalLink', `A ${kind.title.toLowerCase()} has no link "${name}".`)
  if (from.uid === to.uid) throw new StpaError('illegalLink', `${nameOf(from)} cannot be linked to itself.`)
  if (!targetKinds(definition).has(to.kind)) {
    const message = `${nameOf(from)} ${definition.title} … cannot point to ${nameOf(to)}.`
    throw new StpaError('illegalLink', message, { uid: from.uid })
  }
  return definition
}

function assertRoom(draft: Draft, from: Item, name: string, definition: LinkDefinition): void {
  if (!Number.isFinite(definition.max)) return
  const present = linksFrom(draft, from.uid).filter((link) => link.name === name).length
  if (present >= definition.max) {
    const message = `${nameOf(from)} ${definition.title} at most ${definition.max}. Take one away first.`
    throw new StpaError('tooManyLinks', message, { uid: from.uid })
  }
}

/** Taking away what is not there is no error: two people may have done the same. */
export function applyUnlink(draft: Draft, operation: UnlinkOperation): UnlinkOperation {
  const link = draft.links.get(linkId(operation))
  if (!link) return operation
  dropLink(draft, link)
  draft.inverse.push([{ op: 'link', ...link }])
  return operation
}

export function applyPlace(draft: Draft, operation: PlaceOperation): PlaceOperation {
  const structure = itemIn(draft, operation.structure)
  const item = itemIn(draft, operation.item)
  if (structure.kind !== 'structure') {
    throw new StpaError('illegalLink', `${nameOf(item)} can be placed in a control structure only.`)
  }
  const before = draft.positions.get(positionId(operation))
  if (operation.at === null) {
    if (before) dropPosition(draft, before)
  } else {
    putPosition(draft, { ...assertGeometry(operation.at), structure: structure.uid, item: item.uid })
  }
  const at = before ? geometry(before) : null
  draft.inverse.push([{ op: 'place', structure: structure.uid, item: item.uid, at }])
  return operation
}

function geometry({ x, y, width, height }: Geometry): Geometry {
  return { x, y, ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) }
}

function assertGeometry(at: Geometry): Geometry {
  const numbers = [at.x, at.y, at.width ?? 1, at.height ?? 1]
  if (numbers.some((value) => !Number.isFinite(value) || Math.abs(value) > 1e6)) {
    throw new StpaError('badShape', 'A position is four finite numbers below a million.')
  }
  return geometry(at)
}
