import { exitText } from './differences'
import type { ComparedStep, Parting } from './model'

type Way = readonly string[]

/** Where each run leaves the way of the first one; none for a run that goes it to its end. */
export function partingsOf(steps: readonly ComparedStep[], ways: readonly Way[]): Parting[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const [first = []] = ways
  return ways.slice(1).flatMap((way, index) => partingOf(byId, first, way, index + 1) ?? [])
}

type Steps = ReadonlyMap<string, ComparedStep>

function partingOf(steps: Steps, first: Way, way: Way, run: number): Parting | undefined {
  for (let at = 0; at < Math.max(first.length, way.length); at++) {
    if (first[at] !== way[at]) return onPath(steps, first, way, at, run)
    const step = steps.get(first[at] ?? '')
    const [one, other] = [step?.runs[0], step?.runs[run]]
    if (step && one && other && one.outcome !== other.outcome) {
      const values = [one.outcome, other.outcome] as const
      const error = errorOf(other.outcome) || errorOf(one.outcome)
      const lines = [one.lines, other.lines] as const
      if (!step.isExit) return { run, kind: 'outcome', step: step.id, text: step.text, values, lines, error }
      const shown = [exitText(values[0]), exitText(values[1])] as const
      return { run, kind: 'exit', step: step.id, text: step.text, values: shown, lines, error }
    }
  }
  return undefined
}

function onPath(steps: Steps, first: Way, way: Way, at: number, run: number): Parting {
  const before = steps.get(first[at - 1] ?? '')
  const [one, other] = [steps.get(first[at] ?? ''), steps.get(way[at] ?? '')]
  return {
    run,
    kind: 'path',
    step: before?.id ?? '',
    text: before?.text ?? 'the beginning',
    values: [one?.text ?? 'nothing', other?.text ?? 'nothing'],
    lines: [one?.runs[0]?.lines ?? null, other?.runs[run]?.lines ?? null],
    error: errorOn(steps, way, at, run) || errorOn(steps, first, at, 0),
  }
}

/** The first error that a run meets on its own way, before it is on that of all again. */
function errorOn(steps: Steps, way: Way, from: number, run: number): string {
  for (const id of way.slice(from, from + 50)) {
    const step = steps.get(id)
    if (!step || step.isExit || !step.runs.includes(null)) return ''
    const error = errorOf(step.runs[run]?.outcome ?? 'ok')
    if (error !== '') return error
  }
  return ''
}

/** The error in `EAGAIN, ok`; '' for a plain `ok`. */
const errorOf = (outcome: string): string => outcome.split(', ').find((part) => part !== 'ok') ?? ''
