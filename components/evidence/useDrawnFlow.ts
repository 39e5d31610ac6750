'use client'

import { useEffect, useState } from 'react'
import { startWith } from '@/components/diagram/elk'
import { type DrawnFlow, layoutFlow } from '@/lib/trace/flow/layout'
import type { ProcessFlow } from '@/lib/trace/flow/model'
import { flowPicture } from '@/lib/trace/flow/picture'

type Laid = { readonly flow: ProcessFlow; readonly drawn: DrawnFlow }

/** The places of a flowchart, made in a worker; the last ones are kept until there are new ones. */
export function useDrawnFlow(flow: ProcessFlow | undefined): {
  drawn: DrawnFlow | undefined
  busy: boolean
  error: string
} {
  const [laid, setLaid] = useState<Laid>()
  const [error, setError] = useState('')
  useEffect(() => {
    if (!flow) return
    setError('')
    const layout = startWith((elk) => layoutFlow(flowPicture(flow), elk))
    layout.drawing.then(
      (drawn) => setLaid({ flow, drawn }),
      (problem: unknown) => setError(problem instanceof Error ? problem.message : String(problem)),
    )
    return layout.cancel
  }, [flow])
  if (!flow) return { drawn: undefined, busy: false, error: '' }
  return { drawn: laid?.drawn, busy: laid?.flow !== flow && error === '', error }
}
