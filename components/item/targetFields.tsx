'use client'

import { ChoiceField } from '@/components/ui/inputs'
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
    <ChoiceField
      label={label}
      value={value ?? ''}
      onChange={(value) => onChange(value || null)}
      options={[
        { value: '', label: '–' },
        ...itemsOf(analysis, kind).map((item) => ({ value: item.uid, label: `${item.key} ${textOf(item)}` })),
      ]}
    />
  )
}
