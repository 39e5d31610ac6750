'use client'

import { useMemo } from 'react'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { secondsText } from '@/components/view/table/figures'
import { FigureTable } from '@/components/view/table/figureTable'
import { countText } from '@/lib/trace/flow/counts'
import type { FlowNode, ProcessFlow } from '@/lib/trace/flow/model'
import { LineLink } from '../useView'

type Step = FlowNode & { readonly at: number }

type Props = {
  flow: ProcessFlow
  chosen: string
  onChoose: (id: string) => void
  onOpen: (id: string) => void
}

const keyOf = ({ id }: Step): string => id

/** The steps of a flow as a list: for flows that are too long for a picture, and for readers who prefer it. */
export function FlowList({ flow, chosen, onChoose, onOpen }: Props) {
  const rows = useMemo(() => flow.nodes.map((node, index): Step => ({ ...node, at: index + 1 })), [flow])
  return (
    <FigureTable
      label="Steps"
      {...{ rows, columns, keyOf, chosen, onChoose }}
      onOpen={({ id }) => onOpen(id)}
      markOf={({ error }) => (error === '' ? undefined : 'error')}
    />
  )
}

const columns: readonly ShownColumn<Step>[] = [
  { name: 'at', title: 'Step', width: '4.5rem', value: ({ at }) => at },
  { name: 'phase', title: 'Phase', width: '6.5rem', value: ({ phase }) => phase },
  { name: 'text', title: 'What it does', width: 'minmax(14rem,2fr)', value: ({ text }) => text, isCode: true },
  { name: 'error', title: 'Error', width: 'minmax(5rem,8rem)', value: ({ error }) => error },
  {
    name: 'count',
    title: 'Times',
    width: '5.5rem',
    value: ({ count }) => count,
    show: (node) => countText(node),
    help: 'In a row; in a loop the rounds',
  },
  { name: 'calls', title: 'Calls', width: '5.5rem', value: ({ calls }) => calls },
  {
    name: 'seconds',
    title: 'Time',
    width: '5.5rem',
    value: ({ seconds }) => seconds?.sum ?? null,
    show: ({ seconds }) => secondsText(seconds?.sum),
  },
  {
    name: 'lines',
    title: 'Lines',
    width: 'minmax(8rem,11rem)',
    value: ({ lines }) => lines.first,
    show: ({ lines }) => <LineLink first={lines.first} last={lines.last} />,
  },
]
