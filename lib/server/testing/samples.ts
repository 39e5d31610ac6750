import type { Analysis } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { createAnalysis } from '../analyses'
import type { Store } from '../store/store'
import { ann } from './stores'

export const create = (uid: string, kind: string, text: string, more: object = {}): Operation => ({
  op: 'create',
  uid,
  kind,
  fields: { text },
  ...more,
})

export const update = (uid: string, set: Record<string, unknown>, was: Record<string, unknown> = {}): Operation => ({
  op: 'update',
  uid,
  set,
  was,
})

export const sample: readonly Operation[] = [
  create('an', 'analysis', 'Lamp'),
  create('l1', 'loss', 'Life'),
  create('h1', 'hazard', 'No warning'),
  create('h2', 'hazard', 'Wrong warning'),
  create('e1', 'element', 'Checker'),
  create('e2', 'element', 'Watchdog', { parent: 'e1' }),
  create('cs', 'structure', 'Top'),
  create('ca1', 'controlAction', 'Pet'),
  { op: 'link', from: 'h1', name: 'leadsTo', to: 'l1' },
  { op: 'link', from: 'h2', name: 'leadsTo', to: 'l1', rationale: 'because' },
  { op: 'link', from: 'ca1', name: 'source', to: 'e1' },
  { op: 'link', from: 'ca1', name: 'target', to: 'e2' },
  { op: 'place', structure: 'cs', item: 'e1', at: { x: 0.1 + 0.2, y: 20, width: 90 } },
  { op: 'place', structure: 'cs', item: 'e2', at: { x: -3, y: 1 / 3 } },
]

export async function createSample(store: Store): Promise<string> {
  const proposal = { operations: sample, action: 'edit' as const }
  const { id } = await createAnalysis(store, ann, 'Lamp', proposal)
  return id
}

/** Everything that is stored, by its key: equal contents give equal values, whatever the order. */
export function content({ items, links, positions, ...head }: Analysis) {
  return {
    ...head,
    items: Object.fromEntries(items),
    links: Object.fromEntries(links),
    positions: Object.fromEntries(positions),
  }
}
