'use client'

import { useEffect, useState } from 'react'
import { type Elk, startLayout } from './layoutWorker'

export type LaidOut<Drawn> = { readonly drawn: Drawn | undefined; readonly busy: boolean; readonly error: string }

/**
 * The places of a picture, made in a worker; the last ones are kept until there are new ones.
 * @param layout the same function each time
 */
export function useLaidOut<Picture, Drawn>(
  picture: Picture | undefined,
  layout: (picture: Picture, elk: Elk) => Promise<Drawn>,
): LaidOut<Drawn> {
  const [laid, setLaid] = useState<{ picture: Picture; drawn: Drawn }>()
  const [error, setError] = useState('')
  useEffect(() => {
    if (picture === undefined) return
    setError('')
    const { drawing, cancel } = startLayout((elk) => layout(picture, elk))
    drawing.then(
      (drawn) => setLaid({ picture, drawn }),
      (problem: unknown) => setError(problem instanceof Error ? problem.message : String(problem)),
    )
    return cancel
  }, [picture, layout])
  if (picture === undefined) return { drawn: undefined, busy: false, error: '' }
  return { drawn: laid?.drawn, busy: laid?.picture !== picture && error === '', error }
}
