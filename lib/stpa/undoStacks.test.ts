import { describe, expect, it } from 'vitest'
import { undoStacks } from './undoStacks'

describe('what can be undone', () => {
  it('is read from the log of one author, newest last, without the revision that made the analysis', () => {
    const edit = (revision: number) => ({ revision, action: 'edit', reverts: null })
    const undo = (revision: number, reverts: number) => ({ revision, action: 'undo', reverts })
    const redo = (revision: number, reverts: number) => ({ revision, action: 'redo', reverts })
    expect(undoStacks([edit(1), edit(2), edit(5)])).toEqual({ undo: [2, 5], redo: [] })
    expect(undoStacks([edit(2), edit(5), undo(6, 5), undo(7, 2)])).toEqual({ undo: [], redo: [6, 7] })
    expect(undoStacks([edit(2), edit(5), undo(6, 5), undo(7, 2), redo(8, 7)])).toEqual({ undo: [8], redo: [6] })
    expect(undoStacks([edit(2), undo(6, 2), edit(7)])).toEqual({ undo: [7], redo: [] })
  })
})
