import { csvOf } from '../../../text/csv'
import { textOf } from '../../fieldValues'
import { fingerprint } from '../../fingerprint'
import { itemsOf, linked } from '../../graph'
import { derivedLevel } from '../../integrity'
import type { Analysis, Item } from '../../model'
import type { Hashes } from '../contentHash'
import { isGone } from '../facts'
import { addresseesOf, sentenceOf } from '../sentence'

export const answerSheetVersion = 1

/** What an addressee may answer. */
export const answers = ['fulfilled', 'not applicable', 'not fulfilled', 'open'] as const

type AnswerRow = {
  readonly key: string
  /** Fingerprint of the entry's content: another one means that the entry changed since it was answered. */
  readonly revision: string
  readonly text: string
  readonly answer: (typeof answers)[number]
  readonly reason: string
  readonly evidence: string
  readonly addressee: string
  readonly phase: string
  readonly level: string
  readonly acceptanceCriterion: string
}

/** One row per assumption of use that is asked for, in the order of the document, answered "open". */
export function answerRows(analysis: Analysis): AnswerRow[] {
  const uses = itemsOf(analysis, 'assumptionOfUse').filter((item) => !isGone(item))
  return addresseesOf(analysis).flatMap((addressee) =>
    uses
      .filter((item) => linked(analysis, item.uid, 'addressedTo')[0] === addressee)
      .map((item) => rowOf(analysis, item, addressee)),
  )
}

function rowOf(analysis: Analysis, item: Item, addressee: Item | undefined): AnswerRow {
  return {
    key: item.key,
    revision: fingerprint(item),
    text: sentenceOf(analysis, item),
    answer: 'open',
    reason: '',
    evidence: '',
    addressee: addressee ? textOf(addressee) : '',
    phase: textOf(item, 'phase'),
    level: derivedLevel(analysis, item) ?? '',
    acceptanceCriterion: textOf(item, 'acceptanceCriterion'),
  }
}

const columns = [
  'key',
  'revision',
  'text',
  'answer',
  'reason',
  'evidence',
  'addressee',
  'phase',
  'level',
  'acceptanceCriterion',
] as const

/** The answer sheet for a spreadsheet: RFC 4180, a header line, UTF-8. */
export function answersCsv(analysis: Analysis): string {
  return csvOf([columns, ...answerRows(analysis).map((row) => columns.map((column) => row[column]))])
}

/** The answer sheet for tools; see docs/documents.md. */
export function answersJson(analysis: Analysis, title: string, hashes: Hashes): string {
  const { id, revision, revisedAt } = analysis
  const sheet = {
    format: 'stpa-answer-sheet',
    version: answerSheetVersion,
    analysis: { id, title, revision, revisedAt, hash: hashes.content, basis: hashes.basis.hash },
    answers,
    entries: answerRows(analysis),
  }
  return `${JSON.stringify(sheet, null, 2)}\n`
}
