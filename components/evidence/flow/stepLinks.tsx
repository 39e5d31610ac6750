'use client'

import type { NodeHit } from '@/lib/client/digests'
import { shownText } from '@/lib/text/visible'
import { processTitle } from '@/lib/trace/flow/model'
import { ViewLink } from '../useView'

/** Steps of flows, each a link to where it stands in its flow. */
export function StepLinks({ hits }: { hits: readonly NodeHit[] }) {
  if (hits.length === 0) return null
  return (
    <section className="mb-3">
      <h4 className="mb-0.5 font-medium text-[12.5px]">In the flow</h4>
      <ul>
        {hits.map(({ process, pid, name, node, text, error, lines }) => (
          <li key={`${process} ${node}`} className="py-0.5 [overflow-wrap:anywhere]">
            <ViewLink className="block" to={{ tab: 'flow', process, row: node, line: lines.first, to: lines.last }}>
              {shownText(text)}
            </ViewLink>
            <span className="block text-[12px] text-soft">
              {processTitle({ name, pid })} {error !== '' && <span className="text-error">{error}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
