'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { useCommit } from '@/lib/client/analysis'
import type { Operation } from '@/lib/stpa/operations/types'
import { MakingFields } from './makingFields'
import { StateChanges } from './stateChanges'
import type { Recorder } from './useRecording'

type Props = {
  /** What is linked to: `cases`, `elements`. */
  to: string
  count: number
  operations: readonly Operation[]
  reason: string
  recorder: Recorder
  children: ReactNode
}

/** What linking would do, and the button that does it, in one commit: one undo takes it back. */
export function LinkHead({ to, count, operations, reason, recorder, children }: Props) {
  const commit = useCommit()
  return (
    <div className="sticky top-0 z-10 border-line border-b bg-ground pb-2">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-1.5">
        <p className="max-w-3xl flex-1 text-soft">{children}</p>
        <Button
          look="main"
          className="ml-auto"
          disabled={operations.length === 0}
          onClick={() => void commit(operations, reason)}
        >
          Link {count > 0 ? `${count} ` : ''}to {to}
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1.5 pt-1.5">
        <MakingFields {...recorder} />
        <StateChanges operations={operations} />
      </div>
    </div>
  )
}
