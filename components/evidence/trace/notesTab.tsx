import { Scroll } from '@/components/view/panel/scroll'
import type { EvidenceNotes, EvidenceReport } from '@/lib/evidence/model'
import { number } from '@/lib/text/counts'
import { LineLink } from '../useView'

/** What became of the file while it was read: nothing is dropped in silence. */
export function NotesTab({ report }: { report: EvidenceReport }) {
  const { read, repaired, skipped, unknown } = report
  return (
    <Scroll label="What became of the file" className="h-full p-5">
      <p className="mb-3">{number(read)} read.</p>
      <Notes title="Repaired" notes={repaired} />
      <Notes title="Skipped: understood, and not kept" notes={skipped} />
      <Notes title="Unknown: lines that are no part of the format" notes={unknown} />
      {repaired.count + skipped.count + unknown.count === 0 && (
        <p className="text-soft">Nothing was repaired, skipped or unknown.</p>
      )}
    </Scroll>
  )
}

function Notes({ title, notes: { count, first } }: { title: string; notes: EvidenceNotes }) {
  if (count === 0) return null
  return (
    <section className="mb-4 max-w-4xl">
      <h3 className="mb-1 font-semibold">
        {title} <span className="font-normal text-soft">({number(count)})</span>
      </h3>
      <ul className="divide-y divide-line rounded border border-line bg-panel text-[13px]">
        {first.map(({ line, message }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes of a report never move
          <li key={index} className="flex gap-3 px-3 py-1">
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{message}</span>
            <LineLink first={line} />
          </li>
        ))}
      </ul>
      {count > first.length && <p className="text-soft">… and {number(count - first.length)} more.</p>}
    </section>
  )
}
