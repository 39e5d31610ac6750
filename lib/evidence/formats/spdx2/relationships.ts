import { asserted, type Materials } from '../../materials'
import type { Reading } from '../../reading'

/** Relationship types that mean "needs", and on which side the one that needs stands (SPDX 2.3, clause 11). */
const needing = /^(DEPENDS_ON|HAS_PREREQUISITE|STATIC_LINK|DYNAMIC_LINK)$/
const needed = /^((BUILD|DEV|OPTIONAL|PROVIDED|TEST|RUNTIME)_)?DEPENDENCY_OF$|^PREREQUISITE_FOR$/

export type FoundRelationship = {
  readonly from: string
  readonly to: string
  readonly type: string
  readonly line: number
}

export function addRelationship(reading: Reading, materials: Materials, found: FoundRelationship): void {
  const { from, to, type, line } = found
  if (from === '' || to === '') reading.skipped(line, 'a relationship without its two ends.')
  else if (asserted(to) === '' || asserted(from) === '') reading.left(line, `${type} relationships to ${to}`)
  else if (needing.test(type)) materials.needs(from, to, line)
  else if (needed.test(type)) materials.needs(to, from, line)
  else reading.left(line, `${type.slice(0, 60)} relationships`)
}
