'use client'

import { useMemo } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import type { ShownColumn } from '@/components/view/table/figureRow'
import { FigureTable } from '@/components/view/table/figureTable'
import type { ConfigCheck } from '@/lib/evidence/config'
import type { CheckedClaim } from '@/lib/evidence/linking/configuration'
import type { RecordedClaim } from '@/lib/evidence/linking/recordConfiguration'
import { textOf } from '@/lib/stpa/fieldValues'
import { LineLink } from '../useView'

type Row = {
  readonly id: string
  readonly claim: CheckedClaim
  readonly check: ConfigCheck
  readonly recorded: RecordedClaim | undefined
}

type Props = {
  claims: readonly CheckedClaim[]
  recorded: ReadonlyMap<string, RecordedClaim | undefined>
  /** Claims that are not to be recorded. */
  left: ReadonlySet<string>
  onToggle: (uid: string) => void
}

const keyOf = ({ id }: Row): string => id

/** Each option that a claim asks for, what the configuration has, and whether it is recorded. */
export function ConfigurationTable({ claims, recorded, left, onToggle }: Props) {
  const rows = useMemo(
    () =>
      claims.flatMap((claim) =>
        claim.checks.map((check, index): Row => {
          const { uid } = claim.item
          return { id: `${uid} ${index}`, claim, check, recorded: recorded.get(uid) }
        }),
      ),
    [claims, recorded],
  )
  const shown = useMemo(() => [...columns, recordColumn(left, onToggle)], [left, onToggle])
  return (
    <FigureTable
      label="Held options"
      {...{ rows, keyOf }}
      columns={shown}
      markOf={({ check }) => (check.outcome === 'differs' ? 'error' : check.outcome === 'holds' ? undefined : 'marked')}
    />
  )
}

const outcomes: Readonly<Record<ConfigCheck['outcome'], readonly [text: string, look: string]>> = {
  holds: ['as asked for', 'text-good'],
  differs: ['not as asked for', 'text-error'],
  absent: ['not mentioned', 'text-warning'],
  noValue: ['named without a value', 'text-warning'],
}

const foundText = ({ found }: ConfigCheck): string =>
  found === undefined ? 'not mentioned' : found === 'n' ? 'not set' : found

const columns: readonly ShownColumn<Row>[] = [
  {
    name: 'claim',
    title: 'Claim',
    width: 'minmax(11rem,2fr)',
    value: ({ claim: { item } }) => `${item.key} ${textOf(item)}`,
    show: ({ claim: { item } }) => <KeyLink uid={item.uid} text />,
  },
  { name: 'option', title: 'Option', width: 'minmax(13rem,1fr)', value: ({ check }) => check.option, isCode: true },
  { name: 'asked', title: 'Asked for', width: '6.5rem', value: ({ check }) => check.expected, isCode: true },
  { name: 'found', title: 'Here', width: 'minmax(6.5rem,9rem)', value: ({ check }) => foundText(check), isCode: true },
  {
    name: 'outcome',
    title: 'Outcome',
    width: '10rem',
    value: ({ check }) => outcomes[check.outcome][0],
    show: ({ check }) => <span className={outcomes[check.outcome][1]}>{outcomes[check.outcome][0]}</span>,
  },
  {
    name: 'line',
    title: 'Line',
    width: '6rem',
    value: ({ check }) => check.line ?? null,
    show: ({ check }) => (check.line === undefined ? '' : <LineLink first={check.line} />),
  },
]

const recordColumn = (left: ReadonlySet<string>, onToggle: (uid: string) => void): ShownColumn<Row> => ({
  name: 'record',
  title: 'Record',
  width: '9.5rem',
  value: (row) => recordText(row),
  show: (row) => <Record {...{ row, left, onToggle }} />,
  help: 'What of it becomes evidence',
})

function recordText({ claim, recorded }: Row): string {
  if (recorded?.isCurrent) return `recorded as ${recorded.evidence.key}`
  if (!claim.isTarget) return 'by a case'
  return claim.conclusion === undefined ? 'nothing to record' : recorded ? 'changed since' : 'not recorded'
}

type RecordProps = { row: Row; left: ReadonlySet<string>; onToggle: (uid: string) => void }

function Record({ row, left, onToggle }: RecordProps) {
  const { claim, recorded, id } = row
  const { item, isTarget, conclusion } = claim
  if (recorded?.isCurrent)
    return (
      <>
        as <KeyLink uid={recorded.evidence.uid} />
      </>
    )
  if (!isTarget || conclusion === undefined) return <span className="text-soft">{recordText(row)}</span>
  if (!id.endsWith(' 0')) return <span className="text-soft">with the one above</span>
  return (
    <label className="inline-flex items-center gap-1.5">
      <input
        type="checkbox"
        aria-label={`Record ${item.key}`}
        checked={!left.has(item.uid)}
        onChange={() => onToggle(item.uid)}
      />
      {conclusion === 'holds' ? 'holds' : conclusion === 'fails' ? 'fails' : 'in part'}
      {recorded && <span className="text-soft">, changed</span>}
    </label>
  )
}
