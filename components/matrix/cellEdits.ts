import { createItem } from '@/components/item/edits'
import { textOf } from '@/lib/stpa/fieldValues'
import { type GuideWord, guideWordOf } from '@/lib/stpa/guideWords'
import type { Cell, Row } from '@/lib/stpa/matrix'
import type { Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'

const phrases: Readonly<Record<GuideWord, (source: string, action: string) => string>> = {
  notProviding: (source, action) => `${source} does not provide ${action} when `,
  providing: (source, action) => `${source} provides ${action} when `,
  timing: (source, action) => `${source} provides ${action} too late after `,
  duration: (source, action) => `${source} stops providing ${action} too soon while `,
  magnitudeLess: (source, action) => `${source} provides too little ${action} when `,
  magnitudeMore: (source, action) => `${source} provides too much ${action} when `,
  tooEarly: (source, action) => `${source} provides ${action} too early before `,
  tooLate: (source, action) => `${source} provides ${action} too late after `,
  outOfOrder: (source, action) => `${source} provides ${action} out of order when `,
  durationShort: (source, action) => `${source} stops providing ${action} too soon while `,
  durationLong: (source, action) => `${source} goes on providing ${action} too long after `,
}

/** The handbook's order: source, type, control action, context (to be written). */
export function proposedText(row: Row, word: GuideWord): string {
  const source = row.controller ? textOf(row.controller) : 'The controller'
  return phrases[word](source, textOf(row.subject))
}

/** A new unsafe control action of a cell, with its hazards, contexts and what follows the condition word as its context. */
export function unsafeAction(
  row: Row,
  word: GuideWord,
  text: string,
  hazards: readonly Uid[],
  contexts: readonly Uid[],
): { uid: Uid; operations: Operation[] } {
  const context = /\b(?:when|while|after|before|if)\b\s*(.*)$/.exec(text)?.[1]?.trim() ?? ''
  const { uid, operation } = createItem('unsafeControlAction', text.trim(), {
    fields: { guideWord: word, ...(context ? { context } : {}) },
    ...(row.controller ? { keyFor: row.controller.uid } : {}),
  })
  const link = (name: string, to: Uid): Operation => ({ op: 'link', from: uid, name, to })
  return {
    uid,
    operations: [
      operation,
      link('of', row.subject.uid),
      ...hazards.map((to) => link('leadsTo', to)),
      ...contexts.map((to) => link('inContext', to)),
    ],
  }
}

/** A verdict with its reason; one that is there already is changed. */
export function judge(row: Row, cell: Cell, verdict: string, reason: string): Operation[] {
  const [present] = cell.verdicts
  if (present) {
    const set = { verdict, reason }
    return [
      {
        op: 'update',
        uid: present.uid,
        set,
        was: { verdict: present.fields.verdict ?? null, reason: present.fields.reason ?? null },
      },
    ]
  }
  const text = `${textOf(row.subject)}: ${guideWordOf(cell.word)?.label.toLowerCase() ?? cell.word}`
  const { uid, operation } = createItem('verdict', text, { fields: { guideWord: cell.word, verdict, reason } })
  return [operation, { op: 'link', from: uid, name: 'subject', to: row.subject.uid }]
}
