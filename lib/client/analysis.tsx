'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Committed } from '@/lib/stpa/api'
import { type Analysis, type AnalysisSnapshot, fromSnapshot } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { authorQuery, useAuthorGate } from './author'
import { resolution } from './conflicts'
import { raise } from './refusals'
import { request, Unreachable } from './request'
import { AnalysisStore } from './saving/analysisStore'
import { browserLine } from './saving/line'
import type { SaveState } from './saving/saveState'

const StoreContext = createContext<AnalysisStore | undefined>(undefined)

export const analysisQuery = (id: string) => ({
  queryKey: ['analysis', id],
  queryFn: async () => {
    const analysis = fromSnapshot(await request<AnalysisSnapshot>('GET', `/api/analyses/${id}?behind`))
    const tell = (news: string) => raise({ title: 'Loaded anew', error: new Error(news) })
    const store = new AnalysisStore(analysis, browserLine, tell)
    watch(store)
    await store.refresh() // the snapshot may be some changes behind
    return store
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  retry: (count: number, error: Error) => error instanceof Unreachable && count < 4,
})

/** For as long as the page is there, also when another analysis is looked at: what waits is only here. */
function watch(store: AnalysisStore): void {
  window.addEventListener('beforeunload', (event) => {
    if (store.waiting > 0) event.preventDefault()
  })
  window.addEventListener('online', () => store.retry())
}

/** Others' changes are looked for this often, in milliseconds. */
const pollEvery = 3_000

/** Loads one analysis and keeps it up to date for everything inside. */
export function AnalysisProvider({
  id,
  loading,
  failed,
  children,
}: {
  id: string
  loading: ReactNode
  failed: (error: Error) => ReactNode
  children: ReactNode
}) {
  const { data: store, error } = useQuery(analysisQuery(id))
  useQuery({
    queryKey: ['changes', id],
    queryFn: async () => {
      await store?.refresh()
      return store?.revision ?? 0
    },
    enabled: store !== undefined,
    refetchInterval: pollEvery,
    retry: false,
  })
  useNameWhenWanted(store)
  if (error) return failed(error)
  if (!store) return loading
  return <StoreContext.Provider value={store}>{children}</StoreContext.Provider>
}

const noListener = () => () => {}

/** The server does not know this browser (a new key, another database): asks for the name, then sends what waits. */
function useNameWhenWanted(store: AnalysisStore | undefined): void {
  const client = useQueryClient()
  const withAuthor = useAuthorGate()
  const getState = useCallback(() => store?.getState(), [store])
  const state = useSyncExternalStore(store?.subscribe ?? noListener, getState, getState)
  const wantsName = state?.name === 'held' && state.wantsName ? state : undefined
  useEffect(() => {
    if (!wantsName || !store) return
    const ask = async () => {
      await client.refetchQueries({ queryKey: authorQuery.queryKey })
      if (await withAuthor()) store.retry()
    }
    void ask().catch((error: unknown) => raise({ error }))
  }, [wantsName, store, client, withAuthor])
}

export function useAnalysisStore(): AnalysisStore {
  const store = useContext(StoreContext)
  if (!store) throw new Error('outside of an analysis')
  return store
}

/** The analysis as it is shown: confirmed and pending edits together. */
export function useAnalysis(): Analysis {
  const store = useAnalysisStore()
  return useSyncExternalStore(store.subscribe, store.getView, store.getView)
}

export function useSaveState(): SaveState {
  const store = useAnalysisStore()
  return useSyncExternalStore(store.subscribe, store.getState, store.getState)
}

export type Commit = (operations: readonly Operation[], reason?: string) => Promise<Committed | undefined>

/** Commits an edit under the author's name, which is asked for once. A refusal is shown; undefined is returned then. */
export function useCommit(): Commit {
  const store = useAnalysisStore()
  const withAuthor = useAuthorGate()
  return useCallback(
    async (operations, reason) => {
      if (operations.length === 0) return undefined
      try {
        if (!(await withAuthor())) return undefined
        return await store.commit(operations, reason)
      } catch (error) {
        raise({ error, resolve: (chosen) => store.commit(resolution(chosen), 'after a conflict') })
        return undefined
      }
    },
    [store, withAuthor],
  )
}

/** Undo and redo of the author's own changes; Ctrl/⌘ Z and Shift with it, outside of text fields. */
export function useUndo(): Record<'undo' | 'redo', () => void> {
  const store = useAnalysisStore()
  const client = useQueryClient()
  const withAuthor = useAuthorGate()
  const actions = useMemo(() => {
    const revert = (direction: 'undo' | 'redo') => async () => {
      try {
        if (!(await withAuthor())) return
        await store.revert(direction)
      } catch (error) {
        raise({ error })
      }
      await client.invalidateQueries({ queryKey: ['history'] })
    }
    return { undo: revert('undo'), redo: revert('redo') }
  }, [store, client, withAuthor])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : undefined
      if (
        !(event.ctrlKey || event.metaKey) ||
        event.key.toLowerCase() !== 'z' ||
        target?.closest('input, textarea, [contenteditable]')
      )
        return
      event.preventDefault()
      void (event.shiftKey ? actions.redo() : actions.undo())
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [actions])
  return actions
}
