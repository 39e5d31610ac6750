'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type Exploration, explorationOf, parametersOf } from '@/lib/kernel/exploration'

export type Change = (change: Partial<Exploration>) => void

/** The exploration is the address: it can be sent, kept and gone back to. */
export function useExploration(): [Exploration, Change] {
  const parameters = useSearchParams()
  const exploration = useMemo(() => explorationOf(new URLSearchParams(parameters.toString())), [parameters])
  const change = useCallback<Change>((next) => {
    const url = new URL(window.location.href)
    const present = explorationOf(url.searchParams)
    url.search = parametersOf({ ...present, ...next }).toString()
    window.history.pushState(null, '', url)
  }, [])
  return [exploration, change]
}
