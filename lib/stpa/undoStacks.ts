/** One change of an author, as far as undo needs it. */
type Step = { readonly revision: number; readonly action: string; readonly reverts: number | null }

/**
 * What an author can undo and redo, read from their own changes, oldest first. A new edit cuts what could be redone.
 * The first revision made the analysis and stays: it is removed as a whole or not at all.
 */
export function undoStacks(steps: readonly Step[]): { undo: number[]; redo: number[] } {
  const undo: number[] = []
  let redo: number[] = []
  for (const { revision, action } of steps) {
    if (action === 'undo') {
      undo.pop()
      redo.push(revision)
    } else if (action === 'redo') {
      redo.pop()
      undo.push(revision)
    } else {
      redo = []
      if (revision > 1) undo.push(revision)
    }
  }
  return { undo, redo }
}
