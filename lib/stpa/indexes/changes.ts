/** One value before and after; undefined where it was not there. */
export type Change<V> = { readonly before: V | undefined; readonly after: V | undefined }

/** What became of the touched values; those that are what they were are left out. */
export function changesOf<V>(
  before: ReadonlyMap<string, V>,
  after: ReadonlyMap<string, V>,
  touched: Iterable<string>,
): Change<V>[] {
  const changes: Change<V>[] = []
  for (const id of touched) {
    const change = { before: before.get(id), after: after.get(id) }
    if (change.before !== change.after) changes.push(change)
  }
  return changes
}

const present = <V>(value: V | undefined): V[] => (value === undefined ? [] : [value])

export const removedOf = <V>(changes: readonly Change<V>[]): V[] => changes.flatMap(({ before }) => present(before))
export const addedOf = <V>(changes: readonly Change<V>[]): V[] => changes.flatMap(({ after }) => present(after))
