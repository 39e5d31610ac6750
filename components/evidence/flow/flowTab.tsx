'use client'

import { useMemo, useState } from 'react'
import { Flowchart } from '@/components/view/picture/flowchart'
import type { Elk } from '@/components/view/picture/layoutWorker'
import { useLaidOut } from '@/components/view/picture/useLaidOut'
import type { TraceHead } from '@/lib/client/digests'
import { useFlow } from '@/lib/client/evidence'
import { isEmpty } from '@/lib/edits/flows'
import type { Item } from '@/lib/stpa/model'
import type { EvidenceCard } from '@/lib/trace/api'
import { layoutFlow } from '@/lib/trace/flow/layout'
import type { ProcessFlow } from '@/lib/trace/flow/model'
import { flowPicture } from '@/lib/trace/flow/picture'
import { Nothing } from '../nothing'
import { useRow, useView } from '../useView'
import { FlowBar } from './flowBar'
import { FlowList } from './flowList'
import { FlowPanel } from './flowPanel'
import { useEditing } from './useEditing'

type Props = { hash: string; card: EvidenceCard | undefined; digest: TraceHead; evidence: readonly Item[] }

/** What each process did, step by step, as a flowchart: the machine's version, and what a person made of it. */
export function FlowTab(props: Props) {
  const { hash, digest } = props
  const [{ process }] = useView()
  const first = digest.flows.find(({ nodes }) => nodes > 0) ?? digest.flows[0]
  const shown = digest.flows.find(({ id }) => id === process) ?? first
  const { data: flow, error } = useFlow(hash, shown?.id ?? 0)
  if (!shown) return <Nothing what="flow" digest={digest} />
  if (error) return <p className="p-5 text-error">{error.message}</p>
  if (!flow) return <p className="p-5 text-soft">Loading the flow …</p>
  return <OneFlow key={flow.id} {...props} flow={flow} />
}

/** What is drawn of a flow. */
const layout = (flow: ProcessFlow, elk: Elk) => layoutFlow(flowPicture(flow), elk)

/** Longer flows begin as a list: a picture of a thousand boxes is no help. */
const mostDrawn = 600

function OneFlow({ hash, card, digest, evidence, flow }: Props & { flow: ProcessFlow }) {
  const [view, change] = useView()
  const [row, setRow] = useRow()
  const editing = useEditing(flow, evidence)
  const isMachine = view.version === 'machine' || isEmpty(editing.edits)
  const shown = isMachine ? flow : editing.edited.flow
  const isList = view.list === '' ? shown.nodes.length > mostDrawn : view.list === 'list'
  const { drawn, busy, error } = useLaidOut(isList ? undefined : shown, layout)
  const [renaming, setRenaming] = useState('')
  const lit = useMemo(() => nodesAt(shown, view.line), [shown, view.line])
  const openLines = (id: string) => {
    const node = shown.nodes.find((other) => other.id === id)
    if (node) change({ tab: 'lines', line: node.lines.first, to: node.lines.last })
  }
  const panel = { hash, card, flow: shown, editing, isMachine, chosen: row, onChoose: setRow, renaming, setRenaming }
  return (
    <div className="flex h-full flex-col">
      <FlowBar {...{ digest, flow: shown, drawn, isMachine, isList, editing }} />
      <div className="flex min-h-0 flex-1">
        {isList ? (
          <FlowList flow={shown} chosen={row} onChoose={setRow} onOpen={openLines} />
        ) : (
          <section aria-label="Flowchart" className="relative min-w-0 flex-1 border-line border-t">
            {drawn && (
              <Flowchart
                label="Steps"
                {...{ drawn, lit, chosen: row, busy }}
                onChoose={setRow}
                onOpen={openLines}
                onRename={isMachine && !isEmpty(editing.edits) ? undefined : setRenaming}
              />
            )}
            {error && (
              <p role="alert" className="p-5 text-error">
                {error}
              </p>
            )}
            {busy && (
              <p role="status" className="absolute bottom-2 left-14 rounded bg-panel px-2 py-1 text-[12px]">
                Laying out …
              </p>
            )}
          </section>
        )}
        <FlowPanel {...panel} />
      </div>
    </div>
  )
}

/** Steps that a line is part of. */
const nodesAt = ({ nodes }: ProcessFlow, line: number): ReadonlySet<string> =>
  new Set(nodes.filter(({ lines }) => line > 0 && lines.first <= line && line <= lines.end).map(({ id }) => id))
