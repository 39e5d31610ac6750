'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/inputs'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { unsafeAction } from '@/lib/edits/cells'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linkedFrom } from '@/lib/stpa/graph'
import { type GuideWord, guideWordOf } from '@/lib/stpa/guideWords'
import { kindOf } from '@/lib/stpa/kinds'
import type { Row } from '@/lib/stpa/matrix'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import { Choose } from './choose'
import { unsafeText, wordsOfColumn } from './unsafeText'

type Props = { row: Row; column: GuideWord; columns: readonly GuideWord[]; onClose: () => void }

/** A new unsafe control action: the sentence writes itself from its parts until a person changes it. */
export function UnsafeForm({ row, column, columns, onClose }: Props) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [, select] = useSelection()
  const [word, setWord] = useState<GuideWord>(column)
  const [context, setContext] = useState('')
  const [written, setWritten] = useState<string>()
  const [hazards, setHazards] = useState<readonly Uid[]>([])
  const [contexts, setContexts] = useState<readonly Uid[]>([])
  const [constraints, setConstraints] = useState<readonly Uid[]>([])
  const named = contexts.flatMap((uid) => analysis.items.get(uid) ?? []).map((item) => textOf(item))
  const whole = [...named, context].filter((part) => part.trim()).join(' and ')
  const text = written ?? unsafeText(row, word, whole)
  const isReady = text.trim() !== '' && (written !== undefined || whole !== '')
  const write = async () => {
    const made = unsafeAction(row, { word, text, context: whole, hazards, contexts, constraints })
    onClose()
    if (await commit(made.operations, 'from the matrix')) select(made.uid)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) void write()
      }}
    >
      <TypeChoice words={wordsOfColumn(column, columns)} value={word} onChange={setWord} />
      <TextField
        label="Context"
        help="When is it unsafe? An actual condition of the system, not what a controller believes."
        autoFocus
        placeholder="a requested telltale is not visible"
        value={context}
        onChange={setContext}
      />
      <Choose label="Named contexts" items={itemsOf(analysis, 'condition')} chosen={contexts} onChange={setContexts} />
      <UnsafeText
        text={text}
        onChange={setWritten}
        onReset={written === undefined ? undefined : () => setWritten(undefined)}
      />
      <Choose label="Leads to" items={itemsOf(analysis, 'hazard')} chosen={hazards} onChange={setHazards} />
      <Choose
        label="Violates"
        items={constraintsOf(analysis, hazards)}
        chosen={constraints}
        onChange={setConstraints}
      />
      <Button type="submit" look="main" disabled={!isReady}>
        Write it down
      </Button>
    </form>
  )
}

/** The constraints against the chosen hazards: what the action violates is among them. */
function constraintsOf(analysis: Analysis, hazards: readonly Uid[]): Item[] {
  return [...new Set(hazards.flatMap((uid) => linkedFrom(analysis, uid, 'addresses', 'systemConstraint')))]
}

type TypeProps = { words: readonly GuideWord[]; value: GuideWord; onChange: (word: GuideWord) => void }

function TypeChoice({ words, value, onChange }: TypeProps) {
  if (words.length < 2) return null
  return (
    <fieldset className="mb-3">
      <legend className="mb-0.5 font-medium text-[12.5px]">Type</legend>
      {words.map((word, index) => (
        <label key={word} className="mr-4 inline-flex items-center gap-1">
          <input type="radio" name="word" checked={value === word} onChange={() => onChange(word)} />
          {index === 0 ? `${guideWordOf(word)?.short} (unspecified)` : guideWordOf(word)?.label}
        </label>
      ))}
    </fieldset>
  )
}

type TextProps = { text: string; onChange: (text: string) => void; onReset: (() => void) | undefined }

function UnsafeText({ text, onChange, onReset }: TextProps) {
  const { help, example } = kindOf('unsafeControlAction')
  return (
    <>
      <TextField label="Text" help={`${help} Good: “${example?.good}”.`} rows={2} value={text} onChange={onChange} />
      {onReset && (
        <button type="button" className="-mt-2 mb-3 block text-[12px] text-accent underline" onClick={onReset}>
          Write it from its parts again
        </button>
      )}
    </>
  )
}
