import { graphOf } from './graph'
import type { Analysis, Item } from './model'

export type Role = 'controller' | 'controlled process' | 'actuator' | 'sensor'

/**
 * What an element is, derived from its interactions: it gives a control action: controller; it receives
 * one: controlled process; it stands on the way of a control action: actuator, of feedback: sensor.
 */
export function rolesOf(analysis: Analysis, element: Item): Role[] {
  const found = new Set<Role>()
  for (const link of graphOf(analysis).incoming.get(element.uid) ?? []) {
    const kind = analysis.items.get(link.from)?.kind
    if (kind === 'controlAction' && link.name === 'source') found.add('controller')
    if (kind === 'controlAction' && link.name === 'target') found.add('controlled process')
    if (kind === 'controlAction' && link.name === 'via') found.add('actuator')
    if (kind === 'feedback' && link.name === 'via') found.add('sensor')
  }
  return (['controller', 'controlled process', 'actuator', 'sensor'] as const).filter((role) => found.has(role))
}
