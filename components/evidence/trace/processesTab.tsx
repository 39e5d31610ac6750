'use client'

import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { ShownColumn, TreeOf } from '@/components/view/table/figureRow'
import { secondsText } from '@/components/view/table/figures'
import { FigureTable } from '@/components/view/table/figureTable'
import type { TraceHead } from '@/lib/client/digests'
import { counted, number } from '@/lib/text/counts'
import { Counts, countRows, Details, Facts, Split } from '../details'
import { Nothing } from '../nothing'
import { LineLink, useRow, ViewLink } from '../useView'
import { numberText, type ProcessRow, processRows } from './processTree'

const keyOf = ({ id }: ProcessRow): string => String(id)

/** Who made whom, what each ran, and how it ended. */
export function ProcessesTab({ digest }: { digest: TraceHead }) {
  const { processes } = digest.summary
  const [row, setRow] = useRow()
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set())
  const rows = useMemo(() => processRows(processes, closed), [processes, closed])
  const tree = useMemo(
    (): TreeOf<ProcessRow> => ({
      level: ({ level }) => level,
      isOpen: ({ id, children }) => (children === 0 ? undefined : !closed.has(id)),
      toggle: ({ id }) => {
        const next = new Set(closed)
        if (!next.delete(id)) next.add(id)
        setClosed(next)
      },
    }),
    [closed],
  )
  if (processes.length === 0) return <Nothing what="processes" digest={digest} />
  const threads = processes.filter(({ isThread }) => isThread)
  const makers = () => new Set(threads.map(({ parentId }) => parentId))
  const chosen = rows.find((process) => keyOf(process) === row)
  return (
    <Split>
      <FigureTable
        label="Processes"
        {...{ rows, columns, keyOf, tree }}
        chosen={row}
        onChoose={setRow}
        markOf={({ end }) => (/^killed|exited with (?!0$)/.test(end) ? 'error' : undefined)}
        tools={
          <>
            <span className="text-[12.5px] text-soft">{number(threads.length)} of them threads</span>
            {closed.size > 0 && <Button onClick={() => setClosed(new Set())}>Open all</Button>}
            {closed.size === 0 && threads.length > 0 && (
              <Button onClick={() => setClosed(makers())}>Close those with threads</Button>
            )}
          </>
        }
      />
      {chosen && <ChosenProcess digest={digest} process={chosen} />}
    </Split>
  )
}

const columns: readonly ShownColumn<ProcessRow>[] = [
  { name: 'pid', title: 'Thread id', width: 'minmax(8rem,12rem)', value: numberText, isCode: true },
  {
    name: 'command',
    title: 'Runs',
    width: 'minmax(10rem,2fr)',
    value: ({ command, isThread }) => (isThread ? `thread ${command.split('/').at(-1) ?? ''}`.trim() : command),
  },
  { name: 'calls', title: 'Calls', width: '6rem', value: ({ calls }) => calls },
  { name: 'errors', title: 'Errors', width: '5rem', value: ({ errors }) => errors },
  {
    name: 'seconds',
    title: 'Time',
    width: '6rem',
    value: ({ seconds }) => seconds,
    show: ({ seconds }) => secondsText(seconds),
  },
  { name: 'end', title: 'End', width: 'minmax(7rem,1fr)', value: ({ end }) => end },
  {
    name: 'lines',
    title: 'Begins',
    width: '7.5rem',
    value: ({ firstLine }) => firstLine,
    show: ({ firstLine }) => <LineLink first={firstLine} />,
  },
]

function ChosenProcess({ digest, process }: { digest: TraceHead; process: ProcessRow }) {
  const { pid, parentId, isUnknown, isThread, command, end, signals, firstLine, lastLine, syscalls } = process
  const maker = digest.summary.processes.find(({ id }) => id === parentId)
  const flow = digest.flows.find((card) => card.pid === pid && card.lastLine >= firstLine && card.firstLine <= lastLine)
  return (
    <Details
      label="Chosen process"
      title={isUnknown ? 'Unknown process' : `${isThread ? 'Thread' : 'Process'} ${pid ?? 'without a number'}`}
    >
      <Facts
        facts={[
          ['Runs', command],
          ['Made by', maker ? (maker.pid ?? 'the first process') : 'not in the trace'],
          ['Whose', isUnknown ? 'The trace does not tell who made these calls: perhaps several processes.' : ''],
          ['End', end || 'none in the trace'],
          ['Lines', firstLine > 0 ? <LineLink key="lines" first={firstLine} last={lastLine} /> : ''],
          ['Flow', flow && <ViewLink to={{ tab: 'flow', process: flow.id }}>{counted(flow.nodes, 'step')}</ViewLink>],
        ]}
      />
      <Counts title="Signals" counts={countRows(signals)} />
      <Counts
        title={`System calls (${syscalls.length})`}
        counts={syscalls.map(({ syscall, calls, errors }) => ({
          name: syscall,
          count: calls,
          extra: errors > 0 ? <span className="text-error">{counted(errors, 'error')}</span> : undefined,
        }))}
      />
    </Details>
  )
}
