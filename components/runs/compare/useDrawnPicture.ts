'use client'

import { useEffect, useState } from 'react'
import { startWith } from '@/components/diagram/elk'
import { type DrawnFlow, layoutFlow } from '@/lib/trace/flow/layout'
import type { FlowPicture } from '@/lib/trace/flow/picture'

/** The places of a flowchart, made in a worker; the last ones are kept until there are new ones. */
export function useDrawnPicture(picture: FlowPicture | undefined): {
  readonly drawn: DrawnFlow | undefined
  readonly busy: boolean
  readonly error: string
} {
  const [laid, setLaid] = useState<{ picture: FlowPicture; drawn: DrawnFlow }>()
  const [error, setError] = useState('')
  useEffect(() => {
    if (!picture) return
    setError('')
    const layout = startWith((elk) => layoutFlow(picture, elk))
    layout.drawing.then(
      (drawn) => setLaid({ picture, drawn }),
      (problem: unknown) => setError(problem instanceof Error ? problem.message : String(problem)),
    )
    return layout.cancel
  }, [picture])
  return { drawn: laid?.drawn, busy: picture !== undefined && laid?.picture !== picture && error === '', error }
}
