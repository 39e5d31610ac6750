import { secondsOf } from '../../durations'
import { placeIn } from '../../places'
import type { Reading } from '../../reading'
import { resultTable } from '../../results/table'
import { Verdict, worstFirst } from '../../results/verdict'
import { readXml, type XmlAttributes, type XmlReader } from '../../xml'
import { type FoundElement, outcomeOf } from './outcome'
import { Tally, wrongSums } from './totals'

/** A test case or a suite while its element is open. */
type OpenCase = { readonly line: number; readonly attributes: XmlAttributes; readonly found: FoundElement[] }
type OpenSuite = OpenCase & { readonly name: string; readonly own: Tally; readonly inner: Tally[] }

const silent = new Set<string>(resultTable.junitElement.silent)

/** Reads suites within suites and their cases; what stands inside an element that tells a result is its text. */
export class JunitReader implements XmlReader {
  /** Names of the open elements, outermost first. */
  readonly #path: string[] = []
  readonly #suites: OpenSuite[] = []
  readonly #cases: OpenCase[] = []
  /** The element that tells a result and is open, and how deep it stands. */
  #part: { readonly element: FoundElement; readonly depth: number } | undefined

  constructor(private readonly reading: Reading) {}

  read(text: string): void {
    const isWhole = readXml(text, this.reading, 'JUnit XML', this)
    if (isWhole) return
    while (this.#cases.length > 0) this.#closeCase('The file ends inside this case.')
    while (this.#suites.length > 0) this.#closeSuite(false)
  }

  open(name: string, attributes: XmlAttributes, line: number): void {
    const parent = this.#path.at(-1)
    this.#path.push(name)
    if (name === 'testsuite' || name === 'testsuites') this.#openSuite(name, attributes, line)
    else if (name === 'testcase') this.#cases.push({ line, attributes, found: [] })
    else if (silent.has(name)) this.reading.left(line, `${name} elements`)
    else this.#element(name, attributes, line, parent)
  }

  text(text: string): void {
    // Twice as long as is kept, so that the cut is still seen.
    if (this.#part && this.#part.element.text.length < 10_000) this.#part.element.text += text
  }

  close(name: string): void {
    if (this.#part?.depth === this.#path.length) this.#part = undefined
    this.#path.pop()
    if (name === 'testcase') this.#closeCase()
    else if (name === 'testsuite' || name === 'testsuites') this.#closeSuite(true)
  }

  /** What stands in a case or suite tells a result, by a name that is known or not; deeper it is a part of one. */
  #element(name: string, attributes: XmlAttributes, line: number, parent = ''): void {
    const owner =
      parent === 'testcase' ? this.#cases.at(-1) : /^testsuites?$/.test(parent) ? this.#suites.at(-1) : undefined
    if (!owner) return this.reading.left(line, `elements of an unknown name (${name.slice(0, 60)})`)
    const element = { name, attributes, text: '' }
    owner.found.push(element)
    this.#part = { element, depth: this.#path.length }
  }

  #openSuite(kind: string, attributes: XmlAttributes, line: number): void {
    const name = kind === 'testsuite' ? (attributes.name ?? attributes.package ?? '') : ''
    if (kind === 'testsuites') this.reading.fact('subject', attributes.name ?? '')
    this.reading.fact('date', attributes.timestamp ?? '')
    this.reading.fact('machine', attributes.hostname ?? '')
    this.#suites.push({ line, attributes, found: [], name, own: new Tally(), inner: [] })
  }

  #closeSuite(isWhole: boolean): void {
    const suite = this.#suites.pop()
    if (!suite) return
    this.#suiteResult(suite)
    const all = new Tally()
    for (const tally of [suite.own, ...suite.inner]) all.merge(tally)
    this.#suites.at(-1)?.inner.push(all)
    const wrong = isWhole ? wrongSums(suite.attributes, suite.own, suite.inner) : []
    if (wrong.length === 0) return
    this.reading.flag('countsDiffer', suite.line)
    const named = suite.name === '' ? 'the whole' : `the suite "${suite.name.slice(0, 80)}"`
    this.reading.repaired(suite.line, `${named} sums itself up otherwise: ${wrong.join(', ')}.`)
  }

  /** A suite that failed by itself: its class did not load, its fixture broke; or it says worse than its cases do. */
  #suiteResult({ line, attributes, found, name, own, inner }: OpenSuite): void {
    const { verdict, message } = outcomeOf(attributes, found)
    const asBad = worstFirst.slice(0, worstFirst.indexOf(verdict.status) + 1)
    const isTold = [own, ...inner].some((tally) => asBad.some((status) => tally.statuses[status] > 0))
    if (verdict.isPass || (found.length === 0 && isTold)) return
    const test = name === '' ? 'the run' : `suite ${name}`
    this.reading.record({
      suite: this.#suiteNames(),
      case: test,
      verdict,
      message,
      line,
      place: placeOf(verdict, message),
    })
    own.addSuite({ status: verdict.status, elements: found.map((element) => element.name) })
  }

  #suiteNames(): string {
    return this.#suites.flatMap(({ name }) => (name === '' ? [] : [name])).join(' > ')
  }

  #closeCase(cutOff?: string): void {
    const open = this.#cases.pop()
    if (!open) return
    this.#part = undefined
    const { attributes, found, line } = open
    const outcome = outcomeOf(attributes, found)
    const cut =
      cutOff === undefined ? outcome.verdict : Verdict.worst(outcome.verdict, Verdict.of('junitElement', '(cut off)'))
    const message = cutOff === undefined ? outcome.message : [cutOff, outcome.message].filter(Boolean).join('\n')
    const { name = '', classname = '', file = '' } = attributes
    const at = file === '' ? '' : `${file}${attributes.line ? `:${attributes.line}` : ''}`
    const duration = this.#duration(attributes.time, line)
    this.reading.record({
      suite: this.#suiteNames() || classname,
      case: name,
      verdict: cut,
      ...(duration === undefined ? {} : { duration }),
      message,
      place: at || placeOf(cut, message),
      line,
      target: file || classname,
    })
    const elements = found.map((element) => element.name)
    this.#suites.at(-1)?.own.add({ status: cut.status, elements, left: leftOut(attributes) })
  }

  #duration(time: string | undefined, line: number): number | undefined {
    const duration = time === undefined ? undefined : secondsOf(time)
    if (time !== undefined && duration === undefined)
      this.reading.skipped(line, `time="${time.slice(0, 60)}" is no duration.`)
    return duration
  }
}

const placeOf = ({ status }: Verdict, message: string): string =>
  status === 'fail' || status === 'error' ? placeIn(message.slice(0, 4_000)) : ''

/** CTest tells disabled cases from those that could not run; GoogleTest calls both notrun and suppressed. */
function leftOut({ status = '', result = '' }: XmlAttributes): 'disabled' | 'notRun' | undefined {
  const words = [status, result].map((word) => word.toLowerCase())
  if (words.includes('disabled')) return 'disabled'
  return words.includes('notrun') || words.includes('suppressed') ? 'notRun' : undefined
}
