'use client'

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { Cpu, Database, User, Users, Waves } from 'lucide-react'
import type { DrawnNode } from '@/lib/stpa/layout/types'

export type ElementNodeType = Node<
  { node: DrawnNode; isParent: boolean; dim: boolean; [key: string]: unknown },
  'element'
>

const icons: Readonly<Record<string, typeof Cpu>> = {
  hardware: Cpu,
  data: Database,
  human: User,
  organisation: Users,
  physicalProcess: Waves,
}

const grounds: Readonly<Record<string, string>> = {
  systemUnderAnalysis: 'bg-panel',
  targetSystem: 'bg-sunken',
  environment: 'bg-environment',
}

/** One box: key and name, its nature as a sign, its boundary as its ground; dashed while it is a draft. */
export function ElementNode({ data, selected }: NodeProps<ElementNodeType>) {
  const { node, isParent, dim } = data
  const Icon = icons[node.nature]
  const border = selected ? 'border-accent ring-2 ring-accent' : 'border-box'
  return (
    <div
      className={`flex size-full flex-col items-center border-[1.5px] px-2 text-center ${node.nature === 'human' ? 'rounded-2xl' : 'rounded'} ${border} ${grounds[node.boundary] ?? 'bg-panel'} ${node.draft ? 'border-dashed' : ''} ${isParent ? 'justify-start pt-2' : 'justify-center'} ${dim ? 'opacity-35' : ''}`}
    >
      <Handle type="target" position={Position.Top} className="!size-2 !border-accent !bg-panel" />
      <span className="flex items-center gap-1 font-mono text-[11px] text-soft">
        {Icon && <Icon size={11} aria-label={node.nature} />}
        {node.key}
      </span>
      {node.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text
        <span key={index} className="font-semibold text-[14px] leading-[18px]">
          {line}
        </span>
      ))}
      <Handle type="source" position={Position.Bottom} className="!size-2 !border-accent !bg-accent" />
    </div>
  )
}
