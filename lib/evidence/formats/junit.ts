import { SaxesParser } from 'saxes'
import { StpaError } from '@/lib/stpa/errors'
import { secondsOf } from '../durations'
import type { EvidenceStatus } from '../model'
import { placeIn } from '../places'
import type { Reading } from '../reading'
import { withoutControls } from '../text'
import type { EvidenceFormat } from './types'

type Attributes = Readonly<Record<string, string>>

/** A test case while its element is open. */
type OpenCase = {
  readonly line: number
  readonly attributes: Attributes
  found: Partial<Record<'failure' | 'error' | 'skipped', { readonly attributes: Attributes; text: string }>>
}

const depthLimit = 200
/** Elements that are understood, and that hold nothing of a case's result. */
const otherElements = new Set(['properties', 'property', 'system-out', 'system-err', 'testsuites'])

/** How the extra attribute `status` (or `result`) of several writers is read where no element says it. */
const statusWords: Readonly<Record<string, EvidenceStatus>> = {
  success: 'pass',
  passed: 'pass',
  pass: 'pass',
  ok: 'pass',
  run: 'pass',
  completed: 'pass',
  skipped: 'skip',
  skip: 'skip',
  ignored: 'skip',
  disabled: 'skip',
  notrun: 'skip',
  suppressed: 'skip',
  failure: 'fail',
  failed: 'fail',
  fail: 'fail',
  softfail: 'xfail',
  softfailed: 'xfail',
  error: 'error',
  errored: 'error',
}

class JunitReader {
  readonly #parser = new SaxesParser<{ xmlns: false }>({ xmlns: false })
  /** Line in which the last element begins. */
  #line = 1
  #elements = 0
  #depth = 0
  readonly #suites: string[] = []
  #case: OpenCase | undefined
  #part: { attributes: Attributes; text: string } | undefined
  #counts: { cases: number; line: number; told: number | undefined } = { cases: 0, line: 1, told: undefined }

