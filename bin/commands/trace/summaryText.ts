import type { CallFigures, ProcessFigures, TraceSummary } from '@/lib/trace/summary/summary'
import { textTable } from '../../textTable'

/** A summary for people; long lists are cut here, not in the JSON. */
export function summaryText(summary: TraceSummary): string {
  const parts = [
    summary.files
      .map(({ name, format, lines, bytes }) => `${name}: ${format}, ${lines} lines, ${bytes} bytes\n`)
      .join(''),
    callsText(summary),
    processesText(summary.processes),
    ...summary.tables.map(({ table, rows }) => tableText(table, rows)),
    listText('functions', summary.symbols, ({ name, isKernel, count }) => [count, isKernel ? 'kernel' : 'user', name]),
    listText('events', summary.events, ({ name, count }) => [count, name]),
    leftText(summary.left),
    summary.unknown.count > 0 ? `${summary.unknown.count} lines are no part of the trace\n` : '',
  ]
  return parts.filter((part) => part !== '').join('\n')
}

const shown = 40

const figuresOf = ({ calls, returned, errors, interrupted, seconds }: CallFigures): (string | number)[] => [
  ...[calls, returned, errors || '', interrupted || ''],
  seconds === null ? '' : seconds.toFixed(6),
]

const heads = ['calls', 'returned', 'errors', 'interrupted', 'seconds']

function callsText({ syscalls, total }: TraceSummary): string {
  if (syscalls.length === 0) return ''
  const rows = syscalls.map((row) => {
    return [...figuresOf(row), row.syscall, errnosText(row.errnos)]
  })
  return textTable([...heads, 'system call', 'how it failed'], [...rows, [...figuresOf(total), 'total', '']])
}

function processesText(processes: readonly ProcessFigures[]): string {
  if (processes.length < 2) return ''
  const rows = processes
    .slice(0, shown)
    .map((process) => [
      ...figuresOf(process),
      process.pid ?? (process.isUnknown ? 'unknown' : 'not told'),
      process.parent ?? '',
      `${process.command}${process.isThread ? ' (thread)' : ''}`,
      process.end,
    ])
  const more = processes.length > shown ? `… and ${processes.length - shown} more: --format json has them all\n` : ''
  return `${textTable([...heads, 'pid', 'made by', 'command', 'end'], rows)}${more}`
}

const leftText = (left: TraceSummary['left']): string =>
  left
    ? `Not listed, beyond the bounds: ${left.rows} rows of tables, ${left.symbols} times other functions, ${left.events} times other events\n`
    : ''

const errnosText = (errnos: Readonly<Record<string, number>>): string =>
  Object.entries(errnos)
    .map(([errno, count]) => `${errno} ${count}`)
    .join(', ')

function tableText(table: string, rows: TraceSummary['tables'][number]['rows']): string {
  const cells = rows.map(({ name, calls, errors, seconds, errnos = {} }) => [
    ...[calls ?? '', errors ?? '', seconds === undefined ? '' : seconds.toFixed(6), name],
    errnosText(errnos),
  ])
  const heads = ['calls', 'errors', 'seconds', 'name', ...(rows.some(({ errnos }) => errnos) ? ['how it failed'] : [])]
  return `${table === '' ? '' : `${table}\n`}${textTable(heads, cells)}`
}

function listText<Row>(what: string, rows: readonly Row[], cells: (row: Row) => (string | number)[]): string {
  if (rows.length === 0) return ''
  const lines = rows.slice(0, shown).map((row) => `  ${cells(row).join('  ')}\n`)
  const more = rows.length > shown ? `  … and ${rows.length - shown} more\n` : ''
  return `${rows.length} ${what}\n${lines.join('')}${more}`
}
