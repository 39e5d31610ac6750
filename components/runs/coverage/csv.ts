import { stateLabel } from '@/components/item/exerciseState'
import { figuresCsv } from '@/components/view/table/figures'
import { kindOf } from '@/lib/stpa/kinds'
import type { CoverageCell, CoverageRow, CoverageTable } from '@/lib/stpa/verification/coverage'

const cellText = ({ state, words }: CoverageCell): string => `${stateLabel(state)}${words === '' ? '' : `: ${words}`}`

/** Items and runs as CSV, one line for each item, with what limits the figures below. */
export function coverageCsv({ rows, runs, statements }: CoverageTable): string {
  const column = (title: string, value: (row: CoverageRow) => string) => ({ name: title, title, width: '', value })
  const columns = [
    column('Kind', ({ kind }) => kindOf(kind).title),
    column('Key', ({ key }) => key),
    column('Item', ({ text }) => text),
    column('Normal operation', ({ normal }) => stateLabel(normal)),
    column('Confirmed', ({ isConfirmed }) => (isConfirmed ? 'yes' : 'no')),
    ...runs.map(({ title, nature }, at) =>
      column(nature === 'faultInjection' ? `${title} (fault injection)` : title, ({ cells }) => {
        const cell = cells[at]
        return cell ? cellText(cell) : ''
      }),
    ),
  ]
  const notes = figuresCsv(
    statements.map((text) => ({ text })),
    [{ name: 'text', title: 'How far it goes', width: '', value: ({ text }) => text }],
  )
  return `${figuresCsv(rows, columns)}\r\n${notes}`
}
