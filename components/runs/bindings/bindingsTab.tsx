'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useAnalysis } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import { itemsOf } from '@/lib/stpa/graph'
import { proposeBindings } from '@/lib/trace/binding/propose'
import { SubTabs } from '../subTabs'
import { useView } from '../useView'
import { BindDialog } from './bindDialog'
import { BindingList } from './bindingList'
import { ProposalList } from './proposalList'

/** How items of the analysis show in traces: proposed, taken as drafts, edited beside what they match, confirmed. */
export function BindingsTab({ covered }: { covered: CoveredRuns }) {
  const analysis = useAnalysis()
  const [view, change] = useView()
  const [isCreating, setCreating] = useState(false)
  const { coverages } = covered
  const proposals = useMemo(
    () =>
      proposeBindings(
        analysis,
        coverages.flatMap(({ steps }) => steps),
      ),
    [analysis, coverages],
  )
  const bindings = itemsOf(analysis, 'binding')
  const list = view.list || (bindings.length > 0 ? 'bindings' : 'proposals')
  const entries = [
    { name: 'bindings', title: `In the analysis (${bindings.length})` },
    { name: 'proposals', title: `Proposed (${proposals.length})` },
  ]
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-1 px-3 py-1.5">
        <SubTabs
          label="Bindings"
          entries={entries}
          chosen={list}
          onChoose={(name) => change({ list: name, binding: '', row: '' })}
        />
        <Button className="ml-auto" onClick={() => setCreating(true)}>
          New binding …
        </Button>
      </div>
      {list === 'bindings' ? (
        <BindingList covered={covered} bindings={bindings} />
      ) : (
        <ProposalList covered={covered} proposals={proposals} />
      )}
      {isCreating && (
        <BindDialog
          covered={covered}
          onClose={(made) => {
            setCreating(false)
            if (made) change({ list: 'bindings', binding: made })
          }}
        />
      )}
    </div>
  )
}
