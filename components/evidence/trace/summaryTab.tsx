'use client'

import { useMemo } from 'react'
import { Choice } from '@/components/ui/inputs'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { countsText, secondsText } from '@/components/view/table/figures'
import { FigureTable } from '@/components/view/table/figureTable'
import type { TraceHead } from '@/lib/client/digests'
import { counted, number } from '@/lib/text/counts'
import type { SyscallFigures, TraceSummary } from '@/lib/trace/summary/summary'
import { Split } from '../details'
import { LineLink, useRow, useView } from '../useView'
import { CallDetails } from './callDetails'

/** What a trace says in figures: per system call, what the tracer summed itself, events, functions, unknown lines. */
export function SummaryTab({ digest }: { digest: TraceHead }) {
  const [view, change] = useView()
  const { summary } = digest
  const lists = useMemo(() => listsOf(summary), [summary])
  const list = lists.find(({ name }) => name === view.list) ?? lists[0]
  return (
    <div className="flex h-full flex-col">
      <Totals summary={summary} />
      {list && (
        <div className="flex min-h-0 flex-1 flex-col">
          {lists.length > 1 && (
            <div className="px-3 pt-1.5">
              <Choice
                label="List"
                className="max-w-xl"
                value={list.name}
                onChange={(value) => change({ list: value, row: '' })}
                options={lists.map(({ name, title }) => ({ value: name, label: title }))}
              />
            </div>
          )}
          <ShownList key={list.name} digest={digest} list={list.name} />
        </div>
      )}
      {!list && <p className="p-5 text-soft">Nothing was found in this file: see what limits it under Flags.</p>}
    </div>
  )
}

/** The one line that people copy. */
function Totals({ summary: { total, files, unknown } }: { summary: TraceSummary }) {
  const { calls, returned, errors, interrupted, seconds } = total
  const repaired = countsText(Object.assign({}, ...files.map((file) => file.repaired)))
  const parts = [
    ...(calls > 0 ? [`${number(calls)} calls`, `${number(returned)} returned`, `${number(errors)} with errors`] : []),
    ...(interrupted > 0 ? [`${number(interrupted)} interrupted`] : []),
    ...(seconds === null ? [] : [`${secondsText(seconds)} in the kernel`]),
    ...(unknown.count > 0 ? [`${number(unknown.count)} unknown lines`] : []),
    ...(repaired === '' ? [] : [`repaired lines: ${repaired}`]),
  ]
  if (parts.length === 0) return null
  return <p className="px-3 pt-2 tabular-nums">{parts.join(' · ')}</p>
}

type List = { readonly name: string; readonly title: string }

/** What a list leaves out stands in its title. */
const besides = (left: number | undefined): string => (left ? `, ${number(left)} times others` : '')

function listsOf({ syscalls, tables, symbols, events, unknown, left }: TraceSummary): List[] {
  return [
    ...(syscalls.length > 0 ? [{ name: 'syscalls', title: `System calls (${syscalls.length})` }] : []),
    ...tables.map(({ table, rows }, index) => ({
      name: `table${index}`,
      title: `Summed by the tracer: ${table || 'table'} (${rows.length})`,
    })),
    ...(left && left.rows > 0 ? [{ name: 'left', title: `${number(left.rows)} rows of tables are not listed` }] : []),
    ...(symbols.length > 0
      ? [{ name: 'symbols', title: `Functions (${number(symbols.length)}${besides(left?.symbols)})` }]
      : []),
    ...(events.length > 0
      ? [{ name: 'events', title: `Events of the kernel (${number(events.length)}${besides(left?.events)})` }]
      : []),
    ...(unknown.count > 0 ? [{ name: 'unknown', title: `Unknown lines (${number(unknown.count)})` }] : []),
  ]
}

function ShownList({ digest, list }: { digest: TraceHead; list: string }) {
  const { tables, symbols, events, unknown } = digest.summary
  if (list === 'syscalls') return <Syscalls digest={digest} />
  if (list === 'symbols')
    return <FigureTable label="Functions" rows={symbols} columns={symbolColumns} keyOf={({ name }) => name} />
  if (list === 'events')
    return <FigureTable label="Events" rows={events} columns={eventColumns} keyOf={({ name }) => name} />
  if (list === 'unknown') return <Unknown {...unknown} />
  return <Table table={tables[Number(list.slice('table'.length))]} />
}

const nameOf = ({ syscall }: SyscallFigures): string => syscall

