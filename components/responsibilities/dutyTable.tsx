'use client'

import { Plus } from 'lucide-react'
import { KeyLink } from '@/components/item/keyLink'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { addDuty, type DutyKind } from '@/lib/edits/duties'
import { textOf } from '@/lib/stpa/fieldValues'
import { linked, linkedFrom } from '@/lib/stpa/graph'
import { derivedLevel } from '@/lib/stpa/integrity'
import { kindOf } from '@/lib/stpa/kinds'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'

type Column = { readonly title: string; readonly items: (analysis: Analysis, item: Item) => readonly Item[] }

const out = (title: string, name: string): Column => ({
  title,
  items: (analysis, item) => linked(analysis, item.uid, name),
})

const verifiedBy: Column = {
  title: 'Verified by',
  items: (analysis, item) => linkedFrom(analysis, item.uid, 'verifies', 'testCase'),
}

const columns: Readonly<Record<DutyKind, readonly Column[]>> = {
  responsibility: [out('Enforces', 'enforces'), out('Exercised by', 'exercisedBy')],
  controllerConstraint: [out('Prevents', 'prevents'), out('Refines', 'refines')],
  requirement: [out('Derived from', 'derivedFrom'), verifiedBy],
  assumptionOfUse: [out('Addressed to', 'addressedTo'), out('Derived from', 'derivedFrom')],
}

type Props = { kind: DutyKind; title: string; element: Uid; items: readonly Item[]; add?: boolean }

/** One sort of duty of an element; a row opens in the inspector, and a new one is written there. */
export function DutyTable({ kind, title, element, items, add = true }: Props) {
  const commit = useCommit()
  const [, select] = useSelection()
  const create = async () => {
    const { uid, operations } = addDuty(kind, element)
    if (await commit(operations)) select(uid)
  }
  if (items.length === 0 && !add) return null
  return (
    <section className="mt-3">
      <div className="flex items-center gap-2">
        <h4 className="font-medium text-[12.5px]">
          {title} {items.length > 0 && <span className="font-normal text-soft">({items.length})</span>}
        </h4>
        {add && (
          <button
            type="button"
            className="inline-flex items-center gap-0.5 rounded px-1 text-[12px] text-accent hover:bg-sunken"
            onClick={() => void create()}
          >
            <Plus size={12} aria-hidden /> New {kindOf(kind).title.toLowerCase()}
          </button>
        )}
      </div>
      {items.length > 0 && <Rows kind={kind} items={items} />}
    </section>
  )
}

function Rows({ kind, items }: { kind: DutyKind; items: readonly Item[] }) {
  const analysis = useAnalysis()
  const [selected, select] = useSelection()
  return (
    <table className="mt-1 w-full leading-6 border-collapse text-left text-[13px]">
      <thead className="text-[12px] text-soft">
        <tr>
          <th className="w-24 py-0.5 pr-2 font-normal">Key</th>
          <th className="py-0.5 pr-2 font-normal">{kindOf(kind).textLabel}</th>
          {kind === 'requirement' && <th className="w-20 py-0.5 pr-2 font-normal">Level</th>}
          {columns[kind].map(({ title }) => (
            <th key={title} className="w-32 py-0.5 pr-2 font-normal">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr
            key={item.uid}
            className={`border-line border-t align-top ${selected === item.uid ? 'bg-chosen' : 'hover:bg-sunken'}`}
            onClick={() => select(item.uid)}
          >
            <td className="py-1 pr-2">
              <KeyLink uid={item.uid} />
            </td>
            <td className="py-1 pr-2">{textOf(item) || <span className="text-soft">No text yet</span>}</td>
            {kind === 'requirement' && (
              <td className="py-1 pr-2">{textOf(item, 'requiredLevel') || derivedLevel(analysis, item)}</td>
            )}
            {columns[kind].map(({ title, items: ends }) => (
              <td key={title} className="py-1 pr-2">
                <Keys items={ends(analysis, item)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Keys({ items }: { items: readonly Item[] }) {
  if (items.length === 0) return <span className="text-soft">–</span>
  return (
    <span className="flex flex-wrap gap-x-1.5 leading-6">
      {items.slice(0, 12).map((item) => (
        <KeyLink key={item.uid} uid={item.uid} />
      ))}
      {items.length > 12 && <span className="text-soft">+{items.length - 12}</span>}
    </span>
  )
}
