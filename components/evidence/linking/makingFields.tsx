'use client'

import { inputLook } from '@/components/ui/field'
import type { Recorder } from './useRecording'

/** When and on which kernel the file was made, where it does not say so itself. */
export function MakingFields({ making, setMaking }: Pick<Recorder, 'making' | 'setMaking'>) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <legend className="sr-only">How the file was made</legend>
      <label className="inline-flex items-center gap-1.5 whitespace-nowrap">
        Made on
        <input
          type="date"
          className={`${inputLook} w-36`}
          value={making.date}
          onChange={(event) => setMaking({ ...making, date: event.target.value })}
        />
      </label>
      <label className="inline-flex items-center gap-1.5 whitespace-nowrap">
        Kernel
        <input
          className={`${inputLook} w-36`}
          maxLength={200}
          value={making.kernelVersion}
          onChange={(event) => setMaking({ ...making, kernelVersion: event.target.value })}
        />
      </label>
    </fieldset>
  )
}
