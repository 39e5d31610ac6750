import { cut } from '../../text/storable'
import { plainKey, shownKey } from '../../text/visible'
import { StpaError } from '../errors'
import { limits } from '../fields'
import { kindOf } from '../kinds'
import type { Uid } from '../model'
import { type Draft, keyHolder, singleOf } from './draft'

/** The template in force for a kind: the analysis' own, else the kind's. */
export function keyTemplateOf(draft: Draft, kind: string): string {
  // Parsed by the analysis kind: a record of texts, or absent.
  const templates = singleOf(draft, 'analysis')?.fields.keyTemplates as Record<string, string> | undefined
  return templates?.[kind] ?? kindOf(kind).keyTemplate
}

const numberSlot = /\{n+\}/

/** The next free key of a kind; `{element}` stands for the key of the item `keyFor`. Never gives a number twice. */
export function nextKey(draft: Draft, kind: string, keyFor?: Uid, template = keyTemplateOf(draft, kind)): string {
  const scope = keyFor === undefined ? undefined : draft.items.get(keyFor)
  const filled = template.includes('{element}')
    ? template.replaceAll('{element}', scope?.key ?? kindOf(kind).keyTemplate.replace(/-?\{n+\}/, ''))
    : template
  const slotted = plainKey(numberSlot.test(filled) ? filled : `${filled}-{n}`)
  const counter = counterId(kind, slotted)
  for (let number = (draft.counters[counter] ?? 0) + 1; ; number++) {
    const key = slotted.replace(numberSlot, (slot) => String(number).padStart(slot.length - 2, '0'))
    if (keyHolder(draft, kind, key) === undefined) return key
  }
}

const counterId = (kind: string, slotted: string): string => `${kind}/${slotted.replace(numberSlot, '#')}`

const keyPattern = /^(.*?)(\d{1,9})$/

/** Remembers the number in a key that was given or taken, so that the template never gives it again. */
export function countKey(draft: Draft, kind: string, key: string): void {
  const [, prefix, digits] = keyPattern.exec(key) ?? []
  if (prefix === undefined || digits === undefined) return
  const counter = `${kind}/${prefix}#`
  const number = Number(digits)
  if (number <= (draft.counters[counter] ?? 0)) return
  if (draft.counters === draft.below.counters) draft.counters = { ...draft.counters } // the value below keeps its own
  draft.counters[counter] = number
}

/** @throws StpaError badShape or keyTaken */
export function assertKeyFree(draft: Draft, kind: string, key: string, uid: Uid): void {
  if (key === '' || key.length > limits.key || key !== plainKey(key)) {
    const what = `A key is one line of 1 to ${limits.key} characters, with no blanks around it or two in a row, and no invisible characters`
    throw new StpaError('badShape', `${what}: "${shownKey(cut(key, limits.key))}" is none.`, { uid })
  }
  const holder = keyHolder(draft, kind, key)
  if (holder !== undefined && holder !== uid) {
    const title = kindOf(kind).title.toLowerCase()
    throw new StpaError('keyTaken', `Another ${title} has the key ${key}. Choose another one.`, { uid: holder })
  }
}
