'use client'

import { MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { Menu } from '@/components/ui/menu'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { duplicate, merge, removal, retype, split } from '@/lib/edits/items'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf } from '@/lib/stpa/graph'
import { kindOf, kinds } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'

/** Duplicate, retype, split, merge, remove: each one change, each undone in one step. */
export function ItemActions({ item }: { item: Item }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [, select] = useSelection()
  const [asking, setAsking] = useState<'retype' | 'merge'>()
  if (kindOf(item.kind).single) return null
  const copy = async () => {
    const { uid, operations } = duplicate(analysis, item)
    if (await commit(operations, 'duplicated')) select(uid)
  }
  const part = async () => {
    const { uid, operations } = split(item)
    if (await commit(operations, 'split')) select(uid)
  }
  const remove = async () => {
    if (await commit(removal(analysis, [item.uid]))) select(null)
  }
  return (
    <>
      <Menu
        button={
          <button type="button" className="rounded p-1 hover:bg-sunken" aria-label="More">
            <MoreHorizontal size={16} aria-hidden />
          </button>
        }
        entries={[
          { label: 'Duplicate', onSelect: () => void copy() },
          { label: 'Split in two', onSelect: () => void part() },
          { label: 'Merge with …', onSelect: () => setAsking('merge') },
          { label: 'Change its kind …', onSelect: () => setAsking('retype') },
          'line',
          { label: 'Remove', danger: true, onSelect: () => void remove() },
        ]}
      />
      <Dialog
        open={asking === 'retype'}
        onClose={() => setAsking(undefined)}
        title={`Change the kind of ${item.key}`}
        description="Its history stays; fields and links that the new kind has too are kept, the old key becomes an alias."
      >
        <ul className="grid grid-cols-2 gap-1">
          {kinds
            .filter((kind) => !kind.single && kind.name !== item.kind)
            .map((kind) => (
              <li key={kind.name}>
                <Pick
                  label={kind.title}
                  onPick={() =>
                    void commit(retype(item.uid, kind.name), 'kind changed').then(() => setAsking(undefined))
                  }
                />
              </li>
            ))}
        </ul>
      </Dialog>
      <Dialog
        open={asking === 'merge'}
        onClose={() => setAsking(undefined)}
        title={`Merge another into ${item.key}`}
        description="The other one's links come over and its key lives on as an alias. Fields of this one win."
      >
        <ul>
          {itemsOf(analysis, item.kind)
            .filter((other) => other.uid !== item.uid)
            .slice(0, 200)
            .map((other) => (
              <li key={other.uid}>
                <Pick
                  label={`${other.key} ${textOf(other)}`}
                  onPick={() => void commit(merge(item.uid, other.uid), 'merged').then(() => setAsking(undefined))}
                />
              </li>
            ))}
        </ul>
      </Dialog>
    </>
  )
}

function Pick({ label, onPick }: { label: string; onPick: () => void }) {
  return (
    <button type="button" className="w-full truncate rounded px-2 py-1 text-left hover:bg-sunken" onClick={onPick}>
      {label}
    </button>
  )
}
