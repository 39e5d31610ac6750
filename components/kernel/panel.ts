import type { Target } from '@/components/item/useTarget'
import type { Exploration } from '@/lib/kernel/exploration'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import type { Tree } from '@/lib/kernel/walk/tree'
import type { Change } from './useExploration'

/** A node or an arrow of the picture, by the names of its ends. */
export type Chosen = { readonly node: string } | { readonly from: string; readonly to: string } | undefined

/** What each list beside the picture gets. */
export type PanelProps = {
  graph: CallGraph
  tree: Tree
  exploration: Exploration
  change: Change
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
  /** Where taken things go. */
  target: Target
}
