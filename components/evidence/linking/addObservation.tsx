'use client'

import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import { Choice } from '@/components/ui/inputs'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'

type Props = {
  /** `component` or `folder`. */
  what: string
  parts: readonly string[]
  elements: readonly Item[]
  onAdd: (element: Item, what: string) => void
}

/** So many are offered while a person types. */
const mostOffered = 50

/** A part of the file for an element, chosen by hand. */
export function AddObservation({ what, parts, elements, onAdd }: Props) {
  const [part, setPart] = useState('')
  const [uid, setUid] = useState('')
  const element = elements.find((item) => item.uid === uid)
  const isPart = parts.includes(part)
  return (
    <form
      aria-label={`Choose a ${what}`}
      className="mt-3 flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (element && isPart) onAdd(element, part)
      }}
    >
      <span>Take the {what}</span>
      <PartChoice label={`Name of the ${what}`} {...{ what, parts, part }} onChoose={setPart} />
      <span>for</span>
      <Choice
        label="Element"
        className="max-w-72"
        value={uid}
        onChange={setUid}
        options={[
          { value: '', label: 'an element …' },
          ...elements.map((item) => ({ value: item.uid, label: `${item.key} ${textOf(item)}` })),
        ]}
      />
      <Button type="submit" disabled={!element || !isPart}>
        Add to the list
      </Button>
    </form>
  )
}

/** Longer lists are found by typing. */
const mostListed = 200

type ChoiceProps = {
  label: string
  what: string
  parts: readonly string[]
  part: string
  onChoose: (part: string) => void
}

function PartChoice({ label, what, parts, part, onChoose }: ChoiceProps) {
  const id = useId()
  if (parts.length <= mostListed)
    return (
      <Choice
        label={label}
        className="max-w-96"
        value={part}
        onChange={onChoose}
        options={[{ value: '', label: `a ${what} …` }, ...parts.map((each) => ({ value: each, label: each }))]}
      />
    )
  const lower = part.toLowerCase()
  return (
    <>
      <input
        aria-label={label}
        list={id}
        placeholder="type to find"
        className={`${inputLook} max-w-96`}
        value={part}
        onChange={(event) => onChoose(event.target.value)}
      />
      <datalist id={id}>
        {parts
          .filter((each) => each.toLowerCase().includes(lower))
          .slice(0, mostOffered)
          .map((each) => (
            <option key={each} value={each} />
          ))}
      </datalist>
    </>
  )
}