function Syscalls({ digest }: { digest: TraceHead }) {
  const [row, setRow] = useRow()
  const { syscalls, total } = digest.summary
  const columns = useMemo(
    () => (total.seconds === null ? syscallColumns.filter(({ name }) => name !== 'seconds') : syscallColumns),
    [total.seconds],
  )
  const chosen = syscalls.find(({ syscall }) => syscall === row)
  return (
    <Split>
      <FigureTable
        label="System calls"
        rows={syscalls}
        columns={columns}
        keyOf={nameOf}
        chosen={row}
        onChoose={setRow}
        markOf={({ errors }) => (errors > 0 ? 'marked' : undefined)}
      />
      {chosen && <CallDetails digest={digest} call={chosen} />}
    </Split>
  )
}

const syscallColumns: readonly ShownColumn<SyscallFigures>[] = [
  { name: 'syscall', title: 'System call', width: 'minmax(10rem,1fr)', value: nameOf, isCode: true },
  { name: 'calls', title: 'Calls', width: '6rem', value: ({ calls }) => calls, help: 'Entered' },
  { name: 'returned', title: 'Returned', width: '6rem', value: ({ returned }) => returned },
  { name: 'errors', title: 'Errors', width: '5rem', value: ({ errors }) => errors, help: 'Returned -1 and an errno' },
  {
    name: 'interrupted',
    title: 'Interrupted',
    width: '6.5rem',
    value: ({ interrupted }) => interrupted,
    help: 'Ended with ? ERESTART…',
  },
  {
    name: 'seconds',
    title: 'Time',
    width: '6rem',
    value: ({ seconds }) => seconds,
    show: ({ seconds }) => secondsText(seconds),
    help: 'In the kernel, as strace -c -w sums it',
  },
  { name: 'errnos', title: 'Which errors', width: 'minmax(10rem,2fr)', value: ({ errnos }) => countsText(errnos) },
]

type Of<K extends 'symbols' | 'events'> = TraceSummary[K][number]

const symbolColumns: readonly ShownColumn<Of<'symbols'>>[] = [
  { name: 'name', title: 'Function', width: 'minmax(14rem,1fr)', value: ({ name }) => name, isCode: true },
  { name: 'where', title: 'Where', width: '8rem', value: ({ isKernel }) => (isKernel ? 'kernel' : 'program') },
  { name: 'count', title: 'Seen', width: '6rem', value: ({ count }) => count, help: 'Samples, or calls' },
]

const eventColumns: readonly ShownColumn<Of<'events'>>[] = [
  { name: 'name', title: 'Event', width: 'minmax(14rem,1fr)', value: ({ name }) => name, isCode: true },
  { name: 'count', title: 'Seen', width: '8rem', value: ({ count }) => count },
]

type CountRow = TraceSummary['tables'][number]['rows'][number]

const countColumns: readonly ShownColumn<CountRow>[] = [
  { name: 'name', title: 'Name', width: 'minmax(14rem,1fr)', value: ({ name }) => name, isCode: true },
  { name: 'calls', title: 'Calls', width: '7rem', value: ({ calls }) => calls ?? null },
  { name: 'errors', title: 'Errors', width: '6rem', value: ({ errors }) => errors ?? null },
  {
    name: 'seconds',
    title: 'Time',
    width: '7rem',
    value: ({ seconds }) => seconds ?? null,
    show: ({ seconds }) => secondsText(seconds),
  },
  {
    name: 'line',
    title: 'Line',
    width: '8rem',
    value: ({ line }) => line,
    show: ({ line }) => <LineLink first={line} />,
  },
]

function Table({ table }: { table: TraceSummary['tables'][number] | undefined }) {
  if (!table) return null
  const sum = (name: 'calls' | 'errors') => table.rows.reduce((total, row) => total + (row[name] ?? 0), 0)
  return (
    <FigureTable
      label={table.table || 'Table of the tracer'}
      rows={table.rows}
      columns={countColumns}
      keyOf={({ line, name }) => `${line} ${name}`}
      tools={
        <span className="text-[12.5px] text-soft tabular-nums">
          together {counted(sum('calls'), 'call')}, {counted(sum('errors'), 'error')}
        </span>
      }
    />
  )
}

const unknownColumns: readonly ShownColumn<TraceSummary['unknown']['first'][number]>[] = [
  {
    name: 'line',
    title: 'Line',
    width: '8rem',
    value: ({ line }) => line,
    show: ({ line }) => <LineLink first={line} />,
  },
  { name: 'text', title: 'Text', width: 'minmax(20rem,1fr)', value: ({ text }) => text, isCode: true },
]

function Unknown({ count, first }: TraceSummary['unknown']) {
  return (
    <FigureTable
      label="Unknown lines"
      rows={first}
      columns={unknownColumns}
      keyOf={({ line }) => String(line)}
      tools={count > first.length && <span className="text-[12.5px] text-soft">the first of {number(count)}</span>}
    />
  )
}
