'use client'

import { Filter } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Field, inputLook } from '@/components/ui/field'
import { FilterField } from '@/components/ui/inputs'
import { Popover } from '@/components/ui/popover'
import { useQuickView, useView } from '../useView'
import { optionsOf, shownKinds } from './systemOptions'

const names = ['words'] as const

/** What of the system view is seen. */
export function SystemFilters() {
  const [view] = useView()
  const [{ words }, set] = useQuickView(names)
  const isFiltered = view.kinds.length > 0 || view.least !== '' || view.by !== '' || view.state !== ''
  return (
    <>
      <FilterField
        label="Filter subsystems and devices"
        className="max-w-40"
        value={words}
        onChange={(words) => set({ words })}
      />
      <Popover
        label="Shown"
        button={
          <Button aria-pressed={isFiltered}>
            <Filter size={13} aria-hidden /> {isFiltered ? 'Filtered' : 'Filter'}
          </Button>
        }
      >
        <Choices />
      </Popover>
    </>
  )
}

function Choices() {
  const [view, change] = useView()
  const { kinds = [], by, isDriversOnly } = optionsOf(view)
  const set = (kind: string, isOn: boolean) =>
    change({ kinds: isOn ? [...kinds, kind] : kinds.filter((other) => other !== kind) }, 'replace')
  return (
    <div className="grid w-72 gap-3 text-[13px]">
      <fieldset>
        <legend className="mb-1 font-medium">First column</legend>
        {(['command', 'run'] as const).map((value) => (
          <label key={value} className="mr-4 inline-flex items-center gap-2">
            <input
              type="radio"
              name="by"
              checked={by === value}
              onChange={() => change({ by: value === 'run' ? 'run' : '' }, 'replace')}
            />
            {value === 'run' ? 'Runs' : 'Commands'}
          </label>
        ))}
      </fieldset>
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5"
          checked={!isDriversOnly}
          onChange={(event) => change({ state: event.target.checked ? 'entries' : '' }, 'replace')}
        />
        Subsystems too that only the system calls themselves enter
      </label>
      <fieldset>
        <legend className="mb-1 font-medium">Resources</legend>
        {shownKinds.map(({ kind, title }) => (
          <label key={kind} className="flex items-center gap-2 py-0.5">
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              onChange={(event) => set(kind, event.target.checked)}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <Field label="Calls at least">
        {(ids) => (
          <input
            {...ids}
            type="number"
            min={1}
            className={`${inputLook} max-w-28`}
            value={view.least || '1'}
            onChange={(event) => change({ least: event.target.value === '1' ? '' : event.target.value }, 'replace')}
          />
        )}
      </Field>
    </div>
  )
}
