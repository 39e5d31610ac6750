import { textOf } from '@/lib/stpa/fieldValues'
import { type GuideWord, guideWordOf } from '@/lib/stpa/guideWords'
import type { Cell, Row } from '@/lib/stpa/matrix'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { createItem, removal, setField } from './items'

export type Judgement = 'notHazardous' | 'notApplicable'

export type Unsafe = {
  readonly word: GuideWord
  readonly text: string
  readonly context: string
  readonly hazards: readonly Uid[]
  readonly contexts: readonly Uid[]
  readonly constraints: readonly Uid[]
}

/** The condition in a sentence that was written as a whole. */
const conditionIn = (text: string): string => /\b(?:when|while|after|before|if)\b(.*)$/s.exec(text)?.[1] ?? ''

/** A new unsafe control action of a row, with its links. */
export function unsafeAction(row: Row, unsafe: Unsafe): { uid: Uid; operations: Operation[] } {
  const context = (unsafe.context || conditionIn(unsafe.text)).trim()
  const { uid, operation } = createItem('unsafeControlAction', unsafe.text.trim(), {
    fields: { guideWord: unsafe.word, ...(context ? { context } : {}) },
    ...(row.controller ? { keyFor: row.controller.uid } : {}),
  })
  const links = (name: string, ends: readonly Uid[]) =>
    ends.map((to): Operation => ({ op: 'link', from: uid, name, to }))
  return {
    uid,
    operations: [
      operation,
      ...links('of', [row.subject.uid]),
      ...links('leadsTo', unsafe.hazards),
      ...links('inContext', unsafe.contexts),
      ...links('violates', unsafe.constraints),
    ],
  }
}

/** A verdict with its reason; one that is there already is changed, further ones of the cell go. */
export function judge(row: Row, cell: Cell, verdict: Judgement, reason: string): Operation[] {
  const [present, ...others] = cell.verdicts
  const gone = others.map((item): Operation => ({ op: 'remove', uid: item.uid }))
  if (present) {
    const was = { verdict: present.fields.verdict ?? null, reason: present.fields.reason ?? null }
    return [{ op: 'update', uid: present.uid, set: { verdict, reason }, was }, ...gone]
  }
  const text = `${textOf(row.subject)}: ${guideWordOf(cell.word)?.label.toLowerCase() ?? cell.word}`
  const { uid, operation } = createItem('verdict', text, { fields: { guideWord: cell.word, verdict, reason } })
  return [operation, { op: 'link', from: uid, name: 'subject', to: row.subject.uid }]
}

/** Takes the verdicts of a cell back: what was looked at is to be looked at again. */
export function reopen(cell: Cell): Operation[] {
  return cell.verdicts.map((item): Operation => ({ op: 'remove', uid: item.uid }))
}

/**
 * Rejects an unsafe control action: it stays, with its reason, and counts as looked at. `restore` takes that back.
 */
export function reject(item: Item, reason: string): Operation {
  const was = { state: item.fields.state ?? null, stateReason: item.fields.stateReason ?? null }
  return { op: 'update', uid: item.uid, set: { state: 'rejected', stateReason: reason }, was }
}

export const restore = (item: Item): Operation => setField(item, 'state', null)

/** Removes an unsafe control action for good. The verdicts of its cell stay. */
export const removeAction = (analysis: Analysis, item: Item): Operation[] => removal(analysis, [item.uid])

/** Reasons that were written before, the most used first: the same ones recur along a row or column. */
export function reasonsBefore(rows: readonly Row[]): string[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    for (const verdict of row.cells.flatMap((cell) => cell.verdicts)) {
      const reason = textOf(verdict, 'reason')
      if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1)
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([reason]) => reason)
}
