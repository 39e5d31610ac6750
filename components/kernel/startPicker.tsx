'use client'

import { useId, useMemo, useState } from 'react'
import { inputLook } from '@/components/ui/field'
import type { Exploration } from '@/lib/kernel/exploration'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { type Found, searchGraph } from '@/lib/kernel/search'
import type { Change } from './useExploration'

type Props = { graph: CallGraph; exploration: Exploration; change: Change }

/** Finds a function or a subsystem among all of them, by any part of the name. */
export function StartPicker({ graph, exploration, change }: Props) {
  const id = useId()
  const [words, setWords] = useState<string>()
  const [at, setAt] = useState(0)
  const found = useMemo(() => (words === undefined ? [] : searchGraph(graph, words)), [graph, words])
  const choose = (hit: Found | undefined) => {
    if (!hit) return
    change({ start: hit.start, hidden: [] })
    setWords(undefined)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') choose(found[at])
    else if (event.key === 'Escape') setWords(undefined)
    else return
    event.preventDefault()
  }
  const isOpen = words !== undefined && found.length > 0
  return (
    <div className="relative w-56">
      <input
        role="combobox"
        aria-label="Function or subsystem"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={isOpen ? `${id}-${at}` : undefined}
        className={inputLook}
        placeholder="Function or subsystem"
        spellCheck={false}
        autoComplete="off"
        value={words ?? exploration.start.replace(/^subsystem:/, '')}
        onChange={(event) => {
          setWords(event.target.value)
          setAt(0)
        }}
        onFocus={(event) => event.target.select()}
        onBlur={() => setWords(undefined)}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="Found"
          className="absolute z-20 mt-1 max-h-96 w-[34rem] max-w-[80vw] overflow-y-auto rounded border border-line bg-panel py-1 shadow-lg"
        >
          {found.map((hit, index) => (
            <Option
              key={`${hit.kind} ${hit.name} ${hit.file}`}
              id={`${id}-${index}`}
              hit={hit}
              isHere={index === at}
              onChoose={() => choose(hit)}
            />
          ))}
        </div>
      )}
      {words !== undefined && words.trim() !== '' && found.length === 0 && (
        <p role="status" className="absolute z-20 mt-1 rounded border border-line bg-panel px-2 py-1 shadow-lg">
          Nothing is called so.
        </p>
      )}
    </div>
  )
}

type OptionProps = { id: string; hit: Found; isHere: boolean; onChoose: () => void }

function Option({ id, hit, isHere, onChoose }: OptionProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isHere}
      className={`cursor-pointer px-2 py-1 ${isHere ? 'bg-chosen' : 'hover:bg-sunken'}`}
      onMouseDown={(event) => {
        event.preventDefault() // the field keeps the focus
        onChoose()
      }}
    >
      <span className={hit.kind === 'function' ? 'font-mono text-[12.5px]' : 'font-medium'}>{hit.name}</span>{' '}
      <span className="text-[12px] text-soft">
        {hit.note}
        {hit.file && `, ${hit.file}`}
      </span>
    </div>
  )
}
