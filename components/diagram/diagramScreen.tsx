'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { itemsOf } from '@/lib/stpa/graph'
import { kindOf } from '@/lib/stpa/kinds'
import { DiagramCanvas } from './diagramCanvas'
import { newStructure } from './diagramEdits'

/** One control structure, the first unless one is named. */
export function DiagramScreen({ structure }: { structure?: string }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const router = useRouter()
  const [mounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  const structures = itemsOf(analysis, 'structure')
  const chosen = structures.find((item) => item.uid === structure) ?? (structure ? undefined : structures[0])
  const create = async () => {
    const made = newStructure(analysis, 'Control structure')
    if (await commit(made.operations)) router.push(`/analyses/${analysis.id}/structure/${made.uid}`)
  }
  if (structures.length === 0) {
    const count = itemsOf(analysis, 'element').length
    return (
      <EmptyState
        title="No control structure yet"
        action={
          <Button look="main" onClick={() => void create()}>
            {count > 0 ? `Draw the ${count} elements that are there` : 'Start drawing'}
          </Button>
        }
      >
        <p>{kindOf('structure').summary}</p>
        <p className="mt-2">{kindOf('structure').help}</p>
        <p className="mt-2">
          Solid arrows are control actions and point downward; dashed ones are feedback and point upward.
        </p>
      </EmptyState>
    )
  }
  if (!chosen) return <p className="p-6 text-soft">This control structure is not there any more.</p>
  // React Flow sets styles of its own: it is rendered after mount, never on the server.
  return mounted ? <DiagramCanvas key={chosen.uid} structure={chosen} /> : <p className="p-6 text-soft">Drawing …</p>
}
