'use client'

import type { ShownColumn } from '@/components/view/table/figureRow'
import { FigureTable } from '@/components/view/table/figureTable'
import { sumOf } from '@/lib/evidence/coverage'
import {
  type CoverageFile,
  type CoverageKind,
  type Covered,
  coverageKinds,
  type EvidenceFacts,
} from '@/lib/evidence/model'
import { number } from '@/lib/text/counts'
import { FactsLine } from '../factsLine'
import { LineLink } from '../useView'

/** Coverage of source files: what a run reached of each, and together. */
export function CoverageTab({ coverage, facts }: { coverage: readonly CoverageFile[]; facts: EvidenceFacts }) {
  const sums = coverageKinds.flatMap((what) => {
    const sum = sumOf(coverage, what)
    return sum
      ? [`${percentText(sum)} of ${number(sum.found)} ${what === 'conditions' ? 'conditions (MC/DC)' : what}`]
      : []
  })
  return (
    <div className="flex h-full flex-col">
      <FactsLine facts={facts} />
      {sums.length > 0 && <p className="px-3 pt-2 tabular-nums">Reached: {sums.join(' · ')}</p>}
      <FigureTable
        label="Covered files"
        rows={coverage}
        columns={columns}
        keyOf={({ path, line }) => `${path} ${line}`}
      />
    </div>
  )
}

const percent = ({ found, hit }: Covered): number => (found > 0 ? Math.round((1_000 * hit) / found) / 10 : 0)
const percentText = (covered: Covered): string => `${percent(covered)} %`

const shareOf = (what: CoverageKind, title: string): ShownColumn<CoverageFile> => ({
  name: what,
  title,
  width: 'minmax(8rem,11rem)',
  value: (file) => (file[what] ? percent(file[what]) : null),
  show: (file) => {
    const covered = file[what]
    return covered ? `${percentText(covered)} (${number(covered.hit)} of ${number(covered.found)})` : 'not said'
  },
})

const columns: readonly ShownColumn<CoverageFile>[] = [
  {
    name: 'path',
    title: 'Source file',
    width: 'minmax(14rem,2fr)',
    value: ({ path }) => path || '(cut off before its name)',
    isCode: true,
  },
  shareOf('lines', 'Lines'),
  shareOf('functions', 'Functions'),
  shareOf('branches', 'Branches'),
  shareOf('conditions', 'MC/DC'),
  {
    name: 'line',
    title: 'Stands in',
    width: '8rem',
    value: ({ line }) => line,
    show: ({ line }) => <LineLink first={line} />,
  },
]
