'use client'

import { useMemo } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { EmptyState } from '@/components/ui/emptyState'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { FigureTable } from '@/components/view/table/figureTable'
import { useAnalysis } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import { fieldOf, textOf } from '@/lib/stpa/fieldValues'
import { linked } from '@/lib/stpa/graph'
import type { Item, Uid } from '@/lib/stpa/model'
import { number } from '@/lib/text/counts'
import { ItemName } from '../itemName'
import { useQuickView } from '../useView'
import { BindingEditor } from './bindingEditor'

type Row = {
  readonly binding: Item
  readonly item: Item | undefined
  /** Calls that it matches in all runs that were read; undefined where none was. */
  readonly matches: number | undefined
}

const names = ['binding'] as const
const keyOf = ({ binding }: Row): string => binding.uid

/** The bindings of the analysis; the chosen one is edited beside what it matches. */
export function BindingList({ covered, bindings }: { covered: CoveredRuns; bindings: readonly Item[] }) {
  const analysis = useAnalysis()
  const [{ binding: chosen }, set] = useQuickView(names)
  const matches = useMemo(() => matchesOf(covered), [covered])
  const rows = useMemo(
    () =>
      bindings.map((binding): Row => {
        const [item] = linked(analysis, binding.uid, 'binds')
        return { binding, item, matches: matches.get(binding.uid) }
      }),
    [analysis, bindings, matches],
  )
  if (rows.length === 0)
    return (
      <EmptyState title="No binding yet">
        <p>
          A binding says how a control action, feedback, element or loss scenario shows in a trace: which call, on what,
          with which result. Take one of the proposals, or make one by hand.
        </p>
      </EmptyState>
    )
  const row = rows.find(({ binding }) => binding.uid === chosen)
  return (
    <div className="flex min-h-0 flex-1 border-line border-t">
      <FigureTable
        label="Bindings"
        {...{ rows, columns, keyOf }}
        chosen={chosen}
        onChoose={(uid) => set({ binding: uid })}
        markOf={(each) => (each.matches === 0 ? 'marked' : undefined)}
      />
      {row && <BindingEditor key={row.binding.uid} covered={covered} binding={row.binding} item={row.item} />}
    </div>
  )
}

function matchesOf({ coverages }: CoveredRuns): ReadonlyMap<Uid, number> {
  const found = new Map<Uid, number>()
  for (const { uid, count } of coverages.flatMap(({ items }) => items.flatMap(({ bindings }) => bindings)))
    found.set(uid, (found.get(uid) ?? 0) + count)
  return found
}

const listText = (binding: Item, name: string): string => {
  const value = fieldOf(binding, name)
  return Array.isArray(value) ? value.join(', ') : ''
}

const columns: readonly ShownColumn<Row>[] = [
  {
    name: 'item',
    title: 'Item',
    width: 'minmax(10rem,1.6fr)',
    value: ({ item }) => (item ? `${item.key} ${textOf(item)}` : ''),
    show: ({ item }) => (item ? <ItemName uid={item.uid} /> : <span className="text-warning">binds nothing</span>),
  },
  {
    name: 'matches',
    title: 'Matches',
    width: '5.5rem',
    value: ({ matches }) => matches ?? null,
    show: ({ matches }) => (matches === undefined ? '…' : number(matches)),
    help: 'Calls in all runs that were read',
  },
  {
    name: 'confirmed',
    title: 'Confirmed',
    width: '6.5rem',
    value: ({ binding }) => (binding.fields.confirmed === true ? 'confirmed' : 'draft'),
    show: ({ binding }) =>
      binding.fields.confirmed === true ? (
        <span className="text-good">✓ confirmed</span>
      ) : (
        <span className="text-warning">draft</span>
      ),
  },
  {
    name: 'verbs',
    title: 'Calls',
    width: 'minmax(7rem,1fr)',
    value: ({ binding }) => listText(binding, 'verbs'),
    isCode: true,
  },
  {
    name: 'resource',
    title: 'Resource',
    width: 'minmax(8rem,1.2fr)',
    value: ({ binding }) => textOf(binding, 'resource'),
    isCode: true,
  },
  {
    name: 'binding',
    title: 'Binding',
    width: '6rem',
    value: ({ binding }) => binding.key,
    show: ({ binding }) => <KeyLink uid={binding.uid} />,
  },
]
