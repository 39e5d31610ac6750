'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAnalysis, useAnalysisStore } from '@/lib/client/analysis'
import { request } from '@/lib/client/request'
import type { ChangeEntry } from '@/lib/stpa/api'

/** Changes of one page. */
const pageSize = 50

/** All changes after `since` up to `until`, newest first; the server may answer in several parts. */
async function changesBetween(id: string, since: number, until: number): Promise<ChangeEntry[]> {
  const found: ChangeEntry[] = []
  for (let last = since; last < until; ) {
    const limit = Math.min(200, until - last)
    const path = `/api/analyses/${id}/changes?since=${last}&limit=${limit}&inverse=1`
    const part = await request<ChangeEntry[]>('GET', path)
    found.push(...part)
    const newest = part.at(-1)?.revision
    if (newest === undefined) break
    last = newest
  }
  return found.reverse()
}

export type History = {
  readonly changes: readonly ChangeEntry[]
  readonly error: Error | null
  readonly loading: boolean
  /** Loads an earlier page; undefined when all are there. */
  readonly loadMore: (() => void) | undefined
}

/** The change log from the newest back, page by page; what is done meanwhile comes on top. */
export function useHistory(): History {
  const { id, revision, revisedAt } = useAnalysis()
  const { histories } = useAnalysisStore()
  const now = { top: revision, at: revisedAt, histories }
  const [since, setSince] = useState(now)
  const { top, at } = since
  if (since.histories !== histories) setSince(now)
  const recent = useQuery({
    queryKey: ['history', id, 'after', top, at, revision, revisedAt],
    queryFn: () => changesBetween(id, top, revision),
    placeholderData: (before) => before,
    enabled: revision > top,
  })
  const pages = useInfiniteQuery({
    queryKey: ['history', id, 'to', top, at],
    queryFn: ({ pageParam }) => changesBetween(id, Math.max(0, pageParam - pageSize), pageParam),
    initialPageParam: top,
    getNextPageParam: (_page, _all, until) => (until > pageSize ? until - pageSize : undefined),
    // The log does not change: only what is done later is added.
    staleTime: Number.POSITIVE_INFINITY,
  })
  return {
    changes: [...(recent.data ?? []), ...(pages.data?.pages.flat() ?? [])],
    error: recent.error ?? pages.error,
    loading: pages.isFetching,
    loadMore: pages.hasNextPage && !pages.isFetching ? () => void pages.fetchNextPage() : undefined,
  }
}
