import type { EvidenceStatus } from '../../model'
import { noStatuses } from '../../model'
import type { XmlAttributes } from '../../xml'

/** What one case is, for the sums of its suite. */
export type CountedCase = {
  readonly status: EvidenceStatus
  /** Names of its elements that tell a result, each as often as it stands there. */
  readonly elements: readonly string[]
  /** It was disabled, or not run for another reason: some writers sum these up apart from the skipped. */
  readonly left: 'disabled' | 'notRun' | undefined
}

/** Results of a suite, counted in the ways in which writers count them. */
export class Tally {
  cases = 0
  /** Suites with a result of their own, such as an `<error>` of the fixture. */
  ofSuites = 0
  disabled = 0
  notRun = 0
  readonly statuses = noStatuses()
  /** How many cases have an element of a name, and how many elements there are of it. */
  readonly having = new Map<string, number>()
  readonly elements = new Map<string, number>()

  add({ status, elements, left }: CountedCase): void {
    this.cases++
    if (left === 'disabled') this.disabled++
    if (left === 'notRun') this.notRun++
    this.#count(status, elements)
  }

  addSuite({ status, elements }: Pick<CountedCase, 'status' | 'elements'>): void {
    if (elements.length > 0) this.ofSuites++
    this.#count(status, elements)
  }

  merge(inner: Tally): void {
    this.cases += inner.cases
    this.ofSuites += inner.ofSuites
    this.disabled += inner.disabled
    this.notRun += inner.notRun
    for (const [name, count] of inner.having) raise(this.having, name, count)
    for (const [name, count] of inner.elements) raise(this.elements, name, count)
    for (const status of Object.keys(this.statuses) as EvidenceStatus[]) // the keys of noStatuses
      this.statuses[status] += inner.statuses[status]
  }

  #count(status: EvidenceStatus, elements: readonly string[]): void {
    this.statuses[status]++
    for (const name of new Set(elements)) raise(this.having, name, 1)
    for (const name of elements) raise(this.elements, name, 1)
  }
}

const raise = (counts: Map<string, number>, name: string, by: number): void =>
  void counts.set(name, (counts.get(name) ?? 0) + by)

/** What may be summed up under a name, counted each way that some writer does. */
type Sum = { readonly names: readonly string[]; readonly what: string; readonly of: (tally: Tally) => number[] }

const having = (tally: Tally, ...names: string[]): number[] => [
  names.reduce((sum, name) => sum + (tally.having.get(name) ?? 0), 0),
  names.reduce((sum, name) => sum + (tally.elements.get(name) ?? 0), 0),
]

const sums: readonly Sum[] = [
  { names: ['tests'], what: 'tests', of: (tally) => [tally.cases, tally.cases + tally.ofSuites] },
  { names: ['failures'], what: 'failures', of: (tally) => [...having(tally, 'failure'), tally.statuses.fail] },
  { names: ['errors'], what: 'errors', of: (tally) => [...having(tally, 'error'), tally.statuses.error] },
  {
    names: ['skipped', 'skips', 'skip', 'ignored'],
    what: 'skipped tests',
    of: (tally) => {
      const { skip, xfail } = tally.statuses
      const all = [...having(tally, 'skipped'), skip, skip + xfail]
      return [0, tally.disabled, tally.disabled + tally.notRun].flatMap((apart) => all.map((count) => count - apart))
    },
  },
  {
    names: ['disabled'],
    what: 'disabled tests',
    of: (tally) => [tally.disabled + tally.notRun, tally.disabled, ...having(tally, 'skipped')],
  },
  {
    names: ['flakes', 'flaky'],
    what: 'flaky tests',
    of: (tally) => [...having(tally, 'flakyFailure', 'flakyError'), tally.statuses.flaky],
  },
  // Surefire runs again what failed: each further try has an element.
  {
    names: ['rerun', 'reruns'],
    what: 'further tries',
    of: (tally) => [
      ...having(tally, 'rerunFailure', 'rerunError', 'flakyFailure', 'flakyError'),
      ...having(tally, 'rerunFailure', 'rerunError'),
      ...having(tally, 'rerun'),
    ],
  },
  { names: ['warnings'], what: 'warnings', of: (tally) => having(tally, 'warning', 'warn') },
  { names: ['risky'], what: 'risky tests', of: (tally) => having(tally, 'risky') },
  {
    names: ['incomplete'],
    what: 'incomplete tests',
    // PHPUnit has `skipped` for them, too.
    of: (tally) => [...having(tally, 'incomplete'), ...having(tally, 'incomplete', 'skipped')],
  },
  {
    names: ['passed', 'successes'],
    what: 'passed tests',
    of: ({ statuses: { pass, flaky, xfail, xpass } }) => [
      pass,
      pass + flaky,
      pass + xpass,
      pass + flaky + xpass,
      pass + xfail,
      pass + xfail + xpass,
    ],
  },
  {
    names: ['inconclusive', 'unknown'],
    what: 'tests without a verdict',
    of: (tally) => [...having(tally, 'inconclusive'), tally.statuses.unknown],
  },
  {
    names: ['notrun', 'not_run', 'not-run', 'pending', 'todo'],
    what: 'tests not run',
    of: (tally) => [
      tally.notRun,
      tally.notRun + tally.disabled,
      ...having(tally, 'skipped'),
      tally.statuses.skip,
      ...having(tally, 'todo', 'pending'),
    ],
  },
  {
    names: ['softfailures'],
    what: 'soft failures',
    of: (tally) => [...having(tally, 'softfailure'), tally.statuses.xfail],
  },
]

/**
 * Sums that a suite tells of itself and that are those of no way to count: each as `3 tests told, 2 seen`. A suite may
 * count what stands in it directly, all within it, or (Node) suites within it as one test each.
 * @param inner the suites that stand in it directly, each with all within it
 */
export function wrongSums(told: XmlAttributes, own: Tally, inner: readonly Tally[]): string[] {
  const all = new Tally()
  for (const tally of [own, ...inner]) all.merge(tally)
  const given = sums.flatMap(({ names, ...sum }) =>
    names.flatMap((name) => ({ ...sum, text: told[name]?.trim() ?? '' })),
  )
  return given.flatMap(({ text, what, of }) => {
    if (text === '') return []
    const [count, seen] = [/^\d{1,9}$/.test(text) ? Number(text) : undefined, of(all)]
    const asOne = what === 'tests' ? inner.length : inner.filter((tally) => of(tally).some((each) => each > 0)).length
    const candidates = [...seen, ...of(own), ...of(own).map((each) => each + asOne)]
    if (count !== undefined && candidates.includes(count)) return []
    return [`${text.slice(0, 20)} ${what} told, ${seen[0]} seen`]
  })
}
