'use client'

import { useMemo } from 'react'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { FigureTable } from '@/components/view/table/figureTable'
import { serviceText } from '@/lib/evidence/linking/materials'
import type { Component, EvidenceFacts } from '@/lib/evidence/model'
import { Details, Facts, Split } from '../details'
import { FactsLine } from '../factsLine'
import { LineLink, useRow, ViewLink } from '../useView'

const keyOf = ({ id }: Component): string => id

/** Parts of a bill of materials, and what each of them needs. */
export function ComponentsTab({ components, facts }: { components: readonly Component[]; facts: EvidenceFacts }) {
  const [row, setRow] = useRow()
  const byId = useMemo(() => new Map(components.map((component) => [component.id, component])), [components])
  const chosen = byId.get(row)
  return (
    <div className="flex h-full flex-col">
      <FactsLine facts={facts} />
      <div className="min-h-0 flex-1">
        <Split>
          <FigureTable label="Components" rows={components} {...{ columns, keyOf }} chosen={row} onChoose={setRow} />
          {chosen && <ChosenComponent component={chosen} components={components} byId={byId} />}
        </Split>
      </div>
    </div>
  )
}

const columns: readonly ShownColumn<Component>[] = [
  { name: 'name', title: 'Name', width: 'minmax(11rem,2fr)', value: ({ name }) => name },
  { name: 'version', title: 'Version', width: 'minmax(5rem,8rem)', value: ({ version }) => version },
  { name: 'license', title: 'Licence', width: 'minmax(6rem,10rem)', value: ({ license }) => license },
  { name: 'purl', title: 'Package URL', width: 'minmax(10rem,2fr)', value: ({ purl }) => purl, isCode: true },
  { name: 'needs', title: 'Needs', width: '5rem', value: ({ dependencies }) => dependencies.length },
  {
    name: 'line',
    title: 'Line',
    width: '7rem',
    value: ({ line }) => line,
    show: ({ line }) => <LineLink first={line} />,
  },
]

type ChosenProps = {
  component: Component
  components: readonly Component[]
  byId: ReadonlyMap<string, Component>
}

function ChosenComponent({ component, components, byId }: ChosenProps) {
  const { id, name, version, license, purl, line, dependencies, service } = component
  const neededBy = components.filter((other) => other.dependencies.includes(id)).map((other) => other.id)
  return (
    <Details label="Chosen component" title={name}>
      <Facts
        facts={[
          ['Version', version],
          ['Licence', license],
          ['Package URL', purl],
          ...(service ? [['Service', serviceText(service)] as const] : []),
          ['Id', id],
          ['Stands in', <LineLink key="line" first={line} />],
        ]}
      />
      <Others title="Needs" ids={dependencies} byId={byId} />
      <Others title="Is needed by" ids={neededBy} byId={byId} />
    </Details>
  )
}

const mostShown = 100

function Others({ title, ids, byId }: { title: string; ids: readonly string[]; byId: ReadonlyMap<string, Component> }) {
  if (ids.length === 0) return null
  return (
    <section className="mb-3">
      <h4 className="font-medium text-[12.5px]">{title}</h4>
      <ul>
        {ids.slice(0, mostShown).map((id) => {
          const other = byId.get(id)
          return (
            <li key={id} className="min-h-6 py-0.5 [overflow-wrap:anywhere]">
              {other ? (
                <ViewLink to={{ row: id }}>
                  {other.name} {other.version}
                </ViewLink>
              ) : (
                <span className="text-warning">{id} (not in this file)</span>
              )}
            </li>
          )
        })}
      </ul>
      {ids.length > mostShown && <p className="text-soft">… and {ids.length - mostShown} more.</p>}
    </section>
  )
}
