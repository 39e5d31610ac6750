'use client'

import { Field } from '@/components/ui/field'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { setField } from '@/lib/edits/items'
import { rules } from '@/lib/stpa/checks/rules'
import type { Field as Definition } from '@/lib/stpa/fields'
import { fieldOf } from '@/lib/stpa/fieldValues'
import { integrityListOf } from '@/lib/stpa/integrity'
import { kindOf, kinds } from '@/lib/stpa/kinds'
import type { Analysis, Item } from '@/lib/stpa/model'
import { steps } from '@/lib/stpa/steps'
import { FieldControl } from './fieldControl'

/** Less used ones of the common fields stand at the end, folded. */
const folded = ['rationale', 'state', 'stateReason', 'owner', 'sources']

function suggestionsOf(analysis: Analysis, field: Definition): readonly string[] {
  switch (field.suggest) {
    case 'integrityLevels':
      return integrityListOf(analysis)
    case 'units':
      return ['ms', 's', 'µs', 'min', 'h']
    case 'rules':
      return rules.map((rule) => rule.id)
    case 'kinds':
      return kinds.map((kind) => kind.name)
    case 'steps':
      return steps.map((step) => step.name)
    default:
      return []
  }
}

/** The form of an item, from the registry: one control per field, with its help beside it. */
export function ItemFields({ item }: { item: Item }) {
  const kind = kindOf(item.kind)
  const names = ['text', ...Object.keys(kind.fields), 'description']
  return (
    <div>
      {names.map((name) => (
        <OneField key={name} item={item} name={name} />
      ))}
      <details className="mb-3" open={folded.some((name) => item.fields[name] !== undefined)}>
        <summary className="mb-2 cursor-pointer text-[12.5px] text-soft">State, rationale, sources</summary>
        {folded.map((name) => (
          <OneField key={name} item={item} name={name} />
        ))}
      </details>
    </div>
  )
}

function OneField({ item, name }: { item: Item; name: string }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const field = kindOf(item.kind).allFields[name]
  if (!field) return null
  return (
    <Field label={field.label} help={field.help}>
      {(ids) => (
        <FieldControl
          {...ids}
          field={field}
          value={fieldOf(item, name)}
          suggestions={suggestionsOf(analysis, field)}
          onChange={(value, seen) => void commit([setField(item, name, value, seen)])}
        />
      )}
    </Field>
  )
}
