'use client'

import { ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { FilterField } from '@/components/ui/inputs'
import { Popover } from '@/components/ui/popover'
import { number } from '@/lib/text/counts'
import type { Source } from './sources'

type Props = {
  sources: readonly Source[]
  chosen: readonly Source[]
  onChange: (hashes: readonly string[]) => void
  help?: string
}

/** More traces than these are found by their names. */
const mostShown = 200

/** Which of the kept traces, in which order. */
export function TraceChooser({ sources, chosen, onChange, help }: Props) {
  const [words, setWords] = useState('')
  const hashes = chosen.map(({ hash }) => hash)
  const wanted = words.trim().toLowerCase()
  const others = sources.filter(({ hash, title }) => !hashes.includes(hash) && title.toLowerCase().includes(wanted))
  const without = (hash: string) => onChange(hashes.filter((other) => other !== hash))
  const first = (hash: string) => onChange([hash, ...hashes.filter((other) => other !== hash)])
  const names = chosen.map(({ title }) => (title.length > 28 ? `${title.slice(0, 27)}…` : title))
  return (
    <Popover
      label="Traces"
      button={
        <Button className="max-w-xl">
          <span className="truncate">
            {chosen.length === 0 ? 'Choose traces' : `${number(chosen.length)}: ${names.join(', ')}`}
          </span>
        </Button>
      }
    >
      <div className="w-80 text-[13px]">
        {help && <p className="mb-2 text-soft">{help}</p>}
        <ul aria-label="Chosen traces" className="mb-2">
          {chosen.map(({ hash, title }, at) => (
            <li key={hash} className="flex items-start gap-1">
              <Check label={title} isOn onChange={() => without(hash)} />
              {at > 0 && (
                <Button look="quiet" className="px-1" aria-label={`${title} first`} onClick={() => first(hash)}>
                  <ArrowUp size={13} aria-hidden />
                </Button>
              )}
            </li>
          ))}
        </ul>
        {sources.length > 8 && (
          <FilterField label="Find a trace" placeholder="Find" className="mb-1" value={words} onChange={setWords} />
        )}
        <ul aria-label="Other traces" className="border-line border-t pt-1">
          {others.slice(0, mostShown).map(({ hash, title, run }) => (
            <li key={hash}>
              <Check
                label={run === '' ? `${title} (no run of this analysis)` : title}
                isOn={false}
                onChange={() => onChange([...hashes, hash])}
              />
            </li>
          ))}
        </ul>
        {others.length > 1 && others.length <= mostShown && (
          <Button className="mt-1" onClick={() => onChange([...hashes, ...others.map(({ hash }) => hash)])}>
            All {others.length} of them too
          </Button>
        )}
      </div>
    </Popover>
  )
}

function Check({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: () => void }) {
  return (
    <label className="flex min-w-0 flex-1 items-start gap-2 py-0.5">
      <input type="checkbox" className="mt-0.5 size-4 shrink-0" checked={isOn} onChange={onChange} />
      <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
    </label>
  )
}
