'use client'

import { ArrowLeftRight } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import { FilterField } from '@/components/ui/inputs'
import { kinds } from '@/lib/stpa/kinds'

export type MatrixQuery = {
  readonly rows: string
  readonly columns: string
  readonly paths: boolean
  readonly bare: boolean
  readonly rowWords: string
  readonly columnWords: string
}

type Props = { query: MatrixQuery; onChange: (query: MatrixQuery) => void }

/** Which kinds, which of their items, and whether paths count. */
export function MatrixBar({ query, onChange }: Props) {
  const turn = () =>
    onChange({
      ...query,
      rows: query.columns,
      columns: query.rows,
      rowWords: query.columnWords,
      columnWords: query.rowWords,
    })
  return (
    <div className="my-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <KindChoice label="Rows" value={query.rows} onChange={(rows) => onChange({ ...query, rows })} />
      <Words
        label="Words in the rows"
        value={query.rowWords}
        onChange={(rowWords) => onChange({ ...query, rowWords })}
      />
      <Button onClick={turn} aria-label="Exchange rows and columns" title="Exchange rows and columns">
        <ArrowLeftRight size={14} aria-hidden />
      </Button>
      <KindChoice label="Columns" value={query.columns} onChange={(columns) => onChange({ ...query, columns })} />
      <Words
        label="Words in the columns"
        value={query.columnWords}
        onChange={(columnWords) => onChange({ ...query, columnWords })}
      />
      <label className="inline-flex items-center gap-1">
        <input
          type="checkbox"
          checked={query.paths}
          onChange={(event) => onChange({ ...query, paths: event.target.checked })}
        />{' '}
        paths too
      </label>
      <label className="inline-flex items-center gap-1">
        <input
          type="checkbox"
          checked={query.bare}
          onChange={(event) => onChange({ ...query, bare: event.target.checked })}
        />{' '}
        only rows linked to nothing
      </label>
    </div>
  )
}

type ChoiceProps = { label: string; value: string; onChange: (value: string) => void }

function KindChoice({ label, value, onChange }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      className={`${inputLook} max-w-52`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {kinds
        .filter((kind) => !kind.single)
        .map((kind) => (
          <option key={kind.name} value={kind.name}>
            {kind.plural}
          </option>
        ))}
    </select>
  )
}

function Words({ label, value, onChange }: ChoiceProps) {
  return <FilterField label={label} placeholder="filter" className="max-w-32" value={value} onChange={onChange} />
}
