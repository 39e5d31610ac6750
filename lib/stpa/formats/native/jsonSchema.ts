import { z } from 'zod'
import type { Kind } from '../../defineKind'
import { kinds } from '../../kinds'
import { originSchema } from '../../operations/schema'
import { nativeVersion } from './write'

/** The JSON Schema (2020-12) of the native format, derived from the registry: what an editor completes and checks. */
export function nativeJsonSchema(): Record<string, unknown> {
  const box = {
    type: 'object',
    required: ['x', 'y'],
    properties: { x: { type: 'number' }, y: { type: 'number' }, width: { type: 'number' }, height: { type: 'number' } },
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'STPA Workbench native format',
    type: 'object',
    required: ['stpa'],
    additionalProperties: false,
    properties: {
      stpa: { const: nativeVersion, description: 'Version of the format.' },
      id: { type: 'string', description: 'The analysis.' },
      counters: { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } },
      ...Object.fromEntries(kinds.map((kind) => [kind.name, kindSchema(kind)])),
      layout: { type: 'object', additionalProperties: { type: 'object', additionalProperties: box } },
    },
  }
}

function kindSchema(kind: Kind): Record<string, unknown> {
  const fields = Object.entries(kind.allFields).map(([name, field]) => {
    const { $schema: _schema, ...shape } = z.toJSONSchema(field.schema)
    return [name, { ...shape, title: field.label, ...(field.help ? { description: field.help } : {}) }]
  })
  const links = Object.entries(kind.links).map(([name, link]) => [name, linkSchema(link.title, link.max)])
  const properties = {
    key: { type: 'string' },
    uid: { type: 'string' },
    aliases: { type: 'array', items: { type: 'string' } },
    ...(kind.tree ? { parent: { type: 'string', description: 'Key of the parent.' } } : {}),
    ...Object.fromEntries(fields),
    ...Object.fromEntries(links),
    origin: z.toJSONSchema(originSchema),
  }
  const item = { type: 'object', required: ['key'], additionalProperties: false, properties }
  return {
    type: 'array',
    title: kind.plural,
    description: kind.summary,
    ...(kind.single ? { maxItems: 1 } : {}),
    items: item,
  }
}

function linkSchema(title: string, max: number): Record<string, unknown> {
  const detail = {
    type: 'object',
    required: ['to'],
    additionalProperties: false,
    properties: {
      to: { type: 'string' },
      rationale: { type: 'string' },
      confirmed: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
    },
  }
  return {
    type: 'array',
    title,
    items: { anyOf: [{ type: 'string' }, detail] },
    ...(Number.isFinite(max) ? { maxItems: max } : {}),
  }
}
