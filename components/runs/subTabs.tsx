'use client'

import { Button } from '@/components/ui/button'

type Props = {
  label: string
  entries: readonly { readonly name: string; readonly title: string }[]
  chosen: string
  onChoose: (name: string) => void
}

/** The lists of one tab. */
export function SubTabs({ label, entries, chosen, onChoose }: Props) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      {entries.map(({ name, title }) => (
        <Button
          key={name}
          look={chosen === name ? 'plain' : 'quiet'}
          aria-pressed={chosen === name}
          className={chosen === name ? 'font-medium' : ''}
          onClick={() => onChoose(name)}
        >
          {title}
        </Button>
      ))}
    </div>
  )
}
