import { z } from 'zod'
import { commonFields } from './commonFields'
import type { Field } from './fields'
import type { Step } from './steps'

/** Any number of kind names; `any` means every kind but `analysis`; `interaction` the three interactions. */
export type LinkTargets = readonly string[] | 'any'

export type LinkDefinition = {
  /** Read from the item: "hazard *leads to* loss". */
  readonly title: string
  /** Read from the target: "loss *comes from* hazard". */
  readonly inverse: string
  readonly to: LinkTargets
  /** Wanted by a check, never a reason to refuse a save. */
  readonly min: number
  /** Refused above. */
  readonly max: number
  /** Where following the link leads: up towards losses and goals, down towards evidence, or aside. */
  readonly towards: 'up' | 'down' | 'side'
  /** The order of the links means something (actuators along a path). */
  readonly ordered: boolean
  /** The link keeps fingerprints of both ends from its last confirmation. */
  readonly confirmed: boolean
  readonly help: string
}

export function link(
  title: string,
  to: LinkTargets,
  inverse: string,
  more: Partial<Omit<LinkDefinition, 'title' | 'to' | 'inverse'>> = {},
): LinkDefinition {
  return {
    title,
    inverse,
    to,
    min: 0,
    max: Number.POSITIVE_INFINITY,
    towards: 'side',
    ordered: false,
    confirmed: false,
    help: '',
    ...more,
  }
}

export type KindInput<F, L> = {
  /** camelCase, as in the registry, files and URLs. */
  name: string
  title: string
  plural: string
  /** `UCA-{n}`, `{element}-UCA-{nn}`: {n} a number, {nn} two digits, {element} the key of the item it hangs on. */
  keyTemplate: string
  step: Step
  /** What it is, in one sentence, shown beside the table and in the empty state. */
  summary: string
  /** What the handbook asks, with the page; shown beside the form. */
  help: string
  example?: { good: string; bad?: string }
  /** The label of the common field `text` in this kind, e.g. "Name" for an element. */
  textLabel?: string
  /** Items may have a parent of the same kind. */
  tree?: boolean
  /** Exactly one per analysis. */
  single?: boolean
  fields: F
  links: L
}

export type Kind = Required<Omit<KindInput<Record<string, Field>, Record<string, LinkDefinition>>, 'example'>> & {
  readonly example?: { good: string; bad?: string }
  /** Common fields first, then the kind's own; `text` carries the kind's own label. */
  readonly allFields: Readonly<Record<string, Field>>
  /** Sparse: fields at their empty value are absent. Unknown fields are refused. */
  readonly schema: z.ZodType<Record<string, unknown>>
}

/** Declares a kind. Everything else (types, forms, formats, schema, reports) is derived from it. */
export function defineKind<const F extends Record<string, Field>, const L extends Record<string, LinkDefinition>>(
  input: KindInput<F, L>,
) {
  const textField = { ...commonFields.text, label: input.textLabel ?? 'Text', example: input.example }
  const allFields: Record<string, Field> = { ...commonFields, text: textField, ...input.fields }
  const shape = Object.fromEntries(Object.entries(allFields).map(([name, field]) => [name, field.schema.optional()]))
  const schema: z.ZodType<Record<string, unknown>> = z.strictObject(shape)
  return { tree: false, single: false, textLabel: 'Text', ...input, allFields, schema }
}
