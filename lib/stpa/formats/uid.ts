import { digest } from '../fingerprint'
import type { Uid } from '../model'

/** What a derived uid begins with, by format. A random one is hexadecimal, so no letter of it can stand here. */
const letters: Readonly<Record<string, string>> = { native: 'n', stpatools: 's', dot: 'g' }

/**
 * The uid that an item has whose file gives none: from format, controller and key, so that reading a file twice gives the
 * same, and an edit of the file renews nothing. `number` counts those that have all of these in common.
 */
export function derivedUid(kind: string, key: string, format = 'native', controller = '', number = 1): Uid {
  const more = [...(controller === '' ? [] : [controller]), ...(number === 1 ? [] : [number])]
  return `${letters[format] ?? 'x'}${digest([format, kind, key, ...more])}`
}

/** Items of different analyses may have the same derived uid: by itself it identifies nothing. */
export function isDerived(uid: Uid): boolean {
  return /^[nsgx]/.test(uid)
}
