'use client'

import { useEffect, useRef } from 'react'

/** A name edited where it stands: Enter or leaving it keeps the text, Esc takes it back (`undefined`). */
export function RenameField({ text, onDone }: { text: string; onDone: (text: string | undefined) => void }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const isDone = useRef(false)
  useEffect(() => field.current?.select(), [])
  const done = (value: string | undefined) => {
    if (isDone.current) return
    isDone.current = true
    onDone(value)
  }
  return (
    <textarea
      ref={field}
      aria-label="Name"
      className="nodrag nopan nowheel w-full resize-none rounded border border-accent bg-panel text-center text-ink"
      rows={2}
      maxLength={400}
      defaultValue={text}
      autoFocus
      onBlur={(event) => done(event.target.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') done(undefined)
        else if (event.key === 'Enter') {
          event.preventDefault()
          done(event.currentTarget.value.trim())
        }
      }}
    />
  )
}
