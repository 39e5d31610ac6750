'use client'

import { useMemo, useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import { type Draft, draftOf, savedDraft, unconfirmed } from '@/lib/edits/bindings'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'
import { ConfirmDialog } from './confirmDialog'
import { DraftFields } from './draftFields'
import { DraftMatches } from './draftMatches'

type Props = { covered: CoveredRuns; binding: Item; item: Item | undefined }

/** One binding: what it asks for, what that matches while it is typed, and who stands for it. */
export function BindingEditor({ covered, binding, item }: Props) {
  const commit = useCommit()
  const [draft, setDraft] = useState<Draft>()
  const [isConfirming, setConfirming] = useState(false)
  const shown = draft ?? draftOf(binding)
  const operations = useMemo(() => savedDraft(binding, draft ?? draftOf(binding)), [binding, draft])
  const isChanged = operations.length > 0
  const isConfirmed = binding.fields.confirmed === true
  const save = () => {
    setDraft(undefined)
    void commit(operations, `${binding.key} edited beside what it matches`)
  }
  return (
    <aside
      aria-label="Chosen binding"
      className="w-[27rem] shrink-0 overflow-y-auto border-line border-l bg-panel p-3 text-[13px]"
    >
      <h3 className="mb-1 font-semibold [overflow-wrap:anywhere]">
        <KeyLink uid={binding.uid} text />
      </h3>
      {item && (
        <p className="mb-2">
          shows <KeyLink uid={item.uid} text />
        </p>
      )}
      <Standing binding={binding} />
      <div className="mb-3 flex flex-wrap gap-1.5">
        <Button look={isChanged ? 'main' : 'plain'} disabled={!isChanged} onClick={save}>
          Save
        </Button>
        <Button disabled={!isChanged} onClick={() => setDraft(undefined)}>
          Discard
        </Button>
        {isConfirmed ? (
          <Button disabled={isChanged} onClick={() => void commit(unconfirmed(binding), 'No longer confirmed')}>
            Take the confirmation back
          </Button>
        ) : (
          <Button look={isChanged ? 'plain' : 'main'} disabled={isChanged} onClick={() => setConfirming(true)}>
            Confirm …
          </Button>
        )}
      </div>
      {isChanged && isConfirmed && <p className="mb-2 text-warning">What is saved has to be confirmed again.</p>}
      <EditedMatches covered={covered} binding={binding} operations={operations} />
      <DraftFields draft={shown} onChange={(change) => setDraft({ ...shown, ...change })} />
      {isConfirming && <ConfirmDialog binding={binding} onClose={() => setConfirming(false)} />}
    </aside>
  )
}

type MatchesProps = { covered: CoveredRuns; binding: Item; operations: ReturnType<typeof savedDraft> }

function EditedMatches({ covered, binding, operations }: MatchesProps) {
  const analysis = useAnalysis()
  return <DraftMatches {...{ analysis, covered, operations }} binding={binding.uid} />
}

function Standing({ binding }: { binding: Item }) {
  const [reason, proposedBy] = [textOf(binding, 'reason'), textOf(binding, 'proposedBy')]
  const isConfirmed = binding.fields.confirmed === true
  return (
    <div className="mb-2">
      <p className={isConfirmed ? 'text-good' : 'text-warning'}>
        {isConfirmed ? '✓ Confirmed' : 'A draft: nobody has confirmed it.'}
      </p>
      {reason !== '' && <p className="[overflow-wrap:anywhere]">{reason}</p>}
      {proposedBy !== '' && <p className="text-[12px] text-soft [overflow-wrap:anywhere]">{proposedBy}</p>}
    </div>
  )
}
