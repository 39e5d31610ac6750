'use client'

import { useGraph, useGraphs } from '@/lib/client/graphs'
import { Explorer } from './explorer'
import { GraphList } from './graphList'
import { useExploration } from './useExploration'

/** Kernel call graphs: choose or import one, then explore it. */
export function KernelScreen() {
  const [exploration, change] = useExploration()
  const { data: listed, error } = useGraphs()
  const graph = useGraph(exploration.graph)
  if (exploration.graph === '' || graph.error) {
    return (
      <GraphList listed={listed} error={graph.error ?? error} onOpen={(hash) => change({ graph: hash, start: '' })} />
    )
  }
  if (!graph.data) return <p className="p-5 text-soft">Loading the graph …</p>
  const card = listed?.graphs.find(({ hash }) => hash === exploration.graph)
  return <Explorer graph={graph.data} card={card} exploration={exploration} change={change} />
}
