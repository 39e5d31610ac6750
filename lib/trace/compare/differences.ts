import { spanned } from '../flow/nodes'
import type { ComparedLoop, ComparedStep, Difference, RunStep } from './model'

const distinct = (values: readonly (string | null)[]): number => new Set(values.filter((value) => value !== null)).size

/** What is not the same in all runs, in the order of the steps. */
export function differencesOf(steps: readonly ComparedStep[], loops: readonly ComparedLoop[]): Difference[] {
  const found = [...pathsOf(steps), ...steps.flatMap((step) => ofStep(step))]
  const byId = new Map(steps.map((step) => [step.id, step]))
  for (const { to, from, counts } of loops) {
    const [first, last] = [byId.get(to), byId.get(from)]
    if (!first || !last || distinct(counts) < 2) continue
    const text = `${first.text} … ${last.text}`
    found.push({ kind: 'count', step: to, text, values: counts, lines: linesOf(first) })
  }
  const order = new Map(steps.map(({ id }, index) => [id, index]))
  return found.sort((left, right) => (order.get(left.step) ?? 0) - (order.get(right.step) ?? 0))
}

const whoWent = ({ runs }: ComparedStep): string => runs.map((run) => (run ? '1' : '0')).join('')

/** Steps one after the other that the same runs went through, and others did not. */
function pathsOf(steps: readonly ComparedStep[]): Difference[] {
  const paths: ComparedStep[][] = []
  for (const step of steps) {
    const open = paths.at(-1)
    if (open?.[0] && whoWent(open[0]) === whoWent(step)) open.push(step)
    else paths.push([step])
  }
  return paths.flatMap((path) => {
    const [first] = path
    const last = path.at(-1)
    if (!first?.runs.includes(null) || !last) return []
    const text = path.length === 1 ? first.text : `${first.text} … ${last.text}`
    const values = first.runs.map((run) => run && (path.length === 1 ? '1 step' : `${path.length} steps`))
    const lines = first.runs.map((run, index) => run && spanned(run.lines, last.runs[index]?.lines ?? run.lines))
    return { kind: 'path', step: first.id, text, values, lines }
  })
}

function ofStep(step: ComparedStep): Difference[] {
  const { id, text, isExit, runs } = step
  const difference = (kind: Difference['kind'], shown: (run: RunStep) => string): Difference => ({
    ...{ kind, step: id, text, lines: linesOf(step) },
    values: runs.map((run) => run && shown(run)),
  })
  const outcomes = difference(isExit ? 'exit' : 'outcome', ({ outcome }) => (isExit ? exitText(outcome) : outcome))
  const counts = difference('count', ({ count }) => count)
  const names = difference('resource', (run) => run.text)
  return [
    ...(distinct(outcomes.values) > 1 ? [outcomes] : []),
    ...(distinct(counts.values) > 1 && !isExit ? [counts] : []),
    ...(distinct(names.values) > 1 && !isExit ? [names] : []),
  ]
}

/** `exit(0)`, `exit(1)`, `SIGSEGV`. */
export const exitText = (outcome: string): string =>
  outcome === 'ok' ? 'exit(0)' : outcome.startsWith('exit ') ? `exit(${outcome.slice(5)})` : outcome

const linesOf = ({ runs }: ComparedStep): Difference['lines'] => runs.map((run) => run?.lines ?? null)
