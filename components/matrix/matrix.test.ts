import { describe, expect, it } from 'vitest'
import { judge, reasonsBefore, reject, removeAction, reopen, restore, unsafeAction } from '@/lib/edits/cells'
import { type Analysis, emptyAnalysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { columnCoverage, matrixRows } from './matrixRows'
import { unsafeText, wordsOfColumn } from './unsafeText'

const create = (uid: string, kind: string, text: string): Operation => ({ op: 'create', uid, kind, fields: { text } })
const link = (from: string, name: string, to: string): Operation => ({ op: 'link', from, name, to })
const changed = (analysis: Analysis, operations: readonly Operation[]): Analysis => apply(analysis, operations).analysis

/** Two controllers; the handler gives two control actions, the watchdog one and feedback. */
const sample = changed(emptyAnalysis('a'), [
  create('handler', 'element', 'Request handler'),
  create('watchdog', 'element', 'Watchdog'),
  create('cut', 'controlAction', 'Turn backlight off'),
  create('set', 'controlAction', 'Set required telltales'),
  create('clear', 'controlAction', 'Clear telltales'),
  create('status', 'feedback', 'Status word'),
  create('hazard', 'hazard', 'No warning'),
  link('cut', 'source', 'watchdog'),
  link('set', 'source', 'handler'),
  link('clear', 'source', 'handler'),
  link('status', 'source', 'watchdog'),
])
const plain = { controller: '', openOnly: false, withFeedback: false } as const

function cellOf(analysis: Analysis, subject: string, column: number) {
  const row = matrixRows(analysis, plain).rows.find((candidate) => candidate.subject.uid === subject)
  const cell = row?.cells[column]
  if (!row || !cell) throw new Error('no such cell')
  return { row, cell }
}

describe('the rows of the matrix', () => {
  it('stand below their controllers, and feedback below the control actions of whoever gives it', () => {
    const { entries } = matrixRows(sample, { ...plain, withFeedback: true })
    const names = entries.map((entry) =>
      entry.type === 'heading' ? `# ${entry.controller?.uid}` : entry.row.subject.uid,
    )
    expect(names).toEqual(['# handler', 'set', 'clear', '# watchdog', 'cut', 'status'])
  })

  it('can be those of one controller, and only those with something open; the figures stay those of all', () => {
    const { row, cell } = cellOf(sample, 'set', 0)
    const decided = [0, 1, 2, 3].reduce(
      (analysis, column) => {
        const at = cellOf(analysis, 'set', column)
        return changed(analysis, judge(at.row, at.cell, 'notApplicable', 'lasts for ever'))
      },
      changed(sample, judge(row, cell, 'notHazardous', 'first')),
    )
    const matrix = matrixRows(decided, { ...plain, controller: 'handler', openOnly: true })
    expect(matrix.rows.map(({ subject }) => subject.uid)).toEqual(['clear'])
    expect(matrix.entries[0]).toMatchObject({ type: 'heading', decided: 4, of: 8 })
    expect(columnCoverage(matrix.all, 0)).toEqual({ decided: 1, of: 3 })
  })
})

describe('the sentence of an unsafe control action', () => {
  it('says source, type, control action and context', () => {
    const { row } = cellOf(sample, 'set', 0)
    expect(unsafeText(row, 'notProviding', 'a warning is due')).toBe(
      'Request handler does not provide Set required telltales when a warning is due',
    )
    expect(unsafeText(row, 'tooLate', 'the deadline of 100 ms')).toBe(
      'Request handler provides Set required telltales too late after the deadline of 100 ms',
    )
    expect(unsafeText(row, 'providing', 'While the display is off')).toBe(
      'Request handler provides Set required telltales while the display is off',
    )
  })

  it("lets a column of the handbook's four be said more precisely", () => {
    const handbook = matrixRows(sample, plain).words
    expect(wordsOfColumn('timing', handbook)).toEqual(['timing', 'tooEarly', 'tooLate', 'outOfOrder'])
    expect(wordsOfColumn('notProviding', handbook)).toEqual(['notProviding'])
    expect(wordsOfColumn('tooEarly', ['notProviding', 'providing', 'tooEarly'])).toEqual(['tooEarly'])
  })
})

describe('what is written into a cell', () => {
  const write = (analysis: Analysis) => {
    const made = unsafeAction(cellOf(analysis, 'set', 0).row, {
      ...{ word: 'notProviding', text: 'Unsafe', context: 'a warning is due' },
      ...{ hazards: ['hazard'], contexts: [], constraints: [] },
    })
    return { uid: made.uid, analysis: changed(analysis, made.operations) }
  }

  it('is an unsafe control action with its links: the cell is hazardous', () => {
    const { analysis } = write(sample)
    const { cell } = cellOf(analysis, 'set', 0)
    expect(cell.state).toBe('hazardous')
    expect(cell.ucas[0]?.fields).toMatchObject({ guideWord: 'notProviding', context: 'a warning is due' })
  })

  it('keeps the verdict when the unsafe control action goes', () => {
    const { analysis, uid } = write(sample)
    const { row, cell } = cellOf(analysis, 'set', 0)
    const both = changed(analysis, judge(row, cell, 'notHazardous', 'the watchdog sees it'))
    expect(cellOf(both, 'set', 0).cell.state).toBe('hazardous')
    const action = both.items.get(uid)
    if (!action) throw new Error('not written')
    const gone = changed(both, removeAction(both, action))
    expect(cellOf(gone, 'set', 0).cell.state).toBe('notHazardous')
    expect(cellOf(gone, 'set', 0).cell.verdicts[0]?.fields.reason).toBe('the watchdog sees it')
  })

  it('rejects an unsafe control action with a reason, and restores it', () => {
    const { analysis, uid } = write(sample)
    const action = analysis.items.get(uid)
    if (!action) throw new Error('not written')
    const rejected = changed(analysis, [reject(action, 'cannot happen')])
    const { cell } = cellOf(rejected, 'set', 0)
    expect([cell.state, cell.rejected[0]?.fields.stateReason]).toEqual(['notHazardous', 'cannot happen'])
    const back = rejected.items.get(uid)
    expect(back && cellOf(changed(rejected, [restore(back)]), 'set', 0).cell.state).toBe('hazardous')
  })

  it('changes a verdict that is there instead of adding one, and opens the cell again', () => {
    const first = cellOf(sample, 'cut', 1)
    const once = changed(sample, judge(first.row, first.cell, 'notHazardous', 'safe state'))
    const again = cellOf(once, 'cut', 1)
    const twice = changed(once, judge(again.row, again.cell, 'notApplicable', 'no'))
    const { row, cell } = cellOf(twice, 'cut', 1)
    expect([cell.state, cell.verdicts.length]).toEqual(['notApplicable', 1])
    expect(reasonsBefore([row])).toEqual(['no'])
    expect(cellOf(changed(twice, reopen(cell)), 'cut', 1).cell.state).toBe('open')
  })
})
