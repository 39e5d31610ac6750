'use client'

import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useAuthorGate } from '@/lib/client/author'
import { raise } from '@/lib/client/refusals'
import { useFileUses } from '@/lib/client/uses'
import type { FileUse } from '@/lib/trace/api'

type Props = {
  readonly title: string
  readonly description: string
  /** What is removed, as people know it. */
  readonly name: string
  /** Its address; `/uses` below it says who rests on it. */
  readonly path: string
  readonly remove: () => Promise<unknown>
  readonly onClose: () => void
}

/** Removing a file cannot be taken back, and is refused while an analysis rests on it: that is said first. */
export function RemoveFileDialog({ title, description, name, path, remove, onClose }: Props) {
  const withAuthor = useAuthorGate()
  const { data: uses, error } = useFileUses(path)
  const confirm = async () => {
    if (!(await withAuthor())) return
    onClose()
    await remove().catch((problem: unknown) => raise({ error: problem }))
  }
  return (
    <Dialog open onClose={onClose} title={title} description={description}>
      <p className="mb-2 break-all font-medium">{name}</p>
      <div aria-live="polite">
        {error && <p className="mb-3 text-error">{error.message}</p>}
        {!uses && !error && <p className="mb-3 text-soft">Looking who rests on it …</p>}
        {uses && <Uses uses={uses} />}
      </div>
      <div className="flex gap-2">
        {uses?.length === 0 && (
          <Button look="danger" onClick={() => void confirm()}>
            Remove it
          </Button>
        )}
        <Button onClick={onClose}>Keep it</Button>
      </div>
    </Dialog>
  )
}

function Uses({ uses }: { readonly uses: readonly FileUse[] }) {
  if (uses.length === 0) return <p className="mb-3 text-soft">No analysis refers to it.</p>
  return (
    <>
      <p className="mb-1 text-warning">
        It is in use, and so cannot be removed: a report would change without a new revision. Remove these items first,
        or keep it.
      </p>
      <ul className="mb-3 max-h-48 list-disc overflow-y-auto pl-5">
        {uses.map(({ analysis, title, keys }) => (
          <li key={analysis} className="break-words">
            <Link className="text-accent hover:underline" href={`/analyses/${encodeURIComponent(analysis)}`}>
              {title}
            </Link>
            : {keys.join(', ')}
          </li>
        ))}
      </ul>
    </>
  )
}
