'use client'

import { KeyLink } from '@/components/item/keyLink'
import { EmptyState } from '@/components/ui/emptyState'
import { type EvidenceFlagCode, evidenceFlagMeanings } from '@/lib/evidence/model'
import { fieldOf, textOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'
import { number } from '@/lib/text/counts'
import { flagMeanings } from '@/lib/trace/model'
import { LineLink, useView } from '../useView'

type Flag = { readonly code: string; readonly count: number; readonly line: number }

const meaningOf = (code: string): string =>
  // Codes of traces and of records: each in one of the tables, or written by a newer version.
  ({ ...flagMeanings, ...evidenceFlagMeanings })[code as EvidenceFlagCode] ?? 'A limit that this version does not know.'

/** What limits a file as evidence: what its reader found, and what people declared. */
export function FlagsTab({ flags, evidence }: { flags: readonly Flag[]; evidence: readonly Item[] }) {
  const [{ line }] = useView()
  return (
    <div className="h-full overflow-y-auto p-5">
      {flags.length === 0 ? (
        <EmptyState title="The reader found no limit">
          <p>
            Nothing was lost, cut off or left unfollowed as far as the file shows. What was filtered while it was made
            it does not show: that must be declared. And what did not happen in this run is not in it.
          </p>
        </EmptyState>
      ) : (
        <ul className="max-w-4xl divide-y divide-line rounded border border-line bg-panel">
          {flags.map((flag) => (
            <li
              key={`${flag.code} ${flag.line}`}
              className={`grid grid-cols-[11rem_minmax(0,1fr)_auto] gap-4 px-3 py-2 ${flag.line > 0 && flag.line === line ? 'bg-chosen' : ''}`}
            >
              <span className="font-mono text-[12.5px]">{flag.code}</span>
              <span>{meaningOf(flag.code)}</span>
              <span className="text-right text-soft tabular-nums">
                {number(flag.count)} × <LineLink first={flag.line} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <Declared evidence={evidence} />
    </div>
  )
}

function Declared({ evidence }: { evidence: readonly Item[] }) {
  return (
    <section className="mt-5 max-w-4xl">
      <h3 className="mb-1 font-semibold">Declared by people</h3>
      {evidence.length === 0 && (
        <p className="text-soft">
          Take the file into the analysis to say which filters were on (-e, -P, -z, -Z, --seccomp-bpf): a trace does not
          tell.
        </p>
      )}
      {evidence.map((item) => {
        const limits = fieldOf(item, 'declaredLimits')
        const list = Array.isArray(limits) ? limits.map(String) : []
        return (
          <p key={item.uid} className="[overflow-wrap:anywhere]">
            <KeyLink uid={item.uid} />: {list.join('; ') || 'nothing is declared'}
            {textOf(item, 'losses') !== '' && `; losses: ${textOf(item, 'losses')}`}
          </p>
        )
      })}
    </section>
  )
}
