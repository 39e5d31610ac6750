'use client'

import { useMemo, useState } from 'react'
import { TargetFields } from '@/components/item/targetFields'
import { useTarget } from '@/components/item/useTarget'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ChoiceField, TextField } from '@/components/ui/inputs'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import { useGraph, useGraphs } from '@/lib/client/graphs'
import { newUid } from '@/lib/edits/newUid'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Uid } from '@/lib/stpa/model'
import type { CreateOperation, Operation } from '@/lib/stpa/operations/types'
import { takeObserved } from '@/lib/trace/coverage/subsystems'

type Props = {
  covered: CoveredRuns
  subsystems: readonly string[]
  /** Runs that used them. */
  runs: readonly Uid[]
  onClose: (done: boolean) => void
}

/** Subsystems that runs used as elements of the structure, with their kernel bindings: what would be made is shown first. */
export function TakeObservedDialog({ covered, subsystems, runs, onClose }: Props) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const target = useTarget()
  const [hash, setHash] = useState('')
  const { data: graph, error } = useGraph(hash)
  const [version, setVersion] = useState(() => kernelOf(covered, runs))
  const { structure, parent } = target
  const operations = useMemo(() => {
    if (hash !== '' && !graph) return []
    const known = graph ? { graph: { graph, hash } } : {}
    return takeObserved({ analysis, structure, parent, newUid, kernelVersion: version.trim(), ...known }, subsystems)
  }, [analysis, structure, parent, version, subsystems, graph, hash])
  const take = () => {
    onClose(true)
    void commit(operations, 'Subsystems that runs used, taken in')
  }
  const title = subsystems.length === 1 ? `Take ${subsystems[0]} in` : `Take ${subsystems.length} subsystems in`
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={title}
      description="Each becomes an element in state draft, bound to the kernel: what it controls, and who controls it, is for you to draw."
    >
      <TargetFields target={target} />
      <GraphField hash={hash} onChange={setHash} />
      {error && (
        <p role="alert" className="mb-2 text-error">
          {error.message}
        </p>
      )}
      {graph ? (
        <p className="mb-3 text-soft">
          From Linux {graph.provenance.kernelVersion}: functions and files are kept with it.
        </p>
      ) : (
        hash === '' && <VersionField value={version} onChange={setVersion} />
      )}
      <Made operations={operations} graph={graph} />
      <Button look="main" disabled={operations.length === 0} onClick={take}>
        Take in
      </Button>
    </Dialog>
  )
}

/** The kernel of the evidence of these runs, where one is named. */
function kernelOf({ runs }: CoveredRuns, wanted: readonly Uid[]): string {
  const evidence = runs.filter(({ item }) => wanted.includes(item.uid)).map((run) => run.evidence)
  return evidence.map((item) => (item ? textOf(item, 'kernelVersion') : '')).find((text) => text !== '') ?? ''
}

function GraphField({ hash, onChange }: { hash: string; onChange: (hash: string) => void }) {
  const { data } = useGraphs()
  const graphs = data?.graphs ?? []
  if (graphs.length === 0) return null
  return (
    <ChoiceField
      label="Kernel call graph"
      help="With one, the functions and files of the subsystem are kept with its binding."
      value={hash}
      onChange={onChange}
      options={[
        { value: '', label: 'none: by name alone' },
        ...graphs.map((card) => ({ value: card.hash, label: card.title })),
      ]}
    />
  )
}

function VersionField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return (
    <TextField
      label="Kernel version"
      help="Of the machine that was traced; empty where it is not known."
      maxLength={100}
      value={value}
      onChange={onChange}
    />
  )
}

function Made({ operations, graph }: { operations: readonly Operation[]; graph: CallGraph | undefined }) {
  const created = operations.filter((each): each is CreateOperation => each.op === 'create')
  const nameOf = ({ fields }: CreateOperation) => String(fields.text ?? '')
  if (operations.length === 0) return graph ? <p className="mb-3 text-soft">They are there and shown already.</p> : null
  return (
    <ul className="mb-3 max-h-48 list-disc overflow-y-auto pl-5 text-[13px]">
      {created.map((each) => (
        <li key={each.uid}>
          {each.kind === 'element' ? 'New element' : 'New kernel binding'}: {nameOf(each)}
        </li>
      ))}
      {operations.some((each) => each.op === 'link' && each.name === 'shows') && <li>Shown in the structure</li>}
    </ul>
  )
}
