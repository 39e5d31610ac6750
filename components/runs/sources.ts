'use client'

import { useMemo } from 'react'
import type { CoveredRuns } from '@/lib/client/coverage'
import { useEvidenceFiles } from '@/lib/client/evidence'

/** A kept trace, under the name of the run of the analysis that it shows, or of its file. */
export type Source = {
  readonly hash: string
  readonly title: string
  /** Its run in the analysis; '' for none. */
  readonly run: string
}

/** Kept traces, those of runs first; and the chosen ones of them in the order in which they were chosen. */
export function useSources(
  { runs }: CoveredRuns,
  wanted: readonly string[],
  usual: number,
): { readonly sources: readonly Source[]; readonly chosen: readonly Source[] } {
  const { data } = useEvidenceFiles()
  const files = data?.files
  const listed = useMemo(() => {
    const ofRuns = runs.flatMap(({ card, item, run }): Source[] =>
      card ? [{ hash: card.hash, title: run.title, run: item.uid }] : [],
    )
    const taken = new Set(ofRuns.map(({ hash }) => hash))
    const others = (files ?? []).filter(({ kind, hash }) => kind === 'trace' && !taken.has(hash))
    const all = [...ofRuns, ...others.map(({ hash, title }): Source => ({ hash, title, run: '' }))]
    return JSON.stringify(all.filter(({ hash }, at) => all.findIndex((other) => other.hash === hash) === at))
  }, [runs, files])
  // Runs are new values with each trace that was read; what is made of their sources is made anew only for others.
  const sources = useMemo(() => JSON.parse(listed) as readonly Source[], [listed]) // written above
  const name = wanted.join(' ') // the list is a new one with each change of the address
  const chosen = useMemo(() => {
    if (name === '') return usualOf(sources, usual)
    return name.split(' ').flatMap((hash) => sources.find((source) => source.hash === hash) ?? [])
  }, [sources, name, usual])
  return { sources, chosen }
}

/** Runs of the analysis; where it has fewer than two, other kept traces too. */
function usualOf(sources: readonly Source[], most: number): readonly Source[] {
  const own = sources.filter(({ run }) => run !== '')
  return (own.length >= 2 ? own : sources).slice(0, most)
}
