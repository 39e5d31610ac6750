'use client'

import { defaultLegend } from '@/lib/stpa/formats/dot/legend'

const meanings = {
  edge: [
    ['controlAction', 'control action'],
    ['feedback', 'feedback'],
    ['otherInteraction', 'other interaction'],
    ['ignore', 'left out'],
  ],
  fill: [
    ['systemUnderAnalysis', 'system under analysis'],
    ['targetSystem', 'outside the system under analysis'],
    ['environment', 'environment'],
    ['data', 'holds data'],
    ['ignore', 'left out'],
  ],
} as const

/** Where no line has a style of feedback, arrows that point up are; these say so in words. */
const names: Readonly<Record<string, string>> = {
  'arrow back': 'against its line (dir=back)',
  'arrow up': 'up to a level above',
  'arrow none': 'line without an arrow',
}

type Props = {
  legend: Readonly<Record<string, string>>
  /** Styles of this drawing that the usual legend does not know. */
  unknown: readonly string[]
  onChange: (legend: Record<string, string>) => void
}

/** Which legend a drawing follows: the usual one, to be changed style by style. */
export function LegendChoice({ legend, unknown, onChange }: Props) {
  // A style that was given a meaning is no unknown one of the next dry run: it stays to be chosen.
  const styles = [...new Set([...Object.keys(defaultLegend), ...Object.keys(legend), ...unknown])]
  return (
    <details className="mb-3 rounded border border-line p-2" open={unknown.length > 0}>
      <summary className="cursor-pointer font-medium">What the styles of the drawing mean</summary>
      <div className="mt-2 grid grid-cols-2 gap-2">
        {styles.map((style) => (
          <label key={style} className="flex items-center justify-between gap-2">
            {names[style] ?? style}
            <select
              className="rounded border border-line bg-panel px-1"
              value={legend[style] ?? defaultLegend[style] ?? ''}
              onChange={(event) => onChange(chosen(legend, style, event.target.value))}
            >
              {defaultLegend[style] === undefined && <option value="">as a plain line</option>}
              {meanings[style.startsWith('fill') ? 'fill' : 'edge'].map(([value, label]) => (
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

function chosen(legend: Readonly<Record<string, string>>, style: string, meaning: string): Record<string, string> {
  const { [style]: _before, ...others } = legend
  return meaning === '' ? others : { ...others, [style]: meaning }
}
