'use client'

import { ItemFields } from '@/components/item/itemFields'
import { useAnalysis } from '@/lib/client/analysis'
import { analysisItem } from '@/lib/stpa/graph'

/** The analysis' own fields: title, profile, phases, guide words, key templates, rules. */
export function Settings() {
  const item = analysisItem(useAnalysis())
  return (
    <div className="mx-auto max-w-2xl p-5">
      <h2 className="mb-3 font-semibold text-[17px]">Settings of this analysis</h2>
      {item ? <ItemFields item={item} /> : <p>There is no analysis item.</p>}
    </div>
  )
}