  constructor(private readonly reading: Reading) {
    // Entities by these five names only; saxes never expands those of a DTD.
    const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
    this.#parser.ENTITIES = Object.assign(Object.create(null), entities)
    this.#parser.on('doctype', (text) => this.#doctype(text))
    this.#parser.on('opentagstart', () => {
      this.#line = this.#parser.line
    })
    this.#parser.on('opentag', (tag) => this.#open(tag.name, { ...tag.attributes }))
    this.#parser.on('closetag', (tag) => this.#close(tag.name))
    this.#parser.on('text', (text) => this.#text(text))
    this.#parser.on('cdata', (text) => this.#text(text))
    this.#parser.on('error', (error) => this.#error(error.message))
  }

  read(text: string): void {
    for (let at = 0; at < text.length; at += 65_536) this.#parser.write(text.slice(at, at + 65_536))
    this.#parser.close()
    if (this.#case) this.#closeCase('The file ends inside this case.')
  }

  #doctype(text: string): void {
    if (/<!ENTITY/i.test(text))
      throw this.#refused('it declares entities, which are never expanded. Take the DOCTYPE out')
    this.reading.skipped(this.#parser.line, 'a DOCTYPE: not followed.')
  }

  /** What is only untidy is repaired; what ends in the middle is read as far as it goes; the rest is refused. */
  #error(told: string): void {
    const message = told.replace(/^\d+:\d+: /, '')
    if (/^(unclosed tag|unexpected end|document must contain)/.test(message)) {
      if (this.#elements > 0) return this.reading.flag('truncated', this.#parser.line)
      throw this.#refused('it ends before its first element')
    }
    if (!/entity|disallowed character\.|duplicate attribute|must appear at the start/.test(message))
      throw this.#refused(message.replace(/\.$/, ''))
    this.reading.repaired(this.#parser.line, `XML: ${message} Read as it stands.`)
  }

  #refused(reason: string): StpaError {
    const [file, line] = [this.reading.file, this.#parser.line]
    const message = `${file}:${line}: not readable as JUnit XML: ${reason}. Write it again, or repair that line.`
    return new StpaError('unreadable', message, { place: { file, line } })
  }

  #open(name: string, attributes: Attributes): void {
    if (++this.#depth > depthLimit) throw this.#refused(`elements are nested more than ${depthLimit} deep`)
    this.#elements++
    if (name === 'testsuite') this.#openSuite(attributes)
    else if (name === 'testcase') this.#case = { line: this.#line, attributes, found: {} }
    else if (this.#case && (name === 'failure' || name === 'error' || name === 'skipped')) {
      this.#part = { attributes, text: '' }
      this.#case.found[name] ??= this.#part
    } else if (name === 'testsuites') this.reading.fact('subject', attributes.name ?? '')
    else
      this.reading.left(
        this.#line,
        otherElements.has(name) ? `${name} elements` : `elements of an unknown name (${name.slice(0, 60)})`,
      )
  }

  #openSuite(attributes: Attributes): void {
    this.#suites.push(attributes.name ?? attributes.package ?? '')
    this.reading.fact('date', attributes.timestamp ?? '')
    this.reading.fact('machine', attributes.hostname ?? '')
    if (this.#suites.length > 1) return
    this.#counts = { cases: 0, line: this.#line, told: numberOf(attributes.tests) }
  }

  #text(text: string): void {
    // Twice as long as is kept, so that the cut is still seen.
    if (this.#part && this.#part.text.length < 10_000) this.#part.text += text
  }

  #close(name: string): void {
    this.#depth--
    if (name === 'failure' || name === 'error' || name === 'skipped') this.#part = undefined
    else if (name === 'testcase') this.#closeCase()
    else if (name === 'testsuite') {
      this.#suites.pop()
      if (this.#suites.length === 0) this.#compareCounts()
    }
  }

  #compareCounts(): void {
    const { cases, told, line } = this.#counts
    if (told === undefined || told === cases) return
    this.reading.flag('countsDiffer', line)
    this.reading.repaired(line, `the suite tells of ${told} tests, and has ${cases}.`)
  }

  #closeCase(cutOff?: string): void {
    if (!this.#case) return
    const { attributes, found, line } = this.#case
    this.#case = undefined
    this.#part = undefined
    this.#counts.cases++
    const outcome = outcomeOf(attributes, found)
    const { status, message } = cutOff === undefined ? outcome : { status: 'unknown' as const, message: cutOff }
    const { name = '', classname = '', file = '' } = attributes
    const suites = this.#suites.filter((suite) => suite !== '')
    const at = file === '' ? '' : `${file}${attributes.line ? `:${attributes.line}` : ''}`
    const duration = this.#duration(attributes.time, line)
    this.reading.record({
      suite: suites.length > 0 ? suites.join(' > ') : classname,
      case: name,
      status,
      ...(duration === undefined ? {} : { duration }),
      message,
      place: at || (status === 'fail' || status === 'error' ? placeIn(message.slice(0, 4_000)) : ''),
      line,
      target: file || classname,
    })
  }

  #duration(time: string | undefined, line: number): number | undefined {
    const duration = time === undefined ? undefined : secondsOf(time)
    if (time !== undefined && duration === undefined)
      this.reading.skipped(line, `time="${time.slice(0, 60)}" is no duration.`)
    return duration
  }
}

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined

function outcomeOf(attributes: Attributes, found: OpenCase['found']): { status: EvidenceStatus; message: string } {
  const word = (attributes.status ?? attributes.result ?? '').toLowerCase().replaceAll(/[_ -]/g, '')
  const told = word === '' ? undefined : (Object.hasOwn(statusWords, word) && statusWords[word]) || 'unknown'
  const { error, failure, skipped } = found
  const part = error ?? failure ?? skipped
  const message = part ? messageOf(part) : ''
  // Node writes type="todo" into <skipped>; one that failed has its failure beside that.
  if (skipped?.attributes.type === 'todo')
    return { status: 'xfail', message: `TODO${message === '' ? '' : `: ${message}`}` }
  if (error) return { status: 'error', message }
  if (failure)
    return told === 'xfail' ? { status: 'xfail', message: `${word}: ${message}` } : { status: 'fail', message }
  if (skipped) return { status: 'skip', message }
  return { status: told ?? 'pass', message: told === undefined || told === 'pass' ? '' : word }
}

function messageOf({ attributes, text }: { attributes: Attributes; text: string }): string {
  const [short, long] = [(attributes.message ?? '').trim(), withoutControls(text).text.trim()]
  if (short === '' || long.includes(short)) return long === '' ? short : long
  return long === '' ? short : `${short}\n${long}`
}

/** JUnit XML as Node, pytest, openQA's tools and others write it: suites may be missing, counts are optional. */
export const junit: EvidenceFormat = {
  name: 'junit',
  title: 'JUnit XML',
  recognise: ({ text }) => /^\s*(<\?xml|<!|<testsuites?\b)/.test(text) && /<(testsuites?|testcase)[\s/>]/.test(text),
  read: (text, reading) => new JunitReader(reading).read(text),
}
