'use client'

import { useMemo } from 'react'
import { Scroll } from '@/components/view/panel/scroll'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { secondsText } from '@/components/view/table/figures'
import { FigureTable } from '@/components/view/table/figureTable'
import type { RecordsDigest } from '@/lib/evidence/digest'
import { type EvidenceRecord, type EvidenceStatus, evidenceStatuses, statusMeanings } from '@/lib/evidence/model'
import { worstFirst } from '@/lib/evidence/results/verdict'
import { number } from '@/lib/text/counts'
import { Details, Facts, Split } from '../details'
import { FactsLine } from '../factsLine'
import { LineLink, useRow, useView } from '../useView'

type Row = EvidenceRecord & { readonly id: string }

const keyOf = ({ id }: Row): string => id

/** Results of tests: counts of each status, failures first, narrowed by status and words. */
export function RecordsTab({ digest }: { digest: RecordsDigest }) {
  const { records, counts, facts } = digest
  const [view] = useView()
  const [row, setRow] = useRow()
  const status = evidenceStatuses.find((name) => name === view.list)
  const all = useMemo(() => sorted(records), [records])
  const rows = useMemo(() => (status ? all.filter((record) => record.status === status) : all), [all, status])
  const chosen = rows.find(({ id }) => id === row)
  if (records.length === 0)
    return <p className="p-5 text-soft">No result was found in this file: see Reading and Flags.</p>
  return (
    <div className="flex h-full flex-col">
      <FactsLine facts={facts} />
      <Statuses counts={counts} chosen={status} />
      <div className="min-h-0 flex-1">
        <Split>
          <FigureTable
            label="Results"
            {...{ rows, columns, keyOf }}
            chosen={row}
            onChoose={setRow}
            markOf={({ status: own }) =>
              own === 'fail' || own === 'error' ? 'error' : own === 'pass' ? undefined : 'marked'
            }
          />
          {chosen && <ChosenRecord record={chosen} />}
        </Split>
      </div>
    </div>
  )
}

/** Failures first, in the order of the file. */
function sorted(records: readonly EvidenceRecord[]): Row[] {
  const groups = new Map<EvidenceStatus, Row[]>(worstFirst.map((status) => [status, []]))
  for (const [index, record] of records.entries()) groups.get(record.status)?.push({ ...record, id: String(index) })
  return worstFirst.flatMap((status) => groups.get(status) ?? [])
}

const looks = { pass: 'text-good', fail: 'text-error', error: 'text-error' } as const
const lookOf = (status: EvidenceStatus): string =>
  status in looks ? looks[status as keyof typeof looks] : 'text-warning' // looked up before

function Statuses({ counts, chosen }: { counts: RecordsDigest['counts']; chosen: EvidenceStatus | undefined }) {
  const [, change] = useView()
  return (
    <fieldset className="flex flex-wrap gap-1.5 px-3 pt-2">
      <legend className="sr-only">Status</legend>
      {worstFirst
        .filter((status) => counts[status] > 0)
        .map((status) => (
          <button
            key={status}
            type="button"
            title={statusMeanings[status]}
            aria-pressed={chosen === status}
            className={`rounded border px-2.5 py-0.5 text-[13px] ${chosen === status ? 'border-accent bg-chosen' : 'border-line bg-panel'}`}
            onClick={() => change({ list: chosen === status ? '' : status, row: '' }, 'replace')}
          >
            <span className={`font-semibold tabular-nums ${lookOf(status)}`}>{number(counts[status])}</span> {status}
          </button>
        ))}
    </fieldset>
  )
}

const columns: readonly ShownColumn<Row>[] = [
  {
    name: 'status',
    title: 'Status',
    width: '5.5rem',
    value: ({ status }) => status,
    show: ({ status }) => <span className={lookOf(status)}>{status}</span>,
  },
  { name: 'suite', title: 'Suite', width: 'minmax(8rem,1fr)', value: ({ suite }) => suite },
  { name: 'case', title: 'Case', width: 'minmax(10rem,2fr)', value: (record) => record.case },
  {
    name: 'duration',
    title: 'Time',
    width: '6rem',
    value: ({ duration }) => duration ?? null,
    show: ({ duration }) => secondsText(duration),
  },
  { name: 'message', title: 'Message', width: 'minmax(8rem,2fr)', value: ({ message }) => message },
  {
    name: 'line',
    title: 'Line',
    width: '7rem',
    value: ({ line }) => line,
    show: ({ line }) => <LineLink first={line} />,
  },
]

function ChosenRecord({ record }: { record: Row }) {
  const { suite, status, duration, place, target, subsystem = '', line, message } = record
  return (
    <Details label="Chosen result" title={record.case || '(no name)'}>
      <Facts
        facts={[
          [
            'Status',
            <span key="status">
              <span className={lookOf(status)}>{status}</span> {statusMeanings[status]}
            </span>,
          ],
          ['Suite', suite],
          ['Time', secondsText(duration)],
          ['Place', place],
          ['Of', target],
          ['Subsystem', subsystem],
          ['Stands in', <LineLink key="line" first={line} />],
        ]}
      />
      {message !== '' && (
        <Scroll label="Message" className="max-h-[50vh] rounded border border-line bg-sunken p-2">
          <p className="whitespace-pre-wrap font-mono text-[12px] [overflow-wrap:anywhere]">{message}</p>
        </Scroll>
      )}
    </Details>
  )
}
