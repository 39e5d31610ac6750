'use client'

import { createContext, useContext, useMemo, useState } from 'react'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { setField } from '@/lib/edits/items'
import { textOf } from '@/lib/stpa/fieldValues'
import { diagramOf } from '@/lib/stpa/layout/diagram'
import type { Point } from '@/lib/stpa/layout/types'
import type { Item, Uid } from '@/lib/stpa/model'
import { relatedTo } from './shown/related'
import { shownDiagram } from './shown/shownDiagram'
import { useCoverage } from './shown/useCoverage'
import { useView } from './shown/useView'
import { useDrawing } from './useDrawing'

/** The question that a dialog puts. */
export type Question =
  | { readonly about: 'box'; readonly at: Point | null; readonly parent: Uid | null }
  | { readonly about: 'arrow'; readonly from: Uid | null; readonly to: Uid | null }
  | { readonly about: 'removal'; readonly uids: readonly Uid[] }
  | { readonly about: 'drawing'; readonly shown: readonly Uid[]; readonly copyOf: Uid | undefined }
  | { readonly about: 'boxes' }
  | { readonly about: 'keys' }

/** Everything about the structure on the screen that more than one part of it needs. */
export function useDiagram(structure: Item) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [selected, select] = useSelection()
  const whole = useMemo(() => diagramOf(analysis, structure.uid), [analysis, structure.uid])
  const [view, setView] = useView(`${analysis.id} ${structure.uid}`, whole)
  const shown = useMemo(() => shownDiagram(whole, view), [whole, view])
  const { drawing, busy, error } = useDrawing(shown.diagram)
  const related = useMemo(() => drawing && relatedTo(analysis, drawing, selected), [analysis, drawing, selected])
  const coverage = useCoverage()
  const [question, ask] = useState<Question | null>(null)
  const [renaming, startRename] = useState<Uid | null>(null)
  const rename = (uid: Uid, text: string) => {
    startRename(null)
    const item = analysis.items.get(uid)
    if (item && text && text !== textOf(item)) void commit([setField(item, 'text', text)], 'renamed in the drawing')
  }
  const toggle = (uid: Uid) => {
    const isFolded = view.collapsed.includes(uid)
    setView({ collapsed: isFolded ? view.collapsed.filter((other) => other !== uid) : [...view.collapsed, uid] })
  }
  return {
    ...{ analysis, commit, structure, selected, select, whole, view, setView, shown, drawing, busy, error },
    ...{ related, coverage, question, ask, renaming, startRename, rename, toggle },
  }
}

export type DiagramModel = ReturnType<typeof useDiagram>

export const DiagramContext = createContext<DiagramModel | undefined>(undefined)

export function useDiagramModel(): DiagramModel {
  const model = useContext(DiagramContext)
  if (!model) throw new Error('outside of a diagram')
  return model
}
