'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Menu, type MenuEntry } from '@/components/ui/menu'
import { savePng, saveText } from '@/components/ui/saveFile'
import { NameDialog } from '@/components/view/panel/nameDialog'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { createItem } from '@/lib/edits/items'
import type { DrawnTree } from '@/lib/kernel/drawing/layout'
import { treeSvg } from '@/lib/kernel/drawing/svg'
import { type Exploration, explorationOf, fieldsOf, requestOf } from '@/lib/kernel/exploration'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import type { Tree } from '@/lib/kernel/walk/tree'
import { treeDot } from '@/lib/kernel/walk/write'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import type { Change } from './useExploration'

type Props = {
  graph: CallGraph
  exploration: Exploration
  change: Change
  tree: Tree | undefined
  drawn: DrawnTree | undefined
}

/** Explorations that were kept, keeping this one, and what is seen as a file. */
export function ExplorationMenu({ graph, exploration, change, tree, drawn }: Props) {
  const analysis = useAnalysis()
  const [isKeeping, setKeeping] = useState(false)
  const kept = itemsOf(analysis, 'exploration').map((item): MenuEntry => {
    // Asked of the graph that is open: the same question to another kernel.
    const again = { ...explorationOf(new URLSearchParams(textOf(item, 'question'))), graph: exploration.graph }
    return { label: `Open “${textOf(item)}”`, onSelect: () => change(again) }
  })
  const files: MenuEntry[] = [
    ...(tree
      ? [
          {
            label: 'Save as DOT',
            onSelect: () => saveText('tree.dot', 'text/vnd.graphviz', treeDot(graph, tree, requestOf(exploration))),
          },
        ]
      : []),
    ...(drawn
      ? [
          { label: 'Save as SVG', onSelect: () => saveText('tree.svg', 'image/svg+xml', treeSvg(drawn)) },
          { label: 'Save as PNG', onSelect: () => void savePng('tree.png', treeSvg(drawn)) },
        ]
      : []),
  ]
  const keep: MenuEntry[] = tree ? [{ label: 'Keep this exploration …', onSelect: () => setKeeping(true) }] : []
  const entries = [kept, keep, files]
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index > 0 ? ['line' as const, ...group] : group))
  if (entries.length === 0) return null
  return (
    <>
      <Menu button={<Button>Explorations</Button>} entries={entries} />
      {isKeeping && <KeepDialog graph={graph} exploration={exploration} onClose={() => setKeeping(false)} />}
    </>
  )
}

type KeepProps = { graph: CallGraph; exploration: Exploration; onClose: () => void }

function KeepDialog({ graph, exploration, onClose }: KeepProps) {
  const commit = useCommit()
  const keep = (name: string) => {
    const { operation } = createItem('exploration', '', { fields: fieldsOf(exploration, graph, name) })
    void commit([operation], 'Kept an exploration')
  }
  return (
    <NameDialog
      title="Keep this exploration"
      label="Name"
      help="The question that it answers. It can be asked of another kernel again."
      action="Keep"
      onName={keep}
      onClose={onClose}
    />
  )
}
