import { type FlowPicture, type PictureArrow, type PictureBox, printable, rangeText } from '../flow/picture'
import { exitText } from './differences'
import type { ComparedEdge, ComparedStep, Comparison } from './model'

/** Runs beside an arrow are named up to here, then counted. */
const mostNamed = 3

/** A comparison as a picture: one chart of all runs, with diamonds where the same step ended differently. */
export function comparisonPicture(comparison: Comparison): FlowPicture {
  const { names, steps, edges, loops } = comparison
  const boxes = steps.map((step) => boxOf(step, names))
  const begins = edges.some(({ from }) => from === '')
  const start: PictureBox = { id: '', shape: 'start', lines: ['start'], note: '', isError: false }
  const back = loops.map(
    ({ from, to, counts }): PictureArrow => ({
      ...{ from, to, isError: false, isBack: true },
      label: `${together(counts)} ×`,
    }),
  )
  return {
    title: printable(names.join(', ')),
    boxes: [...(begins ? [{ ...start, id: 'start' }] : []), ...boxes],
    arrows: [...edges.map((edge) => arrowOf(edge, comparison)), ...back],
    groups: [],
  }
}

/** `48 / 90` of those runs that are there; once where all are the same. */
function together(values: readonly (string | null | undefined)[]): string {
  const present = values.filter((value) => value !== null && value !== undefined)
  return new Set(present).size < 2 ? (present[0] ?? '') : present.join(' / ')
}

/** Where in the traces: the lines of a few runs, or how many runs. */
function noteOf({ runs }: ComparedStep): string {
  const present = runs.filter((run) => run !== null)
  if (present.length > mostNamed) return `${present.length} runs`
  const lines = together(present.map((run) => rangeText(run.lines)))
  return `${/^\d+$/.test(lines) ? 'line' : 'lines'} ${lines}`
}

function boxOf(step: ComparedStep, names: readonly string[]): PictureBox {
  const { id, isExit, isDecision, phase, runs, text } = step
  const errors = new Set(runs.flatMap((run) => (run && run.outcome !== 'ok' ? [run.outcome] : [])))
  const note = noteOf(step)
  if (isExit) return { id, shape: 'end', lines: exits(step, names), note, isError: false }
  const count = together(runs.map((run) => run?.count))
  const texts = [...new Set(runs.flatMap((run) => (run ? [run.text] : [])))]
  const [first = text, ...others] = texts
  const isSameError = !isDecision && errors.size > 0
  return {
    id,
    shape: isDecision ? 'decision' : phase === 'start' ? 'start' : 'step',
    lines: [
      count === '1' || count === '' ? first : `${count} × ${first}`,
      ...others.map((other) => `/ ${other}`),
      ...(isSameError ? [`→ ${[...errors].join(', ')}`] : []),
    ].map(printable),
    note,
    isError: isSameError,
  }
}

/** `exit(0): normal, wake`, one line for each end. */
function exits({ runs }: ComparedStep, names: readonly string[]): string[] {
  const ends = new Map<string, number[]>()
  for (const [index, run] of runs.entries()) {
    if (run) ends.set(exitText(run.outcome), [...(ends.get(exitText(run.outcome)) ?? []), index])
  }
  const isOne = ends.size === 1
  return [...ends].map(([end, who]) => printable(isOne ? end : `${end}: ${namesOf(who, names)}`))
}

const namesOf = (runs: readonly number[], names: readonly string[]): string =>
  runs.length > mostNamed ? `${runs.length} runs` : runs.map((run) => names[run] ?? '').join(', ')

/** An arrow says how the step before it ended where runs differ in that, and whose it is where not all go that way. */
function arrowOf({ from, to, outcome, runs }: ComparedEdge, { steps, names }: Comparison): PictureArrow {
  const step = steps.find(({ id }) => id === from)
  const came = step ? step.runs.filter((run) => run !== null).length : names.length
  const who = runs.length < came ? namesOf(runs, names) : ''
  const label = [step?.isDecision ? outcome : '', who].filter((part) => part !== '').join(' · ')
  const isError = step?.isDecision === true && outcome !== 'ok'
  return { from: from === '' ? 'start' : from, to, label: printable(label), isError, isBack: false }
}
