'use client'

import type { InputHTMLAttributes, ReactNode } from 'react'
import { Field, inputLook } from './field'

type FilterProps = {
  label: string
  value: string
  onChange: (words: string) => void
  placeholder?: string
  className?: string
}

/** Words that a list is narrowed to. */
export function FilterField({ label, value, onChange, placeholder = 'Filter', className = '' }: FilterProps) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={placeholder}
      className={`${inputLook} ${className}`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

type TextProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
  label: string
  help?: ReactNode
  value: string
  onChange: (text: string) => void
  /** Several lines. */
  rows?: number
}

/** A text with its label and help. */
export function TextField({ label, help, value, onChange, rows, ...rest }: TextProps) {
  return (
    <Field label={label} help={help}>
      {(ids) =>
        rows === undefined ? (
          <input
            {...ids}
            {...rest}
            className={inputLook}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <textarea
            {...ids}
            className={inputLook}
            rows={rows}
            autoFocus={rest.autoFocus}
            placeholder={rest.placeholder}
            maxLength={rest.maxLength}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}

export type ChoiceOption = { readonly value: string; readonly label: string }

type ChoiceProps<Value extends string> = {
  label: string
  value: Value
  /** Called with the value of one of the options. */
  onChange: (value: Value) => void
  options: readonly ChoiceOption[]
  className?: string
}

/** One of several, in a bar. */
export function Choice<Value extends string>({ label, className = '', ...rest }: ChoiceProps<Value>) {
  return <Select ids={{ 'aria-label': label }} className={className} {...rest} />
}

/** One of several, with its label above. */
export function ChoiceField<Value extends string>({ label, help, ...rest }: ChoiceProps<Value> & { help?: ReactNode }) {
  return (
    <Field label={label} help={help}>
      {(ids) => <Select ids={ids} {...rest} />}
    </Field>
  )
}

type SelectProps<Value extends string> = Omit<ChoiceProps<Value>, 'label'> & { ids: object }

function Select<Value extends string>({ ids, value, onChange, options, className = '' }: SelectProps<Value>) {
  return (
    <select
      {...ids}
      className={`${inputLook} ${className}`}
      value={value}
      onChange={(event) => onChange(event.target.value as Value)} // the options below are all that there are
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
