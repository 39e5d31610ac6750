import type { Kind } from '../defineKind'
import type { Field } from '../fields'
import { kinds, targetKinds } from '../kinds'
import { type Analysis, emptyAnalysis, type Fields, type Uid } from '../model'
import { apply } from '../operations/apply'
import type { Operation } from '../operations/types'

/** A value of a field that is not its empty one, and that no other field of the item has. */
function someValue(field: Field, name: string): unknown {
  switch (field.type) {
    case 'text':
      return `${name} & "text"`
    case 'markdown':
      return `# ${name}\n\n- one\n- *two*: <b>no markup</b>`
    case 'choice':
      return field.options?.find((option) => option.value !== field.empty)?.value
    case 'number':
      return -1.5
    case 'flag':
      return true
    case 'quantity':
      return { value: 200, unit: 'ms' }
    case 'date':
      return '2026-11-23'
    case 'texts':
      return [`${name} one`, `${name} two`]
    case 'citations':
      return [{ document: `${name} document`, version: '1', place: 'p. 2', url: 'https://example.org/a?b=c' }]
    case 'map':
      return { [`${name} key`]: field.options?.[0]?.value ?? 'value' }
  }
}

/** Every field of a kind with a value; a state that needs no reason would leave the reason senseless. */
export function filledFields(kind: Kind): Fields {
  const values = Object.entries(kind.allFields).map(([name, field]) => [name, someValue(field, name)])
  return { ...Object.fromEntries(values), text: `${kind.title} with everything` }
}

const uidOf = (kind: string, number = 1): Uid => `${kind}-${number}`

/** Two items of each kind (one of a single one), the first with every field filled. */
function creations(all: readonly Kind[]): Operation[] {
  return all.flatMap((kind): Operation[] => {
    const first = { op: 'create', uid: uidOf(kind.name), kind: kind.name, fields: filledFields(kind) } as const
    if (kind.single) return [first]
    const parent = kind.tree ? uidOf(kind.name) : null
    return [
      first,
      { op: 'create', uid: uidOf(kind.name, 2), kind: kind.name, parent, fields: { text: `Second ${kind.title}` } },
    ]
  })
}

/** Every link of every kind from its first item: to one item of each kind it may point to, as far as there is room. */
function linkings(all: readonly Kind[]): Operation[] {
  return all.flatMap((kind) =>
    Object.entries(kind.links).flatMap(([name, definition]) =>
      [...targetKinds(definition)].slice(0, definition.max).map((target): Operation => {
        const to = uidOf(target, target === kind.name ? 2 : 1)
        return { op: 'link', from: uidOf(kind.name), name, to, rationale: `${name} because & so` }
      }),
    ),
  )
}

/** An analysis in which every kind has every field and every link: what a format or a report must not lose. */
export function filledAnalysis(all: readonly Kind[] = kinds): Analysis {
  return apply(emptyAnalysis('filled'), [...creations(all), ...linkings(all)], '2026-11-23T18:20:00.000Z').analysis
}
