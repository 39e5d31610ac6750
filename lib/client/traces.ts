'use client'

import { useQueries } from '@tanstack/react-query'
import type { RecordsDigest } from '@/lib/evidence/digest'
import type { ProcessFlow } from '@/lib/trace/flow/model'
import { askDigest, type TraceHead } from './digests'

type Asked<T> = {
  /** In the order in which they were asked for; undefined until it is there, and where there is none. */
  readonly answers: readonly (T | undefined)[]
  readonly isReading: boolean
  /** Why some cannot be shown; '' else. */
  readonly refusal: string
}

/** The same queries as those of one file (evidence.ts), for several at once. */
const forEver = { staleTime: Number.POSITIVE_INFINITY, retry: false, structuralSharing: false } as const

/** What was read from several kept traces, without their flows. */
export function useHeads(hashes: readonly string[]): Asked<TraceHead> {
  return useQueries({
    queries: hashes.map((hash) => ({
      queryKey: ['digest', hash],
      queryFn: () => askDigest<TraceHead | RecordsDigest>({ hash, ask: 'head' }),
      ...forEver,
    })),
    combine: (results) => ({
      answers: results.map(({ data }) => (data?.kind === 'trace' ? data : undefined)),
      ...stateOf(results),
    }),
  })
}

export type AskedFlow = { readonly hash: string; readonly process: number }

/** The flows of several processes, each of its own trace. */
export function useFlows(asked: readonly AskedFlow[]): Asked<ProcessFlow> {
  return useQueries({
    queries: asked.map(({ hash, process }) => ({
      queryKey: ['digest', hash, 'flow', process],
      queryFn: async () => (await askDigest<ProcessFlow | undefined>({ hash, ask: 'flow', process })) ?? null,
      ...forEver,
    })),
    combine: (results) => ({ answers: results.map(({ data }) => data ?? undefined), ...stateOf(results) }),
  })
}

const stateOf = (results: readonly { isFetching: boolean; error: Error | null }[]) => ({
  isReading: results.some(({ isFetching }) => isFetching),
  refusal: results.flatMap(({ error }) => error?.message ?? [])[0] ?? '',
})
