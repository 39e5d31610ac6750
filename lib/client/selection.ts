'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import type { Uid } from '@/lib/stpa/model'

/** The selected item, kept in the address (`?item=`): every item has a URL, and going back selects what was before. */
export function useSelection(): [uid: Uid | null, select: (uid: Uid | null) => void] {
  const uid = useSearchParams().get('item')
  const select = useCallback((next: Uid | null) => {
    const url = new URL(window.location.href)
    if (url.searchParams.get('item') === next) return
    if (next === null) url.searchParams.delete('item')
    else url.searchParams.set('item', next)
    window.history.pushState(null, '', url)
  }, [])
  return [uid, select]
}
