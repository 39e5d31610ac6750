'use client'

import { defaultLegend } from '@/lib/stpa/formats/dot/legend'

const meanings = [
  ['controlAction', 'control action'],
  ['feedback', 'feedback'],
  ['otherInteraction', 'other interaction'],
  ['ignore', 'left out'],
  ['systemUnderAnalysis', 'system under analysis'],
  ['targetSystem', 'outside the system under analysis'],
  ['environment', 'environment'],
  ['data', 'holds data'],
] as const

/** Which legend a drawing follows: the usual one, to be changed style by style. */
export function LegendChoice({
  legend,
  onChange,
}: {
  legend: Readonly<Record<string, string>>
  onChange: (legend: Record<string, string>) => void
}) {
  return (
    <details className="mb-3 rounded border border-line p-2">
      <summary className="cursor-pointer font-medium">What the styles of the drawing mean</summary>
      <div className="mt-2 grid grid-cols-2 gap-2">
        {Object.entries(defaultLegend).map(([style, meaning]) => (
          <label key={style} className="flex items-center justify-between gap-2">
            {style}
            <select
              className="rounded border border-line bg-panel px-1"
              value={legend[style] ?? meaning}
              onChange={(event) => onChange({ ...legend, [style]: event.target.value })}
            >
              {meanings.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </details>
  )
}
