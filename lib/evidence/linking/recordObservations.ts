import type { Analysis, Item } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import type { Observation } from './materials'
import { type Recording, rationaleOf } from './recording'

/** Evidence of the file that says the same of the element already. */
export function recordedObservation(
  analysis: Analysis,
  existing: readonly Item[],
  { element, what }: Observation,
): Item | undefined {
  return existing.find(({ uid }) => rationaleOf(analysis, uid, 'observes', element.uid).split('\n').includes(what))
}

/**
 * A file as evidence that describes elements: one evidence, a link to each element, what it says of it as the reason of
 * the link, one a line. What another person wrote there stays.
 */
export function recordObservations(recording: Recording, chosen: readonly Observation[]): Operation[] {
  const { analysis, existing, newUid, fields } = recording
  const fresh = chosen.filter((each) => recordedObservation(analysis, existing, each) === undefined)
  if (fresh.length === 0) return []
  const [first] = existing
  const uid = first?.uid ?? newUid()
  const linkOf = (element: Item): Operation => {
    const before = first ? rationaleOf(analysis, uid, 'observes', element.uid) : ''
    const said = new Set(fresh.filter((each) => each.element === element).map(({ what }) => what))
    return { op: 'link', from: uid, name: 'observes', to: element.uid, rationale: joined(before, said) }
  }
  const elements = [...new Set(fresh.map(({ element }) => element))]
  return [...(first ? [] : [{ op: 'create' as const, uid, kind: 'evidence', fields }]), ...elements.map(linkOf)]
}

/** As a reason may be; lines that do not fit are counted. */
const limit = 3_900

function joined(before: string, said: ReadonlySet<string>): string {
  const lines = before === '' ? [] : [before]
  let left = 0
  for (const line of said) {
    if (lines.join('\n').length + line.length < limit) lines.push(line)
    else left++
  }
  return [...lines, ...(left > 0 ? [`… and ${left} more`] : [])].join('\n')
}
