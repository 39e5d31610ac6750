'use client'

import { useMemo, useState } from 'react'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { FigureTable } from '@/components/view/table/figureTable'
import type { ConfigOption, EvidenceFacts } from '@/lib/evidence/model'
import { number } from '@/lib/text/counts'
import { FactsLine } from '../factsLine'
import { LineLink, useView } from '../useView'

type Option = ConfigOption & { readonly name: string }

const keyOf = ({ name }: Option): string => name

type Props = { options: Readonly<Record<string, ConfigOption>>; facts: EvidenceFacts }

/** A kernel configuration: options by name and value. */
export function OptionsTab({ options, facts }: Props) {
  const [{ words }] = useView()
  const [isSetOnly, setSetOnly] = useState(false)
  const all = useMemo(() => Object.entries(options).map(([name, option]): Option => ({ name, ...option })), [options])
  const set = useMemo(() => all.filter(({ isSet }) => isSet), [all])
  return (
    <div className="flex h-full flex-col">
      <FactsLine facts={facts} />
      <FigureTable
        key={words}
        label="Options"
        rows={isSetOnly ? set : all}
        {...{ columns, keyOf }}
        initialWords={words}
        tools={
          <label className="flex items-center gap-1.5 text-[13px]">
            <input
              type="checkbox"
              className="size-4"
              checked={isSetOnly}
              onChange={(event) => setSetOnly(event.target.checked)}
            />
            Only the {number(set.length)} that are set
          </label>
        }
      />
    </div>
  )
}

const columns: readonly ShownColumn<Option>[] = [
  { name: 'name', title: 'Option', width: 'minmax(16rem,2fr)', value: keyOf, isCode: true },
  {
    name: 'value',
    title: 'Value',
    width: 'minmax(8rem,1fr)',
    value: ({ isSet, value }) => (isSet ? value : 'not set'),
    show: ({ isSet, value }) => (isSet ? value : <span className="text-soft">not set</span>),
    isCode: true,
  },
  {
    name: 'line',
    title: 'Line',
    width: '8rem',
    value: ({ line }) => line,
    show: ({ line }) => <LineLink first={line} />,
  },
]
