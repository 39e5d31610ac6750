'use client'

import { useQuery } from '@tanstack/react-query'
import { KeyLink } from '@/components/item/keyLink'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis } from '@/lib/client/analysis'
import { findByKey } from '@/lib/stpa/graph'

/** The rows that the addressee will fill in. */
export function AnswerPreview() {
  const analysis = useAnalysis()
  const { data } = useQuery({
    queryKey: ['answers'],
    queryFn: async () => (await import('@/lib/stpa/report/uses/answers')).answerRows,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!data) return null
  const rows = data(analysis)
  if (rows.length === 0) {
    return (
      <EmptyState title="Nothing is asked of others yet">
        <p>
          The answer sheet has one row per assumption of use: what another party must do so that the claim holds. Derive
          them from scenarios and constraints, and address each to a stakeholder.
        </p>
      </EmptyState>
    )
  }
  return (
    <section
      aria-label="Preview: Answer sheet"
      className="min-w-0 flex-1 overflow-auto rounded border border-line bg-panel p-3"
    >
      <table className="w-full border-collapse text-left text-[13px]">
        <thead className="text-[12px] text-soft">
          <tr>
            {['Key', 'Text', 'Addressee', 'Answer', 'Reason', 'Evidence'].map((title) => (
              <th key={title} className="py-1 pr-3 font-normal">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-line border-t align-top">
              <td className="whitespace-nowrap py-1 pr-3">
                <KeyLink uid={findByKey(analysis, ['assumptionOfUse'], row.key)?.uid ?? ''} />
              </td>
              <td className="py-1 pr-3">{row.text}</td>
              <td className="py-1 pr-3">{row.addressee}</td>
              <td className="py-1 pr-3">{row.answer}</td>
              <td className="w-24 py-1 pr-3" />
              <td className="w-24 py-1" />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
