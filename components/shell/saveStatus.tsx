'use client'

import { useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { useAnalysis, useAnalysisStore, useSaveState } from '@/lib/client/analysis'
import { refusals } from '@/lib/client/refusals'
import type { SaveState } from '@/lib/client/saving/saveState'

const edits = (count: number): string => (count === 1 ? '1 edit waits' : `${count} edits wait`)

/** In a few words. "Saved" is said when nothing waits and nothing was refused that nobody has looked at. */
function wordsOf(state: SaveState, isRefused: boolean): string {
  switch (state.name) {
    case 'saved':
      return isRefused ? 'Refused: see why' : 'Saved'
    case 'saving':
      return state.waiting === 1 ? 'Saving …' : `Saving … (${edits(state.waiting)})`
    case 'offline':
      return state.waiting === 0 ? 'Server not reached' : `Not saved: ${edits(state.waiting)} for the server`
    case 'held':
      return `Not saved: ${edits(state.waiting)} for you`
    case 'removed':
      return 'Removed on the server: nothing can be saved'
  }
}

/** How it stands with what was typed, and the way on where a person must choose it. */
export function SaveStatus() {
  const { revision } = useAnalysis()
  const store = useAnalysisStore()
  const state = useSaveState()
  const isRefused = useSyncExternalStore(refusals.subscribe, refusals.get, () => undefined) !== undefined
  const isFine = state.name === 'saving' || (state.name === 'saved' && !isRefused)
  return (
    <>
      <span
        role="status"
        className={`text-[12px] ${isFine ? 'text-soft' : 'text-error'}`}
        title={'cause' in state ? state.cause : undefined}
      >
        {wordsOf(state, isRefused)} · revision {revision}
      </span>
      {(state.name === 'held' || (state.name === 'offline' && state.waiting > 0)) && (
        <Button onClick={() => store.retry()} title={state.cause}>
          Send now
        </Button>
      )}
      {state.name === 'held' && !state.wantsName && (
        <Button look="danger" onClick={() => store.discard()} title="The first edit that waits is given up">
          Give it up
        </Button>
      )}
    </>
  )
}
