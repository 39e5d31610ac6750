'use client'

import Link from 'next/link'
import { TakeButton } from '@/components/evidence/takeDialog'
import { useAnalysis } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import { useEvidenceFiles } from '@/lib/client/evidence'

/** Kept traces that are no run of the analysis yet: each can become one. */
export function OtherTraces({ covered }: { covered: CoveredRuns }) {
  const { id } = useAnalysis()
  const { data } = useEvidenceFiles()
  const taken = new Set(covered.runs.flatMap(({ card }) => card?.hash ?? []))
  const others = (data?.files ?? []).filter(({ kind, hash }) => kind === 'trace' && !taken.has(hash))
  if (others.length === 0) return null
  return (
    <>
      <h3 className="mt-4 mb-1 font-semibold">Kept traces that are no run of this analysis</h3>
      <ul
        aria-label="Kept traces"
        className="max-h-96 max-w-5xl divide-y divide-line overflow-y-auto rounded border border-line bg-panel text-ink"
      >
        {others.map((card) => (
          <li key={card.hash} className="flex items-center gap-3 px-3 py-1.5">
            <Link
              className="min-w-0 flex-1 truncate text-accent hover:underline"
              href={`/analyses/${id}/evidence/${card.hash}`}
            >
              {card.title}
            </Link>
            <TakeButton card={card} />
          </li>
        ))}
      </ul>
    </>
  )
}
