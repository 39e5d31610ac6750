'use client'

import { RemoveFileDialog } from '@/components/item/removeFileDialog'
import { useEvidenceActions } from '@/lib/client/evidence'
import type { EvidenceCard } from '@/lib/trace/api'

export function RemoveDialog({ file, onClose }: { file: EvidenceCard; onClose: () => void }) {
  const { remove } = useEvidenceActions()
  return (
    <RemoveFileDialog
      title="Remove this file?"
      description="The file and what was read from it are gone from the workbench, for every analysis. This cannot be taken back; the same file can be imported again."
      name={file.title}
      path={`/api/evidence/${encodeURIComponent(file.hash)}`}
      remove={() => remove(file.hash)}
      onClose={onClose}
    />
  )
}
