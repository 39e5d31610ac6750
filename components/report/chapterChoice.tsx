'use client'

import { Button } from '@/components/ui/button'
import type { DocumentDefinition } from './useDocuments'

type Props = {
  chapters: DocumentDefinition['chapters']
  left: ReadonlySet<string>
  onChange: (left: ReadonlySet<string>) => void
}

/** Which chapters to print; `left` holds those that are left out. */
export function ChapterChoice({ chapters, left, onChange }: Props) {
  const toggle = (name: string) => {
    const next = new Set(left)
    if (!next.delete(name)) next.add(name)
    onChange(next)
  }
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium text-[12.5px]">Chapters</legend>
      <ul className="mt-1">
        {chapters.map(({ name, title, annex }) => (
          <li key={name}>
            <label className="flex min-h-6 items-start gap-1.5 py-0.5">
              <input type="checkbox" className="mt-1" checked={!left.has(name)} onChange={() => toggle(name)} />
              <span>
                {annex && <span className="text-soft">Annex: </span>}
                {title}
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p className="mt-1 flex gap-2">
        <Button onClick={() => onChange(new Set())}>All</Button>
        <Button onClick={() => onChange(new Set(chapters.map(({ name }) => name)))}>None</Button>
      </p>
      <p className="mt-1 text-[12px] text-soft">
        A chapter without items is left out. Items that a chapter names and no other tells are listed in an annex.
      </p>
    </fieldset>
  )
}
