'use client'

import type { ShownColumn } from '@/components/view/table/figureRow'
import { countsText } from '@/components/view/table/figures'
import { FigureTable } from '@/components/view/table/figureTable'
import type { TraceHead } from '@/lib/client/digests'
import { useNodeHits } from '@/lib/client/evidence'
import { number } from '@/lib/text/counts'
import type { ResourceUse } from '@/lib/trace/usage/usage'
import { Counts, countRows, Details, Facts, Split } from '../details'
import { StepLinks } from '../flow/stepLinks'
import { Nothing } from '../nothing'
import { LineLink, useRow, useView } from '../useView'
import { NoGraphHint } from './inKernel'
import { SubsystemName } from './subsystemName'

const keyOf = ({ name }: ResourceUse): string => name

/** Files, devices and sockets: what was done to each, with which errors, and who drives it in the kernel. */
export function ResourcesTab({ hash, digest }: { hash: string; digest: TraceHead }) {
  const [row, setRow] = useRow()
  const [{ words }] = useView()
  const { resources, more } = digest.usage
  if (resources.length === 0) return <Nothing what="resources" digest={digest} />
  const chosen = resources.find(({ name }) => name === row)
  return (
    <Split>
      <FigureTable
        key={words}
        label="Resources"
        rows={resources}
        columns={columns}
        keyOf={keyOf}
        chosen={row}
        onChoose={setRow}
        initialWords={words}
        markOf={({ errors }) => (Object.keys(errors).length > 0 ? 'error' : undefined)}
        tools={
          more.resources > 0 && (
            <span className="text-[12.5px] text-warning">
              {number(more.calls)} more calls on resources beyond the first {number(resources.length)}
            </span>
          )
        }
      />
      {chosen && <ChosenResource hash={hash} digest={digest} resource={chosen} />}
    </Split>
  )
}

const columns: readonly ShownColumn<ResourceUse>[] = [
  { name: 'name', title: 'Resource', width: 'minmax(13rem,2fr)', value: keyOf, isCode: true },
  { name: 'kind', title: 'Kind', width: '6rem', value: ({ kind }) => kind },
  { name: 'calls', title: 'Calls', width: '6rem', value: ({ calls }) => calls },
  { name: 'verbs', title: 'What was done', width: 'minmax(9rem,1.4fr)', value: ({ verbs }) => countsText(verbs) },
  { name: 'errors', title: 'Errors', width: 'minmax(5.5rem,1fr)', value: ({ errors }) => countsText(errors) },
  {
    name: 'sections',
    title: 'Subsystem',
    width: 'minmax(9rem,1.4fr)',
    value: ({ sections }) => sections[0] ?? '',
    help: 'Driver or filesystem behind it',
  },
  {
    name: 'line',
    title: 'First',
    width: '7.5rem',
    value: ({ firstLine }) => firstLine,
    show: ({ firstLine }) => <LineLink first={firstLine} />,
  },
]

function ChosenResource({ hash, digest, resource }: { hash: string; digest: TraceHead; resource: ResourceUse }) {
  const { name, kind, device, sections, verbs, errors, firstLine, lastLine } = resource
  const { data: hits } = useNodeHits(hash, { resource: name })
  return (
    <Details label="Chosen resource" title={name}>
      <Facts
        facts={[
          ['Kind', kind],
          ['Device', device],
          ['Lines', <LineLink key="lines" first={firstLine} last={lastLine} />],
        ]}
      />
      <Counts title="What was done to it" counts={countRows(verbs)} />
      <Counts title="Hard errors" counts={countRows(errors)} />
      <h4 className="font-medium text-[12.5px]">Who drives it</h4>
      {sections.length === 0 && (
        <p className="mb-3 text-soft">No rule knows it. You can add one under “Read again …”.</p>
      )}
      <ul className="mb-3">
        {sections.map((section) => (
          <li key={section} className="min-h-6 py-0.5">
            <SubsystemName name={section} kernel={digest.tables} />
          </li>
        ))}
      </ul>
      <NoGraphHint kernel={digest.tables} />
      <StepLinks hits={hits ?? []} />
    </Details>
  )
}
