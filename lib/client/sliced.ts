'use client'

import { useEffect, useRef, useState } from 'react'

/** Milliseconds of work at once: less than what is felt as a pause. */
const slice = 12

export type Sliced<Out> = {
  /** Of the last list that was worked through; those of before stay until all are there. */
  readonly results: readonly Out[]
  readonly isDone: boolean
}

/**
 * Works through a list in slices, so that the page answers meanwhile.
 * @param work the same function as long as it would give the same
 */
export function useSliced<In, Out>(list: readonly In[], work: (each: In) => Out): Sliced<Out> {
  const [done, setDone] = useState<{ list: readonly In[]; work: (each: In) => Out; results: readonly Out[] }>()
  useEffect(() => {
    const results: Out[] = []
    let timer: ReturnType<typeof setTimeout>
    const step = () => {
      const until = performance.now() + slice
      while (results.length < list.length && performance.now() < until) {
        const next = list[results.length]
        if (next !== undefined) results.push(work(next))
      }
      if (results.length === list.length) setDone({ list, work, results })
      else timer = setTimeout(step, 0)
    }
    timer = setTimeout(step, 0)
    return () => clearTimeout(timer)
  }, [list, work])
  return { results: done?.results ?? [], isDone: done?.list === list && done.work === work }
}

/** Values that come one after the other are passed on together, unless this is the last one. */
export function useBatched<T>(value: T, isLast: boolean, milliseconds = 500): T {
  const [passed, setPassed] = useState(value)
  const at = useRef(0)
  useEffect(() => {
    const pass = () => {
      at.current = performance.now()
      setPassed(() => value)
    }
    const wait = isLast ? 0 : Math.max(0, at.current + milliseconds - performance.now())
    if (wait === 0) return pass()
    const timer = setTimeout(pass, wait)
    return () => clearTimeout(timer)
  }, [value, isLast, milliseconds])
  return passed
}
