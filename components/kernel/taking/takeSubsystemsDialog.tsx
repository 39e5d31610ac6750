'use client'

import { TargetFields } from '@/components/item/targetFields'
import type { Target } from '@/components/item/useTarget'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { newUid } from '@/lib/edits/newUid'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { takeSubsystems } from '@/lib/kernel/taking/take'

type Props = {
  graph: CallGraph
  hash: string
  names: readonly string[]
  target: Target
  onClose: (done: boolean) => void
}

/** Several subsystems as controllers: what would be made is shown first. */
export function TakeSubsystemsDialog({ graph, hash, names, target, onClose }: Props) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const { structure, parent } = target
  const taken = takeSubsystems({ analysis, graph, hash, structure, parent, newUid }, names)
  const take = () => {
    onClose(true)
    void commit(taken.operations, `Taken from the call graph of Linux ${graph.provenance.kernelVersion}`)
  }
  return (
    <Dialog open onClose={() => onClose(false)} title={`Take ${names.length} subsystems as controllers`}>
      <TargetFields target={target} />
      <Listed title="New elements" names={taken.created} />
      <Listed title="Already there, shown in the structure" names={taken.present} />
      <Button look="main" disabled={taken.operations.length === 0} onClick={take}>
        Take
      </Button>
    </Dialog>
  )
}

function Listed({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <>
      <h3 className="font-medium text-[13px]">
        {title}: {names.length}
      </h3>
      <ul className="mb-3 max-h-48 list-disc overflow-y-auto pl-5 text-[13px]">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  )
}
