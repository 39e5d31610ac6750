'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, inputLook } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/formDialog'
import type { Exploration } from '@/lib/kernel/exploration'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { noise } from '@/lib/kernel/graph/names'
import { operationCount } from '@/lib/kernel/graph/operations'
import type { Change } from './useExploration'

type Props = { graph: CallGraph; exploration: Exploration; change: Change }

/** What is left out of the walk, and which possible calls it follows, as expressions over names of functions. */
export function ExclusionsDialog({ graph, exploration, change }: Props) {
  const [isOpen, setOpen] = useState(false)
  const count = exploration.excludeBefore.length + exploration.excludeAfter.length
  const { possible } = exploration
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {count > 0 ? `Left out: ${count}` : 'Leave out …'}
        {possible.length > 0 && `, possible: ${possible.length}`}
      </Button>
      {isOpen && (
        <Form
          exploration={exploration}
          change={change}
          hasTables={operationCount(graph) > 0}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

type FormProps = Omit<Props, 'graph'> & { hasTables: boolean; onClose: () => void }

function Form({ exploration, change, hasTables, onClose }: FormProps) {
  const [possible, setPossible] = useState(exploration.possible.join('\n'))
  const [before, setBefore] = useState(exploration.excludeBefore.join('\n'))
  const [after, setAfter] = useState(exploration.excludeAfter.join('\n'))
  return (
    <FormDialog
      onClose={onClose}
      title="Leave out"
      description="One expression a line (RE2), found anywhere in a function's name."
      action="Use"
      onDone={() => {
        change({ excludeBefore: linesOf(before), excludeAfter: linesOf(after), possible: linesOf(possible) })
        onClose()
      }}
      beside={<Button onClick={() => setBefore(noise.join('\n'))}>Usual: tracing, stack protection, printing</Button>}
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
      {hasTables ? (
        <Expressions
          label="Possible calls, through operation tables"
          help="Indirect calls may lead to the functions of tables that match, e.g. watchdog_fops or _ops\+0x8$; drawn dashed."
          value={possible}
          onChange={setPossible}
        />
      ) : (
        <p className="mb-3 text-[12.5px] text-soft">
          Indirect calls are not followed: this graph has no operation tables. They can be added in the list of graphs.
        </p>
      )}
    </FormDialog>
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
