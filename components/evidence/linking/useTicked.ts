'use client'

import { useCallback, useMemo, useState } from 'react'
import type { Proposal } from './reviewList'

/** What is ticked: at first what is certain and not recorded, then as a person says. */
export function useTicked(proposals: readonly Proposal[]) {
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const ticked = useMemo(
    () =>
      new Set(
        proposals
          .filter(({ id, isCertain, recorded }) => !recorded?.isCurrent && isCertain !== turned.has(id))
          .map(({ id }) => id),
      ),
    [proposals, turned],
  )
  const toggle = useCallback((id: string) => {
    setTurned((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }, [])
  return { ticked, toggle }
}
