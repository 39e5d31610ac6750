import type { ProcessFigures } from '@/lib/trace/summary/summary'

export type ProcessRow = ProcessFigures & { readonly level: number; readonly children: number }

/**
 * Processes and threads under those who made them, in the order of the trace; what is below a closed one is left out.
 * A process that would be below itself (a pid that was given again) stands at the top.
 */
export function processRows(processes: readonly ProcessFigures[], closed: ReadonlySet<number>): ProcessRow[] {
  const present = new Set(processes.map(({ id }) => id))
  const below = new Map<number, ProcessFigures[]>()
  const roots: ProcessFigures[] = []
  for (const process of processes) {
    const { id, parentId } = process
    if (parentId === id || !present.has(parentId)) roots.push(process)
    else below.set(parentId, [...(below.get(parentId) ?? []), process])
  }
  const rows: ProcessRow[] = []
  const seen = new Set<number>()
  const walk = (starts: readonly ProcessFigures[]) => {
    const stack = starts.map((process) => ({ process, level: 0 })).reverse()
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { process, level } = next
      if (seen.has(process.id)) continue
      seen.add(process.id)
      const children = below.get(process.id) ?? []
      rows.push({ ...process, level, children: children.length })
      if (closed.has(process.id)) for (const child of descendants(children, below)) seen.add(child)
      else stack.push(...children.map((child) => ({ process: child, level: level + 1 })).reverse())
    }
  }
  walk(roots)
  walk(processes.filter(({ id }) => !seen.has(id))) // a circle has no top
  return rows
}

function descendants(
  starts: readonly ProcessFigures[],
  below: ReadonlyMap<number, readonly ProcessFigures[]>,
): Set<number> {
  const found = new Set<number>()
  const stack = [...starts]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (found.has(next.id)) continue
    found.add(next.id)
    stack.push(...(below.get(next.id) ?? []))
  }
  return found
}

/** Its number; in words where the trace does not tell it. */
export const numberText = ({ pid, isUnknown }: Pick<ProcessFigures, 'pid' | 'isUnknown'>): string =>
  pid === null ? (isUnknown ? 'unknown process' : 'not told') : String(pid)
