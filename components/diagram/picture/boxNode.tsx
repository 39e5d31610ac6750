'use client'

import { Handle, type NodeProps, Position } from '@xyflow/react'
import { AppWindow, ChevronDown, ChevronRight, Cpu, Database, User, Users, Waves } from 'lucide-react'
import { memo } from 'react'
import type { DrawnNode } from '@/lib/stpa/layout/types'
import type { Role } from '@/lib/stpa/roles'
import { RenameField } from '../renameField'
import { useDiagramModel } from '../useDiagram'
import { CoverageBadge, type CoverageMark } from './coverageMark'
import type { BoxNode, KernelMark } from './flow'
import { KernelBadge } from './kernelMark'

export const natureIcons: Readonly<Record<string, typeof Cpu>> = {
  software: AppWindow,
  hardware: Cpu,
  human: User,
  organisation: Users,
  physicalProcess: Waves,
  data: Database,
}

export const roleLetters: Readonly<Record<Role, string>> = {
  controller: 'C',
  'controlled process': 'P',
  actuator: 'A',
  sensor: 'S',
}

const sides = [
  ['top', Position.Top],
  ['right', Position.Right],
  ['bottom', Position.Bottom],
  ['left', Position.Left],
] as const

/** One element. What it is linked with decides how loud it is; all else comes with its data. */
export function Box({ id, data, selected }: NodeProps<BoxNode>) {
  const { related, renaming, rename, startRename, toggle, view } = useDiagramModel()
  const state = selected ? 'selected' : !related ? 'plain' : related.boxes.has(id) ? 'related' : 'far'
  return (
    <>
      <Body
        box={data.box}
        roles={data.roles}
        kernel={data.kernel}
        coverage={data.coverage}
        isParent={data.isParent}
        inside={data.inside}
        state={state}
        isFolded={view.collapsed.includes(id)}
        isRenamed={renaming === id}
        onRename={(text) => (text === undefined ? startRename(null) : rename(id, text))}
        onToggle={() => toggle(id)}
      />
      {sides.map(([name, position]) => (
        <Handle key={name} id={name} type="source" position={position} className="diagram-handle" tabIndex={-1} />
      ))}
    </>
  )
}

type BodyProps = {
  box: DrawnNode
  roles: readonly Role[]
  kernel: KernelMark
  coverage: CoverageMark | undefined
  isParent: boolean
  inside: number
  state: 'selected' | 'plain' | 'related' | 'far'
  isFolded: boolean
  isRenamed: boolean
  onRename: (text: string | undefined) => void
  onToggle: () => void
}

const Body = memo(
  function Body({
    box,
    roles,
    kernel,
    coverage,
    isParent,
    inside,
    state,
    isFolded,
    isRenamed,
    onRename,
    onToggle,
  }: BodyProps) {
    const Icon = natureIcons[box.nature]
    const isOpen = isParent && !isFolded
    return (
      <div
        className="diagram-box"
        data-state={state}
        data-boundary={box.boundary}
        data-nature={box.nature}
        data-draft={box.draft || undefined}
        data-coverage={coverage?.state}
        data-open={isOpen || undefined}
        data-folded={(isParent && isFolded) || undefined}
      >
        <div className="diagram-box-head">
          {isParent && (
            <button
              type="button"
              tabIndex={-1}
              className="nodrag rounded hover:bg-chosen"
              aria-label={isFolded ? `Unfold ${box.text}` : `Fold ${box.text}`}
              aria-expanded={!isFolded}
              onClick={(event) => {
                event.stopPropagation()
                onToggle()
              }}
            >
              {isFolded ? <ChevronRight size={13} aria-hidden /> : <ChevronDown size={13} aria-hidden />}
            </button>
          )}
          {Icon && <Icon size={12} aria-hidden />}
          <span className="truncate">{box.key}</span>
          {roles.map((role) => (
            <span key={role} title={role} className="diagram-role" aria-hidden>
              {roleLetters[role]}
            </span>
          ))}
          <KernelBadge mark={kernel} />
          <CoverageBadge mark={coverage} />
        </div>
        {isRenamed ? (
          <RenameField text={box.text} onDone={onRename} />
        ) : (
          <div className="diagram-box-text">{isOpen ? box.text : box.lines.join(' ')}</div>
        )}
        {isFolded && inside > 0 && <div className="diagram-box-inside">{inside} inside</div>}
      </div>
    )
  },
  (before, after) =>
    before.box === after.box &&
    before.state === after.state &&
    before.kernel === after.kernel &&
    before.coverage === after.coverage &&
    before.isFolded === after.isFolded &&
    before.isRenamed === after.isRenamed &&
    before.inside === after.inside &&
    before.isParent === after.isParent &&
    before.roles.join() === after.roles.join(),
)
