'use client'

import { useMemo, useState } from 'react'
import { coveredKinds, pluralOf } from '@/components/item/exerciseState'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import { createdBinding, type Draft, emptyDraft, nameOf } from '@/lib/edits/bindings'
import { newUid } from '@/lib/edits/newUid'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import type { Uid } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import { DraftFields } from './draftFields'
import { DraftMatches } from './draftMatches'

type Props = {
  covered: CoveredRuns
  /** The item, and what it is to match, as far as they are known. */
  item?: Uid
  first?: Partial<Draft>
  /** With the uid of what was made. */
  onClose: (made?: Uid) => void
}

/** A binding by hand: of which item, and which calls; what it matches is counted while it is typed. */
export function BindDialog({ covered, item: given = '', first, onClose }: Props) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [uid] = useState(newUid)
  const [item, setItem] = useState(given)
  const [typed, setDraft] = useState<Draft>({ ...emptyDraft, ...first })
  const draft = useMemo(() => ({ ...typed, text: typed.text || nameOf(typed) }), [typed])
  // Without an item yet, it is counted as if it were the first.
  const counted = item || (itemsOf(analysis, 'controlAction')[0]?.uid ?? '')
  const operations = useMemo(() => createdBinding(uid, counted, draft), [uid, counted, draft])
  const mayMake = item !== '' && (draft.verbs + draft.resource + draft.arguments + draft.payload).trim() !== ''
  const make = async () => {
    if (await commit(createdBinding(uid, item, draft), 'Bound by hand')) onClose(uid)
  }
  return (
    <Dialog
      open
      wide
      onClose={() => onClose()}
      title="New binding"
      description="How an item shows in traces: which call, on what, with which result. It is a draft until a person confirms it with a reason."
    >
      <form
        className="grid grid-cols-2 gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (mayMake) void make()
        }}
      >
        <div>
          <ItemField value={item} onChange={setItem} />
          <DraftFields draft={typed} onChange={(change) => setDraft({ ...typed, ...change })} />
          <Button type="submit" look="main" disabled={!mayMake}>
            Bind
          </Button>
        </div>
        <div className="min-w-0">
          {counted !== '' && <DraftMatches {...{ analysis, covered, operations }} binding={uid} />}
        </div>
      </form>
    </Dialog>
  )
}

/** Any item that a trace can show, by kind. */
function ItemField({ value, onChange }: { value: Uid; onChange: (uid: Uid) => void }) {
  const analysis = useAnalysis()
  return (
    <Field label="Item">
      {(ids) => (
        <select {...ids} className={inputLook} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">–</option>
          {coveredKinds.map((kind) => (
            <optgroup key={kind} label={pluralOf(kind)}>
              {itemsOf(analysis, kind)
                .filter(isActive)
                .map((item) => (
                  <option key={item.uid} value={item.uid}>
                    {item.key} {textOf(item).slice(0, 90)}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  )
}
