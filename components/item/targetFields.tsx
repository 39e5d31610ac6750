'use client'

import { Field, inputLook } from '@/components/ui/field'
import { useAnalysis } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import type { Uid } from '@/lib/stpa/model'
import type { Target } from './useTarget'

/** Into which structure, and as a part of what. */
export function TargetFields({ target: { structure, parent, set } }: { target: Target }) {
  return (
    <div className="grid grid-cols-2 gap-2">
      <Choice label="Part of" kind="element" value={parent} onChange={(uid) => set({ parent: uid })} />
      <Choice label="Shown in" kind="structure" value={structure} onChange={(uid) => set({ structure: uid })} />
    </div>
  )
}

type ChoiceProps = { label: string; kind: string; value: Uid | null; onChange: (uid: Uid | null) => void }

function Choice({ label, kind, value, onChange }: ChoiceProps) {
  const analysis = useAnalysis()
  return (
    <Field label={label}>
      {(ids) => (
        <select
          {...ids}
          className={inputLook}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value || null)}
        >
          <option value="">–</option>
          {itemsOf(analysis, kind).map((item) => (
            <option key={item.uid} value={item.uid}>
              {item.key} {textOf(item)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
