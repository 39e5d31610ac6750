'use client'

import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { createItem, takeOut } from '@/lib/edits/items'
import { graphOf } from '@/lib/stpa/graph'
import { kindOf } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'

/** Parent and parts, for kinds that form a tree. */
export function ItemFamily({ item }: { item: Item }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [, select] = useSelection()
  const kind = kindOf(item.kind)
  if (!kind.tree) return null
  const parts = graphOf(analysis).children.get(item.uid) ?? []
  const addPart = async () => {
    const { uid, operation } = createItem(item.kind, '', { parent: item.uid })
    if (await commit([operation])) select(uid)
  }
  return (
    <section className="mt-3">
      <h3 className="mb-1 font-medium text-[12.5px]">Tree</h3>
      {item.parent !== null && (
        <p>
          part of <KeyLink uid={item.parent} text />{' '}
          <Button look="quiet" onClick={() => void commit(takeOut(item))}>
            Take out
          </Button>
        </p>
      )}
      <ul>
        {parts.map((part) => (
          <li key={part.uid}>
            <KeyLink uid={part.uid} text />
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={() => void addPart()}>
        Add a part
      </Button>
    </section>
  )
}
