import type { ProcessFigures } from '@/lib/trace/summary/summary'

export type ProcessRow = ProcessFigures & { readonly level: number; readonly children: number }

/**
 * Processes and threads under those who made them, in the order of the trace; what is below a closed one is left out.
 * A process that would be below itself (a pid that was given again) stands at the top.
 */
export function processRows(processes: readonly ProcessFigures[], closed: ReadonlySet<number>): ProcessRow[] {
  const present = new Set(processes.map(({ pid }) => pid))
  const below = new Map<number, ProcessFigures[]>()
  const roots: ProcessFigures[] = []
  for (const process of processes) {
    const { parent } = process
    if (parent === null || parent === process.pid || !present.has(parent)) roots.push(process)
    else below.set(parent, [...(below.get(parent) ?? []), process])
  }
  const rows: ProcessRow[] = []
  const seen = new Set<number>()
  const walk = (starts: readonly ProcessFigures[]) => {
    const stack = starts.map((process) => ({ process, level: 0 })).reverse()
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { process, level } = next
      if (seen.has(process.pid)) continue
      seen.add(process.pid)
      const children = below.get(process.pid) ?? []
      rows.push({ ...process, level, children: children.length })
      if (closed.has(process.pid)) for (const child of descendants(children, below)) seen.add(child)
      else stack.push(...children.map((child) => ({ process: child, level: level + 1 })).reverse())
    }
  }
  walk(roots)
  walk(processes.filter(({ pid }) => !seen.has(pid))) // a circle has no top
  return rows
}

function descendants(
  starts: readonly ProcessFigures[],
  below: ReadonlyMap<number, readonly ProcessFigures[]>,
): Set<number> {
  const found = new Set<number>()
  const stack = [...starts]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (found.has(next.pid)) continue
    found.add(next.pid)
    stack.push(...(below.get(next.pid) ?? []))
  }
  return found
}
