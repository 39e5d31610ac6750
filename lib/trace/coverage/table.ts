import { kindOf } from '@/lib/stpa/kinds'
import type { CoverageRow, CoverageTable, ExerciseState } from '@/lib/stpa/verification/coverage'
import { counted, countedOf } from '@/lib/text/counts'
import { openBranches } from './errorBranches'
import type { ItemCoverage, RunCoverage } from './types'
import { durationText, exerciseText, limitsOf } from './words'

/** Open branches that are listed. */
const mostListed = 50

/**
 * What several runs show of one analysis, all held against the same plan. Runs of fault injection have their cells, and
 * no part in the figures of normal operation. `missingSubsystems`: names from subsystemUses.
 */
export function coverageTable(runs: readonly RunCoverage[], missingSubsystems: readonly string[] = []): CoverageTable {
  const rows = (runs[0]?.items ?? []).map((item, index) => rowOf(item, index, runs))
  const { open, of } = openBranches(runs)
  return {
    runs: runs.map((run) => ({
      ...{ id: run.run.id, title: run.run.title, workload: run.run.workload, nature: run.nature },
      ...{ calls: run.calls, seconds: run.seconds, limits: limitsOf(run) },
    })),
    rows,
    statements: statementsOf(runs, rows, { open: open.length, of }),
    neverFailed: open.slice(0, mostListed).map(({ step }) => step),
    neverFailedCount: open.length,
    missingSubsystems,
  }
}

const best: readonly ExerciseState[] = ['exercised', 'withError', 'partial', 'notExercised', 'unbound']

function rowOf(
  { uid, key, text, kind, bindings }: ItemCoverage,
  index: number,
  runs: readonly RunCoverage[],
): CoverageRow {
  const inRuns = runs.map(({ items }) => {
    const same = items[index] // runs of one plan have their items in the same order
    return same?.uid === uid ? same : items.find((item) => item.uid === uid)
  })
  const cells = inRuns.map((item) => ({
    state: item?.state ?? ('unbound' as const),
    words: item ? exerciseText(item) : '',
  }))
  const normal = runs.flatMap(({ nature }, index) => (nature === 'normal' ? (cells[index]?.state ?? []) : []))
  const otherwise = bindings.length > 0 ? 'notExercised' : 'unbound'
  return {
    ...{ uid, key, text, kind, cells },
    normal: best.find((state) => normal.includes(state)) ?? otherwise,
    isConfirmed: bindings.length > 0 && bindings.every(({ isConfirmed }) => isConfirmed),
  }
}

type Branches = { readonly open: number; readonly of: number }

function statementsOf(runs: readonly RunCoverage[], rows: readonly CoverageRow[], { open, of }: Branches): string[] {
  const tampered = runs.filter(({ nature }) => nature === 'faultInjection')
  const proposed = rows.filter((row) => row.normal !== 'unbound' && !row.isConfirmed).length
  const limits = runs.reduce((total, run) => total + limitsOf(run).length, 0)
  const cut = runs.reduce((total, run) => total + run.cut, 0)
  return [
    ...['controlAction', 'feedback'].flatMap((kind) => shareOf(kind, runs, rows)),
    tampered.length > 0 &&
      `${counted(tampered.length, 'run')} of fault injection (${titles(tampered)}) ${tampered.length === 1 ? 'has' : 'have'} no part in these figures.`,
    proposed > 0 && `${counted(proposed, 'item')} among them rest on bindings that nobody has confirmed.`,
    limits > 0 && `${counted(limits, 'limit')} of the traces ${limits === 1 ? 'is' : 'are'} listed with the runs.`,
    of > 0 &&
      `${countedOf(open, of, 'step')} that can fail ${open === 1 ? 'was' : 'were'} never seen to fail: what happens then is not shown.`,
    cut > 0 && `${counted(cut, 'call')} could not be listed step by step: the runs touch too many different things.`,
    'A run shows what happened in it. Other data, other times and other states may take other ways through program and kernel.',
  ].filter((line) => line !== false)
}

const titles = (runs: readonly RunCoverage[]): string => runs.map(({ run }) => run.title).join(', ')

/** Runs whose durations are listed one by one; of more, the shortest, the longest and the sum. */
const mostTimes = 6

function timesText(runs: readonly RunCoverage[]): string {
  const known = runs.flatMap(({ seconds }) => seconds ?? [])
  if (runs.length <= mostTimes || known.length === 0)
    return runs
      .slice(0, mostTimes)
      .map(({ seconds }) => durationText(seconds))
      .join('; ')
  const unknown = runs.length - known.length
  const span = `${durationText(Math.min(...known))} to ${durationText(Math.max(...known))} each`
  const sum = known.reduce((total, seconds) => total + seconds, 0)
  return `${span}, ${durationText(sum)} in all${unknown > 0 ? `, ${unknown} without times` : ''}`
}

/** `In 2 runs (0.04 s, 0.01 s) 3 of 5 control actions were exercised (60 %), 1 of them with an error only; …` */
function shareOf(kind: string, runs: readonly RunCoverage[], rows: readonly CoverageRow[]): string[] {
  const of = rows.filter((row) => row.kind === kind)
  if (of.length === 0) return []
  const normal = runs.filter(({ nature }) => nature === 'normal')
  const count = (state: ExerciseState) => of.filter((row) => row.normal === state).length
  const seen = count('exercised') + count('withError')
  const times = timesText(normal)
  const where =
    normal.length === 0
      ? 'Without a run of normal operation'
      : `In ${counted(normal.length, 'run')} of normal operation (${times})`
  const names = kindOf(kind).plural.toLowerCase()
  const rest = [
    count('withError') > 0 ? `${count('withError')} of them with an error each time` : '',
    count('partial') > 0 ? `${count('partial')} in part` : '',
    count('notExercised') > 0 ? `${count('notExercised')} bound and not seen` : '',
    count('unbound') > 0 ? `${count('unbound')} bound to no call` : '',
  ].filter((part) => part !== '')
  const share = `${seen} of ${of.length} ${names} were exercised (${Math.round((100 * seen) / of.length)} %)`
  return [`${where} ${share}${rest.map((part) => `, ${part}`).join('')}.`]
}
