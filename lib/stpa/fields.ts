import { z } from 'zod'

/**
 * The field types: one builder each. A field knows its label, its help, its shape (zod) and its empty value;
 * an empty value is not stored. Forms, table cells, formats and the JSON Schema dispatch on `type`.
 */
export type FieldType =
  | 'text'
  | 'markdown'
  | 'choice'
  | 'number'
  | 'flag'
  | 'quantity'
  | 'date'
  | 'texts'
  | 'citations'
  | 'map'

export type Option = { readonly value: string; readonly label: string; readonly help?: string }

export type Quantity = { value: number; unit: string }
export type Citation = { document: string; version?: string; place?: string; url?: string }

/** A list that the program fills from the analysis or the registry: the values offered for a text or a map's keys. */
export type Suggestion = 'integrityLevels' | 'kinds' | 'steps' | 'rules' | 'units' | 'systemNames'

export type Field<T = unknown> = {
  readonly type: FieldType
  readonly label: string
  readonly help: string
  readonly schema: z.ZodType<T>
  readonly empty: T
  readonly options?: readonly Option[]
  readonly suggest?: Suggestion
  /** Shown as a column of the kind's table from the start. */
  readonly column?: boolean
  /** What the handbook calls good and bad, shown beside the field. */
  readonly example?: { readonly good: string; readonly bad?: string }
}

type Settings = { help?: string; column?: boolean; example?: Field['example']; suggest?: Suggestion }

/** Bounds of one value, in characters and entries: everything from a file or a user is bounded. */
export const limits = { text: 4_000, markdown: 100_000, entries: 1_000, key: 120 } as const

function base(label: string, settings: Settings) {
  return { label, ...settings, help: settings.help ?? '' }
}

/** One line of text. */
export function text(label: string, settings: Settings = {}): Field<string> {
  return { ...base(label, settings), type: 'text', schema: z.string().max(limits.text), empty: '' }
}

/** Several lines of Markdown; shown sanitised. */
export function markdown(label: string, settings: Settings = {}): Field<string> {
  return { ...base(label, settings), type: 'markdown', schema: z.string().max(limits.markdown), empty: '' }
}

/** One of a closed list, or '' (not chosen) where no `initial` is given. */
export function choice<const O extends readonly Option[]>(
  label: string,
  options: O,
  settings: Settings & { initial?: O[number]['value'] } = {},
): Field<O[number]['value'] | ''> {
  const values = ['', ...options.map((option) => option.value)]
  const { initial = '', ...rest } = settings
  // z.enum loses the literal union of a computed list; the list is `options` itself.
  const schema = z.enum(values) as unknown as z.ZodType<O[number]['value'] | ''>
  return { ...base(label, rest), type: 'choice', options, schema, empty: initial }
}

export function number(label: string, settings: Settings = {}): Field<number | null> {
  return { ...base(label, settings), type: 'number', schema: z.number().finite().nullable(), empty: null }
}

export function flag(label: string, settings: Settings = {}): Field<boolean> {
  return { ...base(label, settings), type: 'flag', schema: z.boolean(), empty: false }
}

/** A number with its unit, e.g. `{ value: 200, unit: 'ms' }`. */
export function quantity(label: string, settings: Settings = {}): Field<Quantity | null> {
  const schema = z.strictObject({ value: z.number().finite(), unit: z.string().max(20) }).nullable()
  return { ...base(label, settings), type: 'quantity', schema, empty: null }
}

/** A day, `2026-11-23`, or ''. */
export function date(label: string, settings: Settings = {}): Field<string> {
  const schema = z.union([z.literal(''), z.iso.date()])
  return { ...base(label, settings), type: 'date', schema, empty: '' }
}

export function texts(label: string, settings: Settings = {}): Field<string[]> {
  const schema = z.array(z.string().max(limits.text)).max(limits.entries)
  return { ...base(label, settings), type: 'texts', schema, empty: [] }
}

const citation = z.strictObject({
  document: z.string().max(limits.text),
  version: z.string().max(200).optional(),
  place: z.string().max(400).optional(),
  url: z.string().max(2_000).optional(),
})

/** Citations: document, version, place, URL as text (never followed unasked). */
export function citations(label: string, settings: Settings = {}): Field<Citation[]> {
  return { ...base(label, settings), type: 'citations', schema: z.array(citation).max(limits.entries), empty: [] }
}

/** Named settings, e.g. step → phase. `options` closes the values; `suggest` names the keys offered. */
export function map(
  label: string,
  settings: Settings & { options?: readonly Option[] } = {},
): Field<Record<string, string>> {
  const value = settings.options ? z.enum(settings.options.map((option) => option.value)) : z.string().max(limits.text)
  const schema: z.ZodType<Record<string, string>> = z.record(z.string().max(200), value)
  return { ...base(label, settings), type: 'map', options: settings.options, schema, empty: {} }
}
