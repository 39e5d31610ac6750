'use client'

import { useEffect, useMemo, useState } from 'react'
import { useAnalysis } from '@/lib/client/analysis'
import { stableJson } from '@/lib/stpa/fingerprint'
import type { InteractionKind } from '@/lib/stpa/kinds/interaction'
import { layoutDiagram } from '@/lib/stpa/layout'
import { diagramOf } from '@/lib/stpa/layout/diagram'
import type { Drawing } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'
import { elkInWorker } from './elkWorker'

export type Shown = { readonly drawing: Drawing | undefined; readonly working: boolean; readonly error: string }

/** The drawing of a structure, laid out in a worker whenever what it shows changes; the last one stays meanwhile. */
export function useDrawing(structure: Uid, kinds: ReadonlySet<InteractionKind>): Shown {
  const analysis = useAnalysis()
  const diagram = useMemo(() => {
    const all = diagramOf(analysis, structure)
    return { ...all, edges: all.edges.filter((edge) => kinds.has(edge.kind)) }
  }, [analysis, structure, kinds])
  const signature = useMemo(() => stableJson(diagram), [diagram])
  const [shown, setShown] = useState<Shown & { signature: string }>({
    drawing: undefined,
    working: true,
    error: '',
    signature: '',
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the diagram's content
  useEffect(() => {
    let stale = false
    setShown((before) => ({ ...before, working: true }))
    layoutDiagram(diagram, elkInWorker()).then(
      (drawing) => !stale && setShown({ drawing, working: false, error: '', signature }),
      (error: unknown) =>
        !stale &&
        setShown({
          drawing: undefined,
          working: false,
          error: error instanceof Error ? error.message : String(error),
          signature,
        }),
    )
    return () => {
      stale = true
    }
  }, [signature])
  return shown
}
