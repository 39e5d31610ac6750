'use client'

import { useMemo, useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { Field, inputLook } from '@/components/ui/field'
import { useAnalysis } from '@/lib/client/analysis'
import type { CoveredRuns } from '@/lib/client/coverage'
import type { Analysis, Item } from '@/lib/stpa/model'
import { bindingsOf } from '@/lib/trace/coverage/plan'
import { type Recipe, type RecipeRequest, recipeOf } from '@/lib/trace/inject/recipe'
import { BindDialog } from '../bindings/bindDialog'
import { Instruction, Observations } from './observations'
import { ScriptView } from './scriptView'

type Props = { covered: CoveredRuns; scenario: Item }

/** The scripts that put the fault of a scenario in, what should be seen, and the runs that showed it. */
export function ScenarioRecipe({ covered, scenario }: Props) {
  const analysis = useAnalysis()
  const [request, setRequest] = useState<Asked>({ command: '', when: '', resource: '' })
  const [isBinding, setBinding] = useState(false)
  const answer = useMemo(() => answerOf(analysis, scenario, request), [analysis, scenario, request])
  const bindings = bindingsOf(analysis, scenario)
  return (
    <aside
      aria-label="Chosen scenario"
      className="w-[34rem] shrink-0 overflow-y-auto border-line border-l bg-panel p-3 text-[13px]"
    >
      <h3 className="mb-2 font-semibold">
        <KeyLink uid={scenario.uid} text />
      </h3>
      <p className="mb-2">
        {bindings.length > 0 && 'It shows as '}
        {bindings.map(({ uid }) => (
          <span key={uid} className="mr-2">
            <KeyLink uid={uid} text />
          </span>
        ))}
        <Button onClick={() => setBinding(true)}>Bind …</Button>
      </p>
      {bindings.length > 0 && <Observations covered={covered} scenario={scenario} />}
      {'refusal' in answer ? (
        <p role="status" className="mb-3 text-warning">
          {answer.refusal}
        </p>
      ) : (
        <>
          <RequestFields request={request} onChange={setRequest} />
          <h4 className="font-medium text-[12.5px]">Expected</h4>
          <ul className="mb-3 list-disc pl-5">
            {answer.recipe.expected.map((line) => (
              <li key={line} className="[overflow-wrap:anywhere]">
                {line}
              </li>
            ))}
          </ul>
          {answer.recipe.scripts.map((script) => (
            <ScriptView key={script.fileName} script={script} />
          ))}
          <Instruction />
        </>
      )}
      {isBinding && (
        <BindDialog
          covered={covered}
          item={scenario.uid}
          first={{ outcome: 'error' }}
          onClose={() => setBinding(false)}
        />
      )}
    </aside>
  )
}

type Asked = { readonly command: string; readonly when: string; readonly resource: string }
type Answer = { readonly recipe: Recipe } | { readonly refusal: string }

function answerOf(analysis: Analysis, scenario: Item, { command, when, resource }: Asked): Answer {
  const request: RecipeRequest = {
    ...(command.trim() === '' ? {} : { command: command.trim() }),
    ...(/^[1-9]\d{0,6}$/.test(when) ? { when: Number(when) } : {}),
    ...(resource.trim() === '' ? {} : { resource: resource.trim() }),
  }
  try {
    return { recipe: recipeOf(analysis, scenario, request) }
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) }
  }
}

function RequestFields({ request, onChange }: { request: Asked; onChange: (request: Asked) => void }) {
  const field = (name: keyof Asked, label: string, help: string) => (
    <Field label={label} help={help}>
      {(ids) => (
        <input
          {...ids}
          className={`${inputLook} font-mono text-[12.5px]`}
          inputMode={name === 'when' ? 'numeric' : undefined}
          value={request[name]}
          onChange={(event) => onChange({ ...request, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <div className="grid grid-cols-[2fr_1fr_1.4fr] gap-3">
      {field('command', 'Command', 'Empty: that of the runs in which it was observed, or as given to the script.')}
      {field('when', 'Occurrence', 'Which of these calls, from 1.')}
      {field('resource', 'Resource', 'Another name than that of the binding.')}
    </div>
  )
}
