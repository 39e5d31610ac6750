'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { newStructure } from '@/lib/edits/structures'
import { itemsOf } from '@/lib/stpa/graph'
import { kindOf } from '@/lib/stpa/kinds'
import { Diagram } from './diagram'

/** One control structure, the first unless one is named. */
export function DiagramScreen({ structure }: { structure?: string }) {
  const analysis = useAnalysis()
  const [isMounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  const structures = itemsOf(analysis, 'structure')
  const chosen = structures.find((item) => item.uid === structure) ?? (structure ? undefined : structures[0])
  if (structures.length === 0) return <NoStructure />
  if (!chosen) return <p className="p-6 text-soft">This control structure is not there any more.</p>
  // React Flow sets styles of its own: it is rendered after mount, never on the server.
  return isMounted ? <Diagram key={chosen.uid} structure={chosen} /> : <p className="p-6 text-soft">Drawing …</p>
}

function NoStructure() {
  const analysis = useAnalysis()
  const commit = useCommit()
  const router = useRouter()
  const elements = itemsOf(analysis, 'element').map((item) => item.uid)
  const create = async (shown: readonly string[]) => {
    const made = newStructure(analysis, 'Control structure', shown)
    if (await commit(made.operations)) router.push(`/analyses/${analysis.id}/structure/${made.uid}`)
  }
  const { summary, help } = kindOf('structure')
  return (
    <EmptyState
      title="No control structure yet"
      action={
        <>
          {elements.length > 0 && (
            <Button look="main" onClick={() => void create(elements)}>
              Draw the {elements.length} elements that are there
            </Button>
          )}
          <Button look={elements.length > 0 ? 'plain' : 'main'} onClick={() => void create([])}>
            Start with an empty drawing
          </Button>
        </>
      }
    >
      <p>{summary}</p>
      <p className="mt-2">{help}</p>
      <ul className="mt-2 list-disc pl-5">
        <li>A box is a controller, a process that it controls, or both. Authority goes downward.</li>
        <li>A solid arrow is a control action: what a controller does to its process.</li>
        <li>A dashed arrow is feedback: how the controller knows. Control without feedback is worth a question.</li>
      </ul>
    </EmptyState>
  )
}
