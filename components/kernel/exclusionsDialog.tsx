'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, inputLook } from '@/components/ui/field'
import type { Exploration } from '@/lib/kernel/exploration'
import { noise } from '@/lib/kernel/names'
import type { Change } from './useExploration'

/** What is left out of the walk, as expressions over names of functions. */
export function ExclusionsDialog({ exploration, change }: { exploration: Exploration; change: Change }) {
  const [isOpen, setOpen] = useState(false)
  const count = exploration.excludeBefore.length + exploration.excludeAfter.length
  return (
    <>
      <Button onClick={() => setOpen(true)}>{count > 0 ? `Left out: ${count}` : 'Leave out …'}</Button>
      {isOpen && <Form exploration={exploration} change={change} onClose={() => setOpen(false)} />}
    </>
  )
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

function Form({ exploration, change, onClose }: { exploration: Exploration; change: Change; onClose: () => void }) {
  const [before, setBefore] = useState(exploration.excludeBefore.join('\n'))
  const [after, setAfter] = useState(exploration.excludeAfter.join('\n'))
  return (
    <Dialog
      open
      onClose={onClose}
      title="Leave out"
      description="One expression a line (RE2), found anywhere in a function's name."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          change({ excludeBefore: linesOf(before), excludeAfter: linesOf(after) })
          onClose()
        }}
      >
        <Expressions
          label="Not shown"
          help="Neither the function nor what only it reaches."
          value={before}
          onChange={setBefore}
        />
        <Expressions
          label="Shown, not entered"
          help="The function as the end of the way."
          value={after}
          onChange={setAfter}
        />
        <div className="flex gap-2">
          <Button type="submit" look="main">
            Use
          </Button>
          <Button onClick={() => setBefore(noise.join('\n'))}>Usual: tracing, stack protection, printing</Button>
        </div>
      </form>
    </Dialog>
  )
}

type ExpressionsProps = { label: string; help: string; value: string; onChange: (value: string) => void }

function Expressions({ label, help, value, onChange }: ExpressionsProps) {
  return (
    <Field label={label} help={help}>
      {(ids) => (
        <textarea
          {...ids}
          className={`${inputLook} font-mono text-[12.5px]`}
          rows={4}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
