'use client'

import { ChoiceField } from '@/components/ui/inputs'
import { architectures, type ReadOptions } from '@/lib/trace/api'
import { traceFormats } from '@/lib/trace/formats'

type Reading = Pick<ReadOptions, 'format' | 'arch'>

/** Format and architecture: what a trace cannot always say itself. */
export function ReadingFields({ format, arch, onChange }: Reading & { onChange: (change: Partial<Reading>) => void }) {
  return (
    <div className="grid grid-cols-2 gap-x-4">
      <ChoiceField
        label="Format"
        help="Say it only where it is recognised wrongly, or not at all."
        value={format}
        onChange={(value) => onChange({ format: value })}
        options={[
          { value: '', label: 'As it is recognised' },
          ...traceFormats.map(({ name, title }) => ({ value: name, label: title })),
        ]}
      />
      <ChoiceField
        label="Architecture"
        help="Of the machine that was traced: a number means another system call on each."
        value={arch}
        onChange={(value) => {
          const chosen = architectures.find((name) => name === value)
          if (chosen) onChange({ arch: chosen })
        }}
        options={architectures.map((name) => ({ value: name, label: name }))}
      />
    </div>
  )
}
