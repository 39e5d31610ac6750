'use client'

import Link from 'next/link'
import { useAnalysis } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import { linked } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'

/** From evidence, or from a run that is in it, to the file that it is. */
export function FileOfItem({ item }: { item: Item }) {
  const analysis = useAnalysis()
  const hash = hashOf(analysis, item)
  if (!/^[0-9a-f]{64}$/.test(hash)) return null
  const base = `/analyses/${encodeURIComponent(analysis.id)}/evidence/${hash}`
  return (
    <p className="mt-4 text-[13px]">
      <Link className="text-accent underline" href={base}>
        The file
      </Link>
      , its{' '}
      <Link className="text-accent underline" href={`${base}?tab=lines`}>
        lines
      </Link>
    </p>
  )
}

function hashOf(analysis: Analysis, item: Item): string {
  const own = textOf(item, 'hash')
  const [within] = own === '' ? linked(analysis, item.uid, 'in') : []
  return within ? textOf(within, 'hash') : own
}
