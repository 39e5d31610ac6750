'use client'

import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/inputs'
import { Menu } from '@/components/ui/menu'
import { savePng, saveText } from '@/components/ui/saveFile'
import type { FlowCard, TraceHead } from '@/lib/client/digests'
import { isEmpty } from '@/lib/edits/flows'
import { counted, number } from '@/lib/text/counts'
import type { DrawnFlow } from '@/lib/trace/flow/layout'
import { type ProcessFlow, processTitle } from '@/lib/trace/flow/model'
import { flowPicture } from '@/lib/trace/flow/picture'
import { flowSvg } from '@/lib/trace/flow/svg'
import { flowDot, flowMermaid } from '@/lib/trace/flow/write'
import { useView } from '../useView'
import type { FlowEditing } from './useEditing'

type Props = {
  digest: TraceHead
  flow: ProcessFlow
  drawn: DrawnFlow | undefined
  isMachine: boolean
  isList: boolean
  editing: FlowEditing
}

/** Whose flow, in which version, as a picture or as a list. */
export function FlowBar({ digest, flow, drawn, isMachine, isList, editing }: Props) {
  const [, change] = useView()
  const { flows, moreFlows } = digest
  return (
    <div className="flex flex-wrap items-center gap-2 px-3 py-1.5 text-[13px]">
      <span className="w-80 max-w-full">
        <Choice
          label="Process"
          value={String(flow.id)}
          onChange={(value) => change({ process: Number(value), row: '', list: '' })}
          options={flows.map((card) => ({ value: String(card.id), label: titleOf(card) }))}
        />
      </span>
      {moreFlows > 0 && (
        <span className="text-warning" title="stpa trace flow --process PID shows them">
          and {number(moreFlows)} more processes, whose flows are not kept here
        </span>
      )}
      <Button aria-pressed={isList} onClick={() => change({ list: isList ? 'chart' : 'list' }, 'replace')}>
        {isList ? 'As a flowchart' : 'As a list'}
      </Button>
      {!isEmpty(editing.edits) && (
        <Button onClick={() => change({ version: isMachine ? '' : 'machine' })}>
          {isMachine ? 'Show the edited version' : 'Show the machine’s version'}
        </Button>
      )}
      <Download flow={flow} drawn={drawn} />
    </div>
  )
}

const titleOf = ({ nodes, errors, exit, ...process }: FlowCard): string =>
  [
    processTitle(process),
    counted(nodes, 'step'),
    ...(errors > 0 ? [`${errors} with errors`] : []),
    ...(exit === '' ? [] : [/^-?\d+$/.test(exit) ? `exit ${exit}` : exit]),
  ].join(' · ')

function Download({ flow, drawn }: Pick<Props, 'flow' | 'drawn'>) {
  const name = `flow-${flow.name.replaceAll(/[^\w.-]/g, '_').slice(0, 40) || 'process'}${flow.pid === null ? '' : `-${flow.pid}`}`
  const picture = () => flowPicture(flow)
  const pictures = drawn
    ? [
        { label: 'SVG', onSelect: () => saveText(`${name}.svg`, 'image/svg+xml', flowSvg(drawn)) },
        { label: 'PNG', onSelect: () => void savePng(`${name}.png`, flowSvg(drawn)) },
      ]
    : []
  return (
    <Menu
      button={<Button className="ml-auto">Save as</Button>}
      entries={[
        ...pictures,
        { label: 'Graphviz DOT', onSelect: () => saveText(`${name}.dot`, 'text/vnd.graphviz', flowDot(picture())) },
        { label: 'Mermaid', onSelect: () => saveText(`${name}.mmd`, 'text/plain', flowMermaid(picture())) },
        { label: 'JSON', onSelect: () => saveText(`${name}.json`, 'application/json', JSON.stringify(flow, null, 1)) },
      ]}
    />
  )
}
