import { kindOf } from '@/lib/stpa/kinds'
import type { Operation } from '@/lib/stpa/operations/types'

export type Line = { readonly verb: string; readonly uid: string; readonly key?: string; readonly detail: string }

const short = (value: unknown): string => {
  const text =
    value === null || value === undefined ? '(empty)' : typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 117)} …` : text
}

/** One operation in words. */
export function describe(operation: Operation): Line {
  switch (operation.op) {
    case 'create':
      return {
        verb: `created ${kindOf(operation.kind).title.toLowerCase()}`,
        uid: operation.uid,
        ...(operation.key ? { key: operation.key } : {}),
        detail: short(operation.fields.text ?? ''),
      }
    case 'update': {
      const fields = Object.keys(operation.set).map(
        (name) => `${name}: ${short(operation.was[name])} → ${short(operation.set[name])}`,
      )
      const renamed = operation.key ? [`key: ${operation.key.was} → ${operation.key.to}`] : []
      return { verb: 'changed', uid: operation.uid, detail: [...renamed, ...fields].join('; ') }
    }
    case 'remove':
      return { verb: 'removed', uid: operation.uid, detail: '' }
    case 'move':
      return { verb: 'moved', uid: operation.uid, detail: '' }
    case 'place':
      return { verb: operation.at ? 'placed' : 'gave back to the layout', uid: operation.item, detail: '' }
    case 'link':
      return { verb: 'linked', uid: operation.from, detail: operation.name }
    case 'unlink':
      return { verb: 'took away a link of', uid: operation.from, detail: operation.name }
    case 'retype':
      return {
        verb: 'changed the kind of',
        uid: operation.uid,
        detail: `to ${kindOf(operation.kind).title.toLowerCase()}`,
      }
    case 'split':
      return { verb: 'split', uid: operation.uid, detail: '' }
    case 'merge':
      return { verb: 'merged into', uid: operation.uid, detail: '' }
  }
}
