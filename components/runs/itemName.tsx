'use client'

import { KeyLink } from '@/components/item/keyLink'
import { useAnalysis } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Uid } from '@/lib/stpa/model'

/** An item in a row of a list: its key leads to it, its text leaves a press to the row. */
export function ItemName({ uid }: { uid: Uid }) {
  const item = useAnalysis().items.get(uid)
  return (
    <>
      <KeyLink uid={uid} /> {item && textOf(item)}
    </>
  )
}
