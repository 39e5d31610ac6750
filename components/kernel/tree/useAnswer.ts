'use client'

import { useMemo } from 'react'
import { type Exploration, explorationOf, parametersOf, requestOf } from '@/lib/kernel/exploration'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { type Tree, treeOf } from '@/lib/kernel/walk/tree'

/** More than this is told in lists, with ways to narrow it, and not drawn. */
export const mostDrawn = { nodes: 320, arrows: 3_000 } as const

export type Answer = { readonly tree: Tree; readonly isTooLarge: boolean } | { readonly refusal: string } | undefined

/** What the graph answers to an exploration, without what is hidden; undefined before there is a start. */
export function useAnswer(graph: CallGraph, exploration: Exploration): Answer {
  // Colours, and pins that narrow nothing, ask for no new answer.
  const { pinned, onlyPinned, hidden } = exploration
  const asked = { ...exploration, colour: 'analysis', pinned: onlyPinned || hidden.length > 0 ? pinned : [] } as const
  const question = parametersOf(asked).toString()
  return useMemo(() => {
    const exploration = explorationOf(new URLSearchParams(question))
    if (exploration.start === '') return undefined
    try {
      const tree = narrowed(without(treeOf(graph, requestOf(exploration)), exploration), exploration)
      const isTooLarge = tree.nodes.length > mostDrawn.nodes || tree.edges.length > mostDrawn.arrows
      return { tree, isTooLarge }
    } catch (error) {
      return { refusal: error instanceof Error ? error.message : String(error) }
    }
  }, [graph, question])
}

/** What is pinned stays, even when it was hidden. */
function without(tree: Tree, { hidden, pinned }: Exploration): Tree {
  const gone = new Set(hidden)
  for (const name of pinned) gone.delete(name)
  return gone.size === 0 ? tree : part(tree, (name) => !gone.has(name))
}

/** Only the pinned boxes and what an arrow joins to one of them. */
function narrowed(tree: Tree, { pinned, onlyPinned }: Exploration): Tree {
  if (!onlyPinned || pinned.length === 0) return tree
  const kept = new Set(pinned)
  const edges = tree.edges.filter(({ from, to }) => kept.has(from) || kept.has(to))
  const near = new Set([...kept, ...edges.flatMap(({ from, to }) => [from, to])])
  return { nodes: tree.nodes.filter(({ name }) => near.has(name)), edges }
}

const part = ({ nodes, edges }: Tree, isKept: (name: string) => boolean): Tree => ({
  nodes: nodes.filter(({ name }) => isKept(name)),
  edges: edges.filter(({ from, to }) => isKept(from) && isKept(to)),
})
