'use client'

import { useEffect, useMemo, useState } from 'react'
import { startWith } from '@/components/diagram/elk'
import { type Exploration, requestOf } from '@/lib/kernel/exploration'
import type { CallGraph } from '@/lib/kernel/graph'
import { type DrawnTree, layoutTree } from '@/lib/kernel/layout'
import { type Tree, treeOf } from '@/lib/kernel/walk/tree'

/** More than this is told in lists, with ways to narrow it, and not drawn. */
export const mostDrawn = { nodes: 320, arrows: 3_000 } as const

export type Answer = { readonly tree: Tree; readonly isTooLarge: boolean } | { readonly refusal: string } | undefined

/** What the graph answers to an exploration, without what is hidden; undefined before there is a start. */
export function useAnswer(graph: CallGraph, exploration: Exploration): Answer {
  return useMemo(() => {
    if (exploration.start === '') return undefined
    try {
      const tree = without(treeOf(graph, requestOf(exploration)), new Set(exploration.hidden))
      const isTooLarge = tree.nodes.length > mostDrawn.nodes || tree.edges.length > mostDrawn.arrows
      return { tree, isTooLarge }
    } catch (error) {
      return { refusal: error instanceof Error ? error.message : String(error) }
    }
  }, [graph, exploration])
}

function without(tree: Tree, hidden: ReadonlySet<string>): Tree {
  if (hidden.size === 0) return tree
  return {
    nodes: tree.nodes.filter((node) => !hidden.has(node.name)),
    edges: tree.edges.filter((edge) => !hidden.has(edge.from) && !hidden.has(edge.to)),
  }
}

/** The places of a tree, made in a worker; the last ones are kept until there are new ones. */
export function useDrawn(tree: Tree | undefined): { drawn: DrawnTree | undefined; busy: boolean; error: string } {
  const [laid, setLaid] = useState<{ tree: Tree; drawn: DrawnTree }>()
  const [error, setError] = useState('')
  useEffect(() => {
    if (!tree) return
    setError('')
    const layout = startWith((elk) => layoutTree(tree, elk))
    layout.drawing.then(
      (drawn) => setLaid({ tree, drawn }),
      (problem: unknown) => setError(problem instanceof Error ? problem.message : String(problem)),
    )
    return layout.cancel
  }, [tree])
  if (!tree) return { drawn: undefined, busy: false, error: '' }
  return { drawn: laid?.drawn, busy: laid?.tree !== tree && error === '', error }
}
