'use client'

import { useEffect, useState } from 'react'
import type { ComparedRun, Comparison } from '@/lib/trace/compare/model'

export type CompareQuestion = { readonly runs: readonly ComparedRun[] }
export type CompareAnswer = { readonly comparison?: Comparison; readonly refusal?: string }

/** The flows of one process in several runs, folded into one; undefined while that is under way. */
export function useComparison(runs: readonly ComparedRun[] | undefined): CompareAnswer | undefined {
  const [done, setDone] = useState<{ runs: readonly ComparedRun[]; answer: CompareAnswer }>()
  useEffect(() => {
    if (!runs) return
    const worker = new Worker(new URL('./compareWorker.ts', import.meta.url))
    worker.onmessage = ({ data }: MessageEvent<CompareAnswer>) => setDone({ runs, answer: data })
    worker.onerror = ({ message }) =>
      setDone({ runs, answer: { refusal: `The comparison could not be made: ${message}` } })
    const question: CompareQuestion = { runs }
    worker.postMessage(question)
    return () => worker.terminate()
  }, [runs])
  return done?.runs === runs ? done?.answer : undefined
}
