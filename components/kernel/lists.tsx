'use client'

import { useMemo } from 'react'
import { type ListRow, SortedList } from '@/components/view/table/sortedList'
import { cyclesOf } from '@/lib/kernel/cycles'
import { type EntryKind, entryPoints } from '@/lib/kernel/entries'
import { startName } from '@/lib/kernel/graph/duplicates'
import { fileName, nameOf, subsystemName, untagged } from '@/lib/kernel/graph/graph'
import { claimsOf, ownSubsystemsOf } from '@/lib/kernel/graph/subsystemRule'
import { filesIn, functionsIn } from '@/lib/kernel/inTree'
import type { PanelProps } from './panel'
import { Whose } from './whose'

/** Arrows with the number of calls that carry them. */
export function ArrowList({ tree, onChoose }: PanelProps) {
  const rows = useMemo(
    () =>
      tree.edges.map(
        ({ from, to, count, possible }): ListRow => ({
          key: `${from}\0${to}`,
          name: `${from} → ${to}`,
          ...(possible > 0 ? { note: `${possible} only possible` } : {}),
          count,
          onChoose: () => onChoose({ from, to }),
        }),
      ),
    [tree, onChoose],
  )
  return <SortedList what="arrows" counted="calls" rows={rows} />
}

/** Functions behind the arrows, by how often they are called in the picture. */
export function FunctionList({ graph, tree, change }: PanelProps) {
  const rows = useMemo(
    () =>
      functionsIn(graph, tree).map(
        ({ function: of, called }): ListRow => ({
          key: String(of),
          name: nameOf(graph, of),
          note: fileName(graph, of),
          count: called,
          onChoose: () => change({ start: startName(graph, of), hidden: [] }),
        }),
      ),
    [graph, tree, change],
  )
  return <SortedList what="functions" counted="called" rows={rows} isCode />
}

/** Files of those functions; one that several subsystems claim can be given to one of them. */
export function FileList({ graph, tree, exploration, change }: PanelProps) {
  const rows = useMemo(
    () =>
      filesIn(graph, functionsIn(graph, tree)).map(({ file, functions }): ListRow => {
        const name = fileName(graph, graph.fileOf.indexOf(file))
        const claims = claimsOf(graph, file)
        const others = exploration.whose.filter((choice) => !choice.startsWith(`${name}=`))
        const chosen = exploration.whose.find((choice) => choice.startsWith(`${name}=`))?.slice(name.length + 1)
        return {
          key: String(file),
          name,
          ...(claims.length === 1 ? { note: claims[0] ?? '' } : {}),
          count: functions,
          ...(claims.length > 1
            ? {
                extra: (
                  <Whose
                    what={name}
                    claims={claims}
                    chosen={chosen ?? claims[0] ?? ''}
                    onChoose={(subsystem) =>
                      change({ whose: subsystem === claims[0] ? others : [...others, `${name}=${subsystem}`] })
                    }
                  />
                ),
              }
            : {}),
        }
      }),
    [graph, tree, exploration.whose, change],
  )
  return <SortedList what="files" counted="functions" rows={rows} isCode />
}

/** Subsystems of the picture that all reach each other. */
export function CycleList({ tree, onChoose }: PanelProps) {
  const cycles = useMemo(() => cyclesOf(tree.edges), [tree])
  if (cycles.length === 0) return <p className="text-soft">No two boxes reach each other.</p>
  return (
    <ul>
      {cycles.map(({ names, arrows }) => (
        <li key={names[0]} className="mb-2">
          <p className="text-soft">
            {names.length} boxes that all reach each other, {arrows.length} arrows
          </p>
          {names.map((name) => (
            <button
              key={name}
              type="button"
              className="block min-h-6 w-full break-words rounded px-1 text-left hover:bg-sunken"
              onClick={() => onChoose({ node: name })}
            >
              {name}
            </button>
          ))}
        </li>
      ))}
    </ul>
  )
}

const kinds: Readonly<Record<EntryKind, string>> = {
  syscall: 'system call',
  ioctl: 'ioctl',
  fileOperation: 'file operation',
  interrupt: 'interrupt',
}

/** Where this kernel is entered from outside: places to begin at. */
export function EntryList({ graph, change }: PanelProps) {
  const rows = useMemo(() => {
    const own = ownSubsystemsOf(graph)
    return entryPoints(graph).map(({ kind, function: of, basis }): ListRow => {
      const { callStart } = graph
      return {
        key: String(of),
        name: nameOf(graph, of),
        note: `${kinds[kind]} of ${subsystemName(graph, own[of] ?? untagged)} (by ${basis})`,
        count: (callStart[of + 1] ?? 0) - (callStart[of] ?? 0),
        onChoose: () => change({ start: startName(graph, of), hidden: [] }),
      }
    })
  }, [graph, change])
  return <SortedList what="entry points" counted="calls" rows={rows} isCode />
}
