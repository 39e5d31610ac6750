'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import type { Citation, Field, Quantity } from '@/lib/stpa/fields'

export type ControlProps = {
  field: Field
  value: unknown
  /** `seen`: the value that stood there when the person began to type. */
  onChange: (value: unknown, seen: unknown) => void
  suggestions?: readonly string[]
  id: string
  'aria-describedby'?: string
}

/** The one control of each field type. Texts are committed when they are left, or with Ctrl Enter; Esc takes them back. */
export function FieldControl(props: ControlProps) {
  const { field, value, onChange: change, ...ids } = props
  const onChange = (next: unknown, seen: unknown = value) => change(next, seen)
  switch (field.type) {
    case 'choice':
      return (
        <select
          {...plain(ids)}
          className={inputLook}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value)}
        >
          {field.empty === '' && <option value="">–</option>}
          {field.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )
    case 'flag':
      return (
        <input
          {...plain(ids)}
          type="checkbox"
          className="size-4"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      )
    case 'markdown':
      return <TextControl {...props} lines={3} />
    case 'number':
      return (
        <TextControl
          {...props}
          value={value === null ? '' : String(value)}
          raw={value}
          onChange={(text, seen) => onChange(numberOf(text), seen)}
        />
      )
    case 'date':
      return (
        <input
          {...plain(ids)}
          type="date"
          className={inputLook}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'quantity':
      return <QuantityControl {...props} />
    case 'texts':
      // Parsed by its field.
      return (
        <TextControl
          {...props}
          lines={2}
          value={(value as string[]).join('\n')}
          raw={value}
          onChange={(text, seen) => onChange(linesOf(text), seen)}
        />
      )
    case 'citations':
      // Parsed by its field.
      return (
        <TextControl
          {...props}
          lines={2}
          value={(value as Citation[]).map(citationText).join('\n')}
          raw={value}
          onChange={(text, seen) => onChange(linesOf(text).map(citationOf), seen)}
        />
      )
    case 'map':
      return (
        <TextControl
          {...props}
          lines={3}
          value={mapText(value)}
          raw={value}
          onChange={(text, seen) => onChange(mapOf(text), seen)}
        />
      )
    default:
      return <TextControl {...props} />
  }
}

const plain = ({ id, 'aria-describedby': describedBy }: { id: string; 'aria-describedby'?: string }) => ({
  id,
  'aria-describedby': describedBy,
})
const linesOf = (text: unknown): string[] =>
  String(text)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
const numberOf = (text: unknown): number | null =>
  String(text).trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text)

/** "Document; version; place; address": one line each. */
const citationText = (cited: Citation): string =>
  [cited.document, cited.version, cited.place, cited.url]
    .map((part) => part ?? '')
    .join('; ')
    // bounded to 4,000 characters: a text of the analysis
    .replace(/(; )+$/, '')
function citationOf(line: string): Citation {
  const [document = '', version, place, url] = line.split(';').map((part) => part.trim())
  return { document, ...(version ? { version } : {}), ...(place ? { place } : {}), ...(url ? { url } : {}) }
}

/** "name: value", one line each. */
const mapText = (value: unknown): string =>
  Object.entries((value ?? {}) as Record<string, string>)
    .map(([name, entry]) => `${name}: ${entry}`)
    .join('\n')
const mapOf = (text: unknown): Record<string, string> =>
  Object.fromEntries(
    linesOf(text).flatMap((line) => {
      const at = line.indexOf(':')
      return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()]] : []
    }),
  )

type TextProps = ControlProps & { lines?: number; raw?: unknown }

function TextControl({ field, value, raw = value, onChange, lines = 1, suggestions, ...ids }: TextProps) {
  const stored = String(value ?? '')
  const [draft, setDraft] = useState<string>()
  const [seen, setSeen] = useState<unknown>()
  const type = (text: string) => {
    // Somebody else's change may arrive while this is typed: it must be a conflict then, never overwritten unseen.
    if (draft === undefined) setSeen(raw)
    setDraft(text)
  }
  const save = () => {
    if (draft !== undefined && draft !== stored) onChange(draft, seen)
    setDraft(undefined)
  }
  const list = suggestions && suggestions.length > 0 ? `${ids.id}-list` : undefined
  const shared = {
    ...plain(ids),
    className: inputLook,
    value: draft ?? stored,
    onChange: (event: { target: { value: string } }) => type(event.target.value),
    onBlur: save,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'Escape' && draft !== undefined) {
        event.stopPropagation()
        setDraft(undefined)
      } else if (event.key === 'Enter' && (lines === 1 || event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        save()
      }
    },
  }
  if (field.type === 'text' && field.label !== 'Name' && field.column && !list) return <textarea {...shared} rows={2} />
  if (lines > 1) return <textarea {...shared} rows={lines} />
  return (
    <>
      <input {...shared} list={list} />
      {list && (
        <datalist id={list}>
          {suggestions?.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </>
  )
}

function QuantityControl({ value, onChange, suggestions, ...ids }: ControlProps) {
  const quantity = value as Quantity | null // parsed by the field's schema
  const [amount, setAmount] = useState<string>()
  const [unit, setUnit] = useState<string>()
  const save = () => {
    const number = numberOf(amount ?? quantity?.value ?? '')
    const next = number === null ? null : { value: number, unit: unit ?? quantity?.unit ?? 'ms' }
    if (JSON.stringify(next) !== JSON.stringify(quantity)) onChange(next, quantity)
    setAmount(undefined)
    setUnit(undefined)
  }
  return (
    <div className="flex gap-1">
      <input
        {...plain(ids)}
        inputMode="decimal"
        className={`${inputLook} w-24`}
        value={amount ?? quantity?.value ?? ''}
        onChange={(event) => setAmount(event.target.value)}
        onBlur={save}
      />
      <input
        aria-label="Unit"
        className={`${inputLook} w-20`}
        value={unit ?? quantity?.unit ?? ''}
        placeholder="ms"
        onChange={(event) => setUnit(event.target.value)}
        onBlur={save}
      />
      {quantity && (
        <Button look="quiet" onClick={() => onChange(null, quantity)}>
          Clear
        </Button>
      )}
    </div>
  )
}
