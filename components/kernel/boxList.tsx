'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import { rest } from '@/lib/kernel/graph'
import type { TreeNode } from '@/lib/kernel/walk/tree'
import type { PanelProps } from './sidePanel'
import { TakeSubsystemsDialog } from './takeSubsystemsDialog'

const page = 300

/** Boxes of the picture by name; several subsystems can be taken at once. */
export function BoxList({ graph, tree, exploration, target, onChoose }: PanelProps) {
  const [words, setWords] = useState('')
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [isTaking, setTaking] = useState(false)
  const found = useMemo(() => {
    const wanted = words.trim().toLowerCase()
    const fitting = tree.nodes.filter(({ name }) => name.toLowerCase().includes(wanted))
    return fitting.sort((left, right) => left.name.localeCompare(right.name, 'en'))
  }, [tree, words])
  const toggle = (name: string) => {
    const next = new Set(marked)
    if (!next.delete(name)) next.add(name)
    setMarked(next)
  }
  const mayTake = ({ name, function: of }: TreeNode) => of === undefined && name !== rest && name !== 'indirect'
  return (
    <div>
      <div className="mb-1 flex gap-2">
        <input
          aria-label="Filter boxes"
          placeholder="Filter"
          className={inputLook}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {marked.size > 0 && <Button onClick={() => setTaking(true)}>Take {marked.size} …</Button>}
      </div>
      <ul>
        {found.slice(0, page).map((node) => (
          <li key={node.name} className="flex items-start gap-1.5">
            {mayTake(node) && (
              <input
                type="checkbox"
                className="mt-1.5 size-4"
                aria-label={`Mark ${node.name}`}
                checked={marked.has(node.name)}
                onChange={() => toggle(node.name)}
              />
            )}
            <button
              type="button"
              className="min-h-6 w-full break-words rounded px-1 text-left hover:bg-sunken"
              onClick={() => onChoose({ node: node.name })}
            >
              {node.name}
            </button>
          </li>
        ))}
      </ul>
      {found.length > page && <p className="text-soft">… and {found.length - page} more: filter them.</p>}
      {isTaking && (
        <TakeSubsystemsDialog
          graph={graph}
          hash={exploration.graph}
          names={[...marked]}
          target={target}
          onClose={(done) => {
            setTaking(false)
            if (done) setMarked(new Set())
          }}
        />
      )}
    </div>
  )
}
