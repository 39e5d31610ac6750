'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useMemo } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { Scroll } from '@/components/view/panel/scroll'
import { number } from '@/lib/text/counts'
import type { RunCoverage } from '@/lib/trace/coverage/types'
import { type SaturationPoint, saturationOf } from '@/lib/trace/saturation'
import { useView } from '../useView'
import { moved } from './order'
import { SaturationChart } from './saturationChart'

/** What each further run adds that was new; the order of the runs is a person's. */
export function SaturationView({ coverages }: { coverages: readonly RunCoverage[] }) {
  const [{ order }, change] = useView()
  const points = useMemo(() => saturationOf(coverages), [coverages])
  const ids = coverages.map(({ run }) => run.id)
  if (points.length === 0) return <p className="px-4 py-3 text-soft">No trace has been read yet.</p>
  const move = (id: string, by: -1 | 1) => change({ order: moved(ids, id, by) }, 'replace')
  return (
    <Scroll label="Saturation" className="min-h-0 flex-1 border-line border-t px-4 py-3">
      <p className="mb-2 max-w-4xl">
        Each bar counts what a run did that no run before it did: triples of system call, resource and outcome. The line
        sums them up. Where it becomes flat, these runs are alike; it does not say that there is nothing else.
      </p>
      <SaturationChart points={points} />
      <div className="mt-3 flex items-center gap-2">
        <h3 className="font-semibold">In this order</h3>
        {order.length > 0 && <Button onClick={() => change({ order: [] })}>As in the analysis</Button>}
      </div>
      <table className="mt-1 w-full max-w-5xl text-[13px]">
        <thead className="text-left text-[12px]">
          <tr>
            <th className="w-20 py-1 font-medium">Move</th>
            <th className="font-medium">Run</th>
            <th className="w-20 text-right font-medium">Triples</th>
            <th className="w-20 text-right font-medium">New</th>
            <th className="w-20 text-right font-medium">In all</th>
            <th className="pl-4 font-medium">New ones</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, at) => (
            <PointRow
              key={point.run}
              point={point}
              onUp={at > 0 ? () => move(point.run, -1) : undefined}
              onDown={at < points.length - 1 ? () => move(point.run, 1) : undefined}
            />
          ))}
        </tbody>
      </table>
      {points.some(({ isCut }) => isCut) && (
        <p className="mt-1 text-warning">
          Some runs do more different things than are kept: their figures are the least.
        </p>
      )}
    </Scroll>
  )
}

type RowProps = { point: SaturationPoint; onUp: (() => void) | undefined; onDown: (() => void) | undefined }

function PointRow({ point: { run, title, triples, added, total, examples }, onUp, onDown }: RowProps) {
  return (
    <tr className="border-line/60 border-t align-top">
      <td className="py-0.5">
        <Button look="quiet" aria-label={`${title} earlier`} disabled={!onUp} onClick={onUp} className="px-1">
          <ArrowUp size={14} aria-hidden />
        </Button>
        <Button look="quiet" aria-label={`${title} later`} disabled={!onDown} onClick={onDown} className="px-1">
          <ArrowDown size={14} aria-hidden />
        </Button>
      </td>
      <td className="py-1">
        <KeyLink uid={run} text />
      </td>
      <td className="py-1 text-right tabular-nums">{number(triples)}</td>
      <td className="py-1 text-right tabular-nums">{number(added)}</td>
      <td className="py-1 text-right tabular-nums">{number(total)}</td>
      <td className="py-1 pl-4">
        {examples.length > 0 && (
          <details>
            <summary className="cursor-pointer break-all font-mono text-[12px]">{examples[0]}</summary>
            <ul className="font-mono text-[12px]">
              {examples.slice(1).map((example) => (
                <li key={example} className="break-all">
                  {example}
                </li>
              ))}
              {added > examples.length && <li className="text-soft">and {number(added - examples.length)} more</li>}
            </ul>
          </details>
        )}
      </td>
    </tr>
  )
}
