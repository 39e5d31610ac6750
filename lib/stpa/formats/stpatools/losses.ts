import { fieldOf } from '../../fieldValues'
import { graphOf, itemsOf, linked } from '../../graph'
import { guideWordOf } from '../../guideWords'
import { kinds } from '../../kinds'
import type { Analysis, Item, ReportLine } from '../../model'
import { isRejection } from './rejections'

/** What stpatools YAML holds of each kind: fields beside the text, and links. All else of an analysis is lost. */
const held: Readonly<Record<string, { fields: readonly string[]; links: Readonly<Record<string, number>> }>> = {
  loss: { fields: [], links: {} },
  hazard: { fields: [], links: { leadsTo: Number.POSITIVE_INFINITY } },
  systemConstraint: { fields: [], links: { addresses: Number.POSITIVE_INFINITY } },
  responsibility: { fields: [], links: { heldBy: 1, enforces: Number.POSITIVE_INFINITY } },
  element: { fields: [], links: {} },
  controlAction: { fields: [], links: { source: 1, target: 1 } },
  feedback: { fields: [], links: { source: 1, target: 1 } },
  unsafeControlAction: { fields: ['guideWord'], links: { of: 1, leadsTo: Number.POSITIVE_INFINITY } },
  lossScenario: { fields: ['class'], links: { causes: 1 } },
  controllerConstraint: { fields: [], links: { on: 1, prevents: Number.POSITIVE_INFINITY } },
}

/** An item without the link that it is nested by has no place in the file at all. */
const nestedBy: Readonly<Record<string, string>> = {
  controlAction: 'source',
  feedback: 'source',
  unsafeControlAction: 'of',
  lossScenario: 'causes',
  controllerConstraint: 'on',
}

/** One line per kind and reason, with the keys concerned. `key` holds the kind where all of its items are lost. */
export function lossesOf(analysis: Analysis): ReportLine[] {
  const lost = new Map<string, string[]>()
  const whole = new Map<string, string[]>()
  for (const kind of kinds) {
    for (const item of itemsOf(analysis, kind.name)) {
      if (kind.name === 'verdict' && isRejection(analysis, item)) continue
      const form = held[kind.name]
      if (!form) {
        whole.set(kind.name, [...(whole.get(kind.name) ?? []), item.key])
        continue
      }
      for (const reason of lossesOfItem(analysis, item, form))
        lost.set(`${kind.title} ${reason}`, [...(lost.get(`${kind.title} ${reason}`) ?? []), item.key])
    }
  }
  const lines = [...lost].map(
    ([reason, keys]): ReportLine => ({ outcome: 'lost', message: `${reason}: ${shorten(keys)}` }),
  )
  const kindsLost = [...whole].map(([name, keys]): ReportLine => {
    const kind = kinds.find((candidate) => candidate.name === name)
    return {
      outcome: 'lost',
      message: `${kind?.plural ?? name} have no place in stpatools YAML: ${shorten(keys)}`,
      key: name,
    }
  })
  return [...lines, ...kindsLost]
}

function shorten(keys: readonly string[]): string {
  return keys.length <= 20 ? keys.join(', ') : `${keys.slice(0, 20).join(', ')} and ${keys.length - 20} more`
}

function lossesOfItem(analysis: Analysis, item: Item, form: (typeof held)[string] & object): string[] {
  const nest = nestedBy[item.kind]
  if (nest && linked(analysis, item.uid, nest).length === 0) return [`without "${nest}" is not nested anywhere`]
  const reasons: string[] = []
  for (const name of Object.keys(item.fields)) {
    if (name !== 'text' && !form.fields.includes(name)) reasons.push(`field "${name}"`)
  }
  const word = guideWordOf(fieldOf(item, 'guideWord'))
  if (word && word.value !== word.group) reasons.push('guide word folded to its group')
  if (item.kind === 'lossScenario' && fieldOf(item, 'class') !== 'a')
    reasons.push('class (every nested scenario is read as class a)')
  if (item.parent !== null) reasons.push('place in the tree')
  if (item.aliases.length > 0) reasons.push('earlier keys')
  const counts = new Map<string, number>()
  for (const link of graphOf(analysis).outgoing.get(item.uid) ?? []) {
    counts.set(link.name, (counts.get(link.name) ?? 0) + 1)
    if (link.rationale) reasons.push(`rationale of the link "${link.name}"`)
  }
  for (const [name, count] of counts) {
    const limit = form.links[name] ?? 0
    if (count > limit) reasons.push(limit === 0 ? `link "${name}"` : `link "${name}" beyond the first`)
  }
  return [...new Set(reasons)]
}
