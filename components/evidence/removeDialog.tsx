'use client'

import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useAnalysis } from '@/lib/client/analysis'
import { useAuthorGate } from '@/lib/client/author'
import { useEvidenceActions } from '@/lib/client/evidence'
import { raise } from '@/lib/client/refusals'
import type { EvidenceCard } from '@/lib/trace/api'
import { evidenceItems, observedIn, runsOf } from './inAnalysis'

/** Removing a file cannot be taken back: what of the analysis stands on it is said first. */
export function RemoveDialog({ file, onClose }: { file: EvidenceCard; onClose: () => void }) {
  const analysis = useAnalysis()
  const withAuthor = useAuthorGate()
  const { remove } = useEvidenceActions()
  const evidence = evidenceItems(analysis, file)
  const bindings = observedIn(analysis, evidence).map(({ binding }) => binding)
  const items = [...new Set([...evidence, ...runsOf(analysis, evidence), ...bindings])]
  const confirm = async () => {
    if (!(await withAuthor())) return
    onClose()
    await remove(file.hash).catch((error: unknown) => raise({ error }))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Remove this file?"
      description="The file and what was read from it are gone from the workbench, for every analysis. This cannot be taken back; the same file can be imported again."
    >
      <p className="mb-2 break-all font-medium">{file.title}</p>
      {items.length === 0 ? (
        <p className="mb-3 text-soft">Nothing of this analysis refers to it. Other analyses may.</p>
      ) : (
        <>
          <p className="mb-1 text-warning">
            {items.length === 1 ? 'One item' : `${items.length} items`} of this analysis stand on it. They stay, with
            its hash, but what they say can no longer be looked up here:
          </p>
          <ul className="mb-3 max-h-48 list-disc overflow-y-auto pl-5">
            {items.map(({ uid }) => (
              <li key={uid} className="break-words">
                <KeyLink uid={uid} text />
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="flex gap-2">
        <Button look="danger" onClick={() => void confirm()}>
          Remove the file
        </Button>
        <Button onClick={onClose}>Keep it</Button>
      </div>
    </Dialog>
  )
}
