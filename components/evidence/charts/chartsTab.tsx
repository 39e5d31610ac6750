'use client'

import { type ReactNode, useMemo, useState } from 'react'
import { inputLook } from '@/components/ui/field'
import { Scroll } from '@/components/view/panel/scroll'
import { secondsText } from '@/components/view/table/figures'
import type { TraceHead } from '@/lib/client/digests'
import type { Latencies, Series } from '@/lib/trace/usage/series'
import { Nothing } from '../nothing'
import { LineLink } from '../useView'
import { Chart, type ChartRow } from './chart'
import { bucketNames, callRows, errorRow, sliceStart } from './chartRows'
import { ChartTable } from './chartTable'

/** Calls over time by subsystem, the rate of errors, and how long calls took. */
export function ChartsTab({ digest }: { digest: TraceHead }) {
  const { series, latencies } = digest
  if (!series && latencies.length === 0) return <Nothing what="times" digest={digest} />
  return (
    <Scroll label="Charts" className="h-full p-4">
      {series && <Time series={series} />}
      {latencies.length > 0 && <Latency latencies={latencies} />}
      {latencies.length === 0 && (
        <p className="text-soft">How long each call took is only in a trace with times of calls (strace -T).</p>
      )}
    </Scroll>
  )
}

function Time({ series }: { series: Series }) {
  const calls = useMemo(() => callRows(series), [series])
  const errors = useMemo(() => [errorRow(series)], [series])
  const width = secondsText(series.width)
  const placeOf = (index: number) => sliceStart(series, index)
  const all: ChartRow = { name: 'All calls', colour: '', values: series.calls }
  return (
    <>
      <Figure
        title="Calls over time, by subsystem"
        note={`Each step counts the calls of ${width}; seconds since the first call.`}
        table={<ChartTable label="Calls over time" place="From second" placeOf={placeOf} rows={[all, ...calls]} />}
      >
        <Chart title="Calls over time, by subsystem" rows={calls} look="areas" placeOf={placeOf} />
        <Legend rows={calls} />
      </Figure>
      <Figure
        title="Rate of errors over time"
        note={`Calls that ended with an error, in a hundred; each step stands for ${width}.`}
        table={<ChartTable label="Rate of errors" place="From second" placeOf={placeOf} rows={[all, ...errors]} />}
      >
        <Chart title="Rate of errors over time" rows={errors} look="line" placeOf={placeOf} unit=" %" />
      </Figure>
    </>
  )
}

function Legend({ rows }: { rows: readonly ChartRow[] }) {
  return (
    <ul aria-label="Colours" className="mt-1 mb-2 flex flex-wrap gap-x-4 gap-y-0.5 text-[12px]">
      {rows.map(({ name, colour }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span className="chart-swatch" style={{ background: colour }} />
          {name}
        </li>
      ))}
    </ul>
  )
}

/** How long the calls of one kind took; each bar is twice as wide in time as the one before. */
function Latency({ latencies }: { latencies: readonly Latencies[] }) {
  const [syscall, setSyscall] = useState(latencies[0]?.syscall ?? '')
  const chosen = latencies.find((other) => other.syscall === syscall) ?? latencies[0]
  const rows = useMemo(() => [{ name: 'calls', colour: 'var(--chart-1)', values: chosen?.counts ?? [] }], [chosen])
  if (!chosen) return null
  const names = bucketNames(chosen)
  const placeOf = (index: number) => names[index] ?? ''
  return (
    <>
      <label className="mb-1 flex items-center gap-2 text-[13px]">
        System call
        <select
          className={`${inputLook} max-w-60`}
          value={chosen.syscall}
          onChange={(event) => setSyscall(event.target.value)}
        >
          {latencies.map((other) => (
            <option key={other.syscall} value={other.syscall}>
              {other.syscall}
            </option>
          ))}
        </select>
      </label>
      <Figure
        title={`How long ${chosen.syscall} took`}
        note={
          <>
            The slowest took {secondsText(chosen.slowest.seconds)}: <LineLink inText first={chosen.slowest.line} />.
            Each bar begins at twice the time of the one before.
          </>
        }
        table={<ChartTable label="How long calls took" place="Time" placeOf={placeOf} rows={rows} />}
      >
        <Chart title={`How long ${chosen.syscall} took`} rows={rows} look="bars" placeOf={placeOf} />
      </Figure>
    </>
  )
}

type FigureProps = { title: string; note: ReactNode; table: ReactNode; children: ReactNode }

/** A chart with what it says in words, and the table that it is drawn from. */
function Figure({ title, note, table, children }: FigureProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <section aria-label={title} className="mb-5">
      <h3 className="font-semibold">{title}</h3>
      <p className="mb-1 text-[12.5px] text-soft">{note}</p>
      {children}
      <details className="mt-1 mb-3 text-[13px]" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="cursor-pointer text-soft">As a table</summary>
        {isOpen && table}
      </details>
    </section>
  )
}
