import { digest } from '../fingerprint'
import { itemsOf, linked } from '../graph'
import type { Analysis } from '../model'
import { isPublished, sentenceOf } from './chapters/assumptionsOfUse'

export type Answer = {
  key: string
  revision: string
  addressee: string
  phase: string
  text: string
  answer: string
  reason: string
  evidence: string
}

/** The answer sheet of the assumptions of use: what the addressee fills in. `revision` is a digest of the entry's wording. */
export function answersOf(analysis: Analysis): Answer[] {
  return itemsOf(analysis, 'assumptionOfUse')
    .filter(isPublished)
    .map((item) => {
      const text = sentenceOf(analysis, item)
      const addressee = String(linked(analysis, item.uid, 'addressedTo')[0]?.fields.text ?? '')
      return {
        key: item.key,
        revision: digest([item.key, text, item.fields]).slice(0, 8),
        addressee,
        phase: String(item.fields.phase ?? ''),
        text,
        answer: 'open',
        reason: '',
        evidence: '',
      }
    })
}

/** RFC 4180. A cell that a spreadsheet would take for a formula is led by an apostrophe. */
export function answersCsv(analysis: Analysis): string {
  const head = [
    'key',
    'revision',
    'addressee',
    'phase',
    'text',
    'answer (fulfilled / not applicable / not fulfilled / open)',
    'reason',
    'evidence',
  ]
  const rows = answersOf(analysis).map((answer) => [
    answer.key,
    answer.revision,
    answer.addressee,
    answer.phase,
    answer.text,
    answer.answer,
    answer.reason,
    answer.evidence,
  ])
  return [head, ...rows]
    .map((row) => row.map(csvCell).join(','))
    .join('\r\n')
    .concat('\r\n')
}

function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}
