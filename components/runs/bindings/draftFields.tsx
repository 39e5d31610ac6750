'use client'

import { Field, inputLook } from '@/components/ui/field'
import { ChoiceField } from '@/components/ui/inputs'
import type { Draft } from '@/lib/edits/bindings'
import { kindOf } from '@/lib/stpa/kinds'

type Props = { draft: Draft; onChange: (change: Partial<Draft>) => void }
type TextName = Exclude<keyof Draft, 'forbidden' | 'outcome'>

const lists: readonly TextName[] = ['verbs', 'arguments', 'payload', 'errors']
const often: readonly TextName[] = ['text', 'verbs', 'resource']
const seldom: readonly TextName[] = ['arguments', 'payload', 'workload', 'position', 'atLeast', 'atMost']

/** The matcher of a binding, with labels and help of the registry. */
export function DraftFields({ draft, onChange }: Props) {
  const { outcome, forbidden } = kindOf('binding').allFields
  const isUsed = seldom.some((name) => draft[name] !== '') || draft.forbidden
  return (
    <>
      {often.map((name) => (
        <DraftText key={name} {...{ draft, onChange, name }} />
      ))}
      <div className="grid grid-cols-2 gap-3">
        <ChoiceField
          label={outcome?.label ?? ''}
          value={draft.outcome}
          onChange={(value) => onChange({ outcome: value })}
          options={outcome?.options ?? []}
        />
        <DraftText {...{ draft, onChange }} name="errors" />
      </div>
      <details open={isUsed || undefined}>
        <summary className="mb-2 cursor-pointer text-[12.5px] text-soft">
          More: arguments, order, counts, command
        </summary>
        {seldom.map((name) => (
          <DraftText key={name} {...{ draft, onChange, name }} />
        ))}
        <Field label={forbidden?.label ?? ''} help={forbidden?.help}>
          {(ids) => (
            <input
              {...ids}
              type="checkbox"
              className="size-4"
              checked={draft.forbidden}
              onChange={(event) => onChange({ forbidden: event.target.checked })}
            />
          )}
        </Field>
      </details>
    </>
  )
}

function DraftText({ draft, onChange, name }: Props & { name: TextName }) {
  const field = kindOf('binding').allFields[name]
  if (!field) return null
  const change = (event: { target: { value: string } }) => onChange({ [name]: event.target.value })
  const look = `${inputLook} ${name === 'text' ? '' : 'font-mono text-[12.5px]'}`
  const isNumber = field.type === 'number'
  return (
    <Field label={field.label} help={field.help}>
      {(ids) =>
        lists.includes(name) ? (
          <textarea {...ids} rows={name === 'verbs' ? 2 : 1} className={look} value={draft[name]} onChange={change} />
        ) : (
          <input
            {...ids}
            inputMode={isNumber ? 'decimal' : undefined}
            className={look}
            value={draft[name]}
            onChange={change}
          />
        )
      }
    </Field>
  )
}
