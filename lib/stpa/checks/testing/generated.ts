import { type Analysis, emptyAnalysis, type Item, type Link, linkId } from '../../model'

/** An analysis of realistic shape with so many unsafe control actions: 16 per control action, 2 scenarios each. */
export function generatedAnalysis(ucas: number): Analysis {
  const items = new Map<string, Item>()
  const links = new Map<string, Link>()
  const add = (kind: string, key: string, fields: Item['fields'] = {}) => {
    const text = `The ${kind} number ${key} of the generated plant while valve ${items.size} is open`
    const item = { uid: `${kind}${key}`, kind, key, aliases: [], parent: null, order: items.size, origin: null }
    items.set(item.uid, { ...item, fields: { text, ...fields } })
    return item.uid
  }
  const tie = (from: string, name: string, to: string) => {
    const link = { from, name, to, order: links.size, rationale: '', confirmed: null }
    links.set(linkId(link), link)
  }
  add('analysis', 'AN-1', { profile: 'linux' })
  for (let index = 0; index < 8; index++) tie(add('hazard', `H-${index}`), 'leadsTo', add('loss', `L-${index}`))
  for (let index = 0; index < ucas; index++) {
    const group = Math.floor(index / 16)
    if (index % 160 === 0) add('element', `E-${group}`, { text: `Controller ${group}` })
    if (index % 16 === 0) {
      const action = add('controlAction', `CA-${group}`)
      tie(action, 'source', `elementE-${group - (group % 10)}`)
      tie(action, 'target', 'elementE-0')
    }
    const uca = add('unsafeControlAction', `UCA-${index}`, { guideWord: 'providing' })
    tie(uca, 'of', `controlActionCA-${group}`)
    tie(uca, 'leadsTo', `hazardH-${index % 8}`)
    if (index % 3 > 0) tie(add('controllerConstraint', `CC-${index}`), 'prevents', uca)
    for (const half of ['a', 'b']) tie(add('lossScenario', `LS-${index}${half}`), 'causes', uca)
    if (index % 2 > 0) tie(add('requirement', `REQ-${index}`, { requiredLevel: 'QM' }), 'derivedFrom', uca)
  }
  return { ...emptyAnalysis('generated'), items, links }
}
