'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice, FilterField } from '@/components/ui/inputs'
import { nameOf } from '@/lib/evidence/linking/results'
import type { EvidenceRecord } from '@/lib/evidence/model'
import { textOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'

/** What a person put together for a case: positions in the list of results. */
export type Added = { readonly testCase: string; readonly records: readonly number[] }

type Props = { cases: readonly Item[]; records: readonly EvidenceRecord[]; onAdd: (added: Added) => void }

/** Positions of the results whose name has all the words; all without words. */
function fitting(records: readonly EvidenceRecord[], words: string): number[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return records.flatMap((record, at) => {
    const name = wanted.length > 0 ? nameOf(record).toLowerCase() : ''
    return wanted.every((word) => name.includes(word)) ? [at] : []
  })
}

/** Results put together by hand: by words of their names, or the whole file. */
export function AddResults({ cases, records, onAdd }: Props) {
  const [testCase, setTestCase] = useState('')
  const [words, setWords] = useState('')
  const found = useMemo(() => fitting(records, words), [records, words])
  return (
    <form
      aria-label="Put results together"
      className="mt-3 flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        onAdd({ testCase, records: found })
      }}
    >
      <span>Take results whose name has</span>
      <FilterField
        label="Words in the names of results"
        placeholder="words (none: all of the file)"
        className="max-w-60"
        value={words}
        onChange={setWords}
      />
      <span role="status" className="text-soft tabular-nums">
        {found.length === 1 ? '1 result' : `${found.length.toLocaleString('en')} results`}
      </span>
      <span>for</span>
      <Choice
        label="Verification case"
        className="max-w-72"
        value={testCase}
        onChange={setTestCase}
        options={[
          { value: '', label: 'a verification case …' },
          ...cases.map((item) => ({ value: item.uid, label: `${item.key} ${textOf(item)}` })),
        ]}
      />
      <Button type="submit" disabled={testCase === '' || found.length === 0}>
        Add to the list
      </Button>
    </form>
  )
}
