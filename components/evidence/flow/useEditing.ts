'use client'

import { useCallback, useMemo } from 'react'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { editsOf, keepEdits } from '@/lib/edits/flows'
import type { Item } from '@/lib/stpa/model'
import { applyFlowEdits, type EditedFlow, type FlowEdits } from '@/lib/trace/flow/edits'
import type { ProcessFlow } from '@/lib/trace/flow/model'
import { runsIn } from '../inAnalysis'

/** What can be done with a flow and its version. */
export type FlowEditing = {
  /** The run that keeps the edits; undefined before the file is taken into the analysis. */
  readonly run: Item | undefined
  readonly edits: FlowEdits
  readonly edited: EditedFlow
  readonly isUnreadable: boolean
  /** Nodes that edits speak of and that the trace, read as it is now, does not have. */
  readonly gone: readonly string[]
  readonly keep: (edits: FlowEdits, reason: string) => void
}

export function useEditing(flow: ProcessFlow, evidence: readonly Item[]): FlowEditing {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [run] = runsIn(analysis, evidence)
  const { edits, isUnreadable } = useMemo(() => editsOf(run, flow.id), [run, flow.id])
  const edited = useMemo(() => applyFlowEdits(flow, edits), [flow, edits])
  const keep = useCallback(
    (next: FlowEdits, reason: string) => {
      if (run) void commit([keepEdits(run, flow.id, next)], reason)
    },
    [run, flow.id, commit],
  )
  const gone = useMemo(() => goneOf(flow, edits), [flow, edits])
  return { run, edits, edited, isUnreadable, gone, keep }
}

function goneOf({ nodes }: ProcessFlow, { renamed, merged, hidden }: FlowEdits): string[] {
  const present = new Set(nodes.map(({ id }) => id))
  return [...renamed.map(({ node }) => node), ...merged, ...hidden].filter((id) => !present.has(id))
}
