'use client'

import type { ShownColumn } from '@/components/view/table/figureRow'
import { countsText } from '@/components/view/table/figures'
import { FigureTable } from '@/components/view/table/figureTable'
import type { TraceHead } from '@/lib/client/digests'
import { startAtSubsystem } from '@/lib/kernel/exploration'
import { number } from '@/lib/text/counts'
import type { SubsystemUse } from '@/lib/trace/usage/usage'
import { Counts, countRows, Details, Facts, Split } from '../details'
import { Nothing } from '../nothing'
import { LineLink, useRow, ViewLink } from '../useView'
import { KernelLink, NoGraphHint, useEntryOf } from './inKernel'
import { isCategory } from './subsystemName'

const keyOf = ({ name }: SubsystemUse): string => name

/** Which subsystems of the kernel served the trace: by the call itself, and by what the call acts on. */
export function SubsystemsTab({ digest }: { digest: TraceHead }) {
  const [row, setRow] = useRow()
  const { subsystems } = digest.usage
  if (subsystems.length === 0) return <Nothing what="subsystems" digest={digest} />
  const chosen = subsystems.find(({ name }) => name === row)
  return (
    <Split>
      <FigureTable
        label="Subsystems"
        rows={subsystems}
        columns={columns}
        keyOf={keyOf}
        chosen={row}
        onChoose={setRow}
        markOf={({ errors }) => (errors > 0 ? 'error' : undefined)}
        tools={
          <span className="text-[12.5px] text-soft">
            by the tables of Linux {digest.tables}, {digest.options.arch}
          </span>
        }
      />
      {chosen && <ChosenSubsystem digest={digest} subsystem={chosen} />}
    </Split>
  )
}

const columns: readonly ShownColumn<SubsystemUse>[] = [
  {
    name: 'name',
    title: 'Subsystem',
    width: 'minmax(15rem,2fr)',
    value: keyOf,
    help: 'A section of MAINTAINERS; in brackets a category, where no section claims the call',
  },
  {
    name: 'asCall',
    title: 'By call',
    width: '6.5rem',
    value: ({ asCall }) => asCall,
    help: 'Calls whose entry in the kernel is its own',
  },
  {
    name: 'asResource',
    title: 'By resource',
    width: '7rem',
    value: ({ asResource }) => asResource,
    help: 'Calls on what it drives: a device, a file of its filesystem, a socket of its family',
  },
  { name: 'errors', title: 'Errors', width: '5.5rem', value: ({ errors }) => errors, help: 'Hard errors' },
  {
    name: 'syscalls',
    title: 'System calls',
    width: 'minmax(9rem,1.5fr)',
    value: ({ syscalls }) => countsText(syscalls),
  },
  {
    name: 'resources',
    title: 'On',
    width: 'minmax(9rem,1.5fr)',
    value: ({ resources, moreOnResources = 0 }) =>
      [...resources, ...(moreOnResources > 0 ? [`${moreOnResources} calls on others`] : [])].join(', '),
    isCode: true,
  },
  {
    name: 'line',
    title: 'First',
    width: '7.5rem',
    value: ({ firstLine }) => firstLine,
    show: ({ firstLine }) => <LineLink first={firstLine} />,
  },
]

function ChosenSubsystem({ digest, subsystem }: { digest: TraceHead; subsystem: SubsystemUse }) {
  const { name, asCall, asResource, errors, syscalls, resources, commands, firstLine } = subsystem
  const entryOf = useEntryOf(digest.options.arch)
  const { tables: kernel } = digest
  const calls = Object.entries(syscalls).map(([syscall, count]) => {
    const entry = entryOf(syscall)
    const link = entry !== '' && (
      <KernelLink kernel={kernel} start={entry}>
        in the kernel
      </KernelLink>
    )
    return { name: syscall, count, extra: link }
  })
  const named = Object.fromEntries(Object.entries(commands).map(([command, count]) => [command || '(unnamed)', count]))
  return (
    <Details label="Chosen subsystem" title={name}>
      <Facts
        facts={[
          ['By call', number(asCall)],
          ['By resource', number(asResource)],
          ['Errors', number(errors)],
          ['First', <LineLink key="first" first={firstLine} />],
        ]}
      />
      {!isCategory(name) && (
        <p className="mb-3">
          <KernelLink kernel={kernel} start={startAtSubsystem(name)}>
            In the kernel
          </KernelLink>
        </p>
      )}
      <NoGraphHint kernel={kernel} />
      <Counts title="System calls" counts={calls} />
      <Counts title="Commands" counts={countRows(named)} />
      <Resources names={resources} />
    </Details>
  )
}

function Resources({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <section className="mb-3">
      <h4 className="mb-0.5 font-medium text-[12.5px]">On (the first {names.length})</h4>
      <ul className="font-mono text-[12.5px]">
        {names.map((resource) => (
          <li key={resource} className="min-h-6 py-0.5 [overflow-wrap:anywhere]">
            <ViewLink to={{ tab: 'resources', row: resource }}>{resource}</ViewLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
