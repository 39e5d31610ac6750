'use client'

import { useMemo } from 'react'
import type { Exploration } from '@/lib/kernel/exploration'
import { requestOf } from '@/lib/kernel/exploration'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { groupsIn } from '@/lib/kernel/inTree'
import { subsystemsOf } from '@/lib/kernel/walk/starts'
import type { Tree } from '@/lib/kernel/walk/tree'

/** More hues cannot be told apart: the others stay white. */
const hues = 8

type Colours = { readonly byName: ReadonlyMap<string, number>; readonly groups: readonly string[] }

const none: Colours = { byName: new Map(), groups: [] }

/** The colour of each box: one for each of the groups with the most boxes. */
export function useColours(graph: CallGraph, tree: Tree | undefined, exploration: Exploration): Colours {
  return useMemo(() => {
    if (!tree || exploration.colour === 'analysis') return none
    const found = groupsIn(graph, tree, subsystemsOf(graph, requestOf(exploration)), exploration.colour)
    const sizes = new Map<string, number>()
    for (const group of found.values()) sizes.set(group, (sizes.get(group) ?? 0) + 1)
    const groups = [...sizes]
      .sort(([a, left], [b, right]) => right - left || a.localeCompare(b, 'en'))
      .slice(0, hues)
      .map(([group]) => group)
    const numbers = new Map(groups.map((group, index) => [group, index + 1]))
    const byName = [...found].flatMap(([name, group]): [string, number][] => {
      const number = numbers.get(group)
      return number === undefined ? [] : [[name, number]]
    })
    return { byName: new Map(byName), groups }
  }, [graph, tree, exploration])
}

/** Which colour stands for what. */
export function Legend({ groups }: { groups: readonly string[] }) {
  if (groups.length === 0) return null
  return (
    <ul
      aria-label="Colours"
      className="absolute top-2 right-2 max-w-64 rounded border border-line bg-panel px-2 py-1 text-[12px]"
    >
      {groups.map((group, index) => (
        <li key={group} className="flex items-center gap-1.5">
          <span className="kernel-swatch shrink-0" data-colour={index + 1} />
          <span className="truncate">{group}</span>
        </li>
      ))}
    </ul>
  )
}
