import type { Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { createItem } from './items'

/** The kinds that together are an element's safety responsibility, and the link by which each hangs on it. */
export type DutyKind = 'responsibility' | 'controllerConstraint' | 'requirement' | 'assumptionOfUse'

const links: Readonly<Record<DutyKind, string>> = {
  responsibility: 'heldBy',
  controllerConstraint: 'on',
  requirement: 'allocatedTo',
  assumptionOfUse: 'on',
}

/** A new one of a kind, on this element. */
export function addDuty(kind: DutyKind, element: Uid, text = ''): { uid: Uid; operations: Operation[] } {
  const { uid, operation } = createItem(kind, text, { keyFor: element })
  return { uid, operations: [operation, { op: 'link', from: uid, name: links[kind], to: element }] }
}
