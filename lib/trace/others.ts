/** Stands for the names beyond the number that is told apart: their counts are in no sum missing. */
export const others = '(others)'

/** Counts by name; beyond `most` names together, so that sums hold whatever a trace has. */
export function countName(into: Map<string, number>, name: string, most: number): void {
  const known = into.get(name)
  if (known !== undefined) into.set(name, known + 1)
  else if (into.size < most) into.set(name, 1)
  else into.set(others, (into.get(others) ?? 0) + 1)
}
