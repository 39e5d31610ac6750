'use client'

import { Scroll } from '@/components/view/panel/scroll'
import { number } from '@/lib/text/counts'

import type { ChartRow } from './chart'

type Props = {
  label: string
  /** What stands in the first column. */
  place: string
  placeOf: (index: number) => string
  rows: readonly ChartRow[]
}

/** What a chart shows, in figures: at most some hundred places. */
export function ChartTable({ label, place, placeOf, rows }: Props) {
  const places = rows[0]?.values ?? []
  return (
    <Scroll label={label} className="max-h-72 rounded border border-line">
      <table className="w-full text-[12.5px] tabular-nums">
        <thead className="sticky top-0 bg-sunken text-left">
          <tr>
            {[place, ...rows.map(({ name }) => name)].map((title) => (
              <th key={title} scope="col" className="px-2 py-1 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: places of a chart never move
            <tr key={index} className="border-line/60 border-t">
              <th scope="row" className="px-2 py-0.5 text-left font-normal">
                {placeOf(index)}
              </th>
              {rows.map(({ name, values }) => (
                <td key={name} className="px-2 py-0.5">
                  {number(values[index] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
