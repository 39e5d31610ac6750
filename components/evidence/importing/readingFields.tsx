'use client'

import { Field, inputLook } from '@/components/ui/field'
import { architectures, type ReadOptions } from '@/lib/trace/api'
import { traceFormats } from '@/lib/trace/formats'

type Reading = Pick<ReadOptions, 'format' | 'arch'>

/** Format and architecture: what a trace cannot always say itself. */
export function ReadingFields({ format, arch, onChange }: Reading & { onChange: (change: Partial<Reading>) => void }) {
  return (
    <div className="grid grid-cols-2 gap-x-4">
      <Field label="Format" help="Say it only where it is recognised wrongly, or not at all.">
        {(ids) => (
          <select
            {...ids}
            className={inputLook}
            value={format}
            onChange={(event) => onChange({ format: event.target.value })}
          >
            <option value="">As it is recognised</option>
            {traceFormats.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Architecture" help="Of the machine that was traced: a number means another system call on each.">
        {(ids) => (
          <select
            {...ids}
            className={inputLook}
            value={arch}
            onChange={(event) => {
              const chosen = architectures.find((name) => name === event.target.value)
              if (chosen) onChange({ arch: chosen })
            }}
          >
            {architectures.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  )
}
