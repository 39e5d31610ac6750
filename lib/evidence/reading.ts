import {
  type Component,
  type ConfigOption,
  type CoverageFile,
  type Evidence,
  type EvidenceFacts,
  type EvidenceFlagCode,
  type EvidenceNote,
  type EvidenceNotes,
  type EvidenceRecord,
  evidenceLimits,
} from './model'
import { Verdict } from './results/verdict'
import { cutText, type EvidenceText, withoutControls } from './text'

/** A record as a reader gives it; what it leaves out is empty, and the target is the case. Its status is its verdict's. */
export type NewRecord = Pick<EvidenceRecord, 'case' | 'line'> &
  Partial<Omit<EvidenceRecord, 'status'>> & { readonly verdict: Verdict }

/** What may still change of a record: never how it ended. */
export type Amendment = Partial<Omit<EvidenceRecord, 'status'>>

const cutMessage = (message = ''): string => ['The file ends in this line.', message].filter(Boolean).join('\n')

class Notes {
  #count = 0
  readonly #first: EvidenceNote[] = []

  add(line: number, message: string, count = 1): void {
    this.#count += count
    if (this.#first.length >= evidenceLimits.notes) return
    this.#first.push({ line, message: cutText(message, 400), ...(count === 1 ? {} : { count }) })
  }

  all(): EvidenceNotes {
    return { count: this.#count, first: this.#first }
  }
}

/** What a reader collects from one file, within the bounds; one per file. */
export class Reading {
  readonly #records: EvidenceRecord[] = []
  readonly #facts: { -readonly [Name in keyof EvidenceFacts]: string } = {
    tool: '',
    subject: '',
    kernel: '',
    architecture: '',
    machine: '',
    date: '',
  }
  readonly #flags = new Map<EvidenceFlagCode, { count: number; line: number }>()
  readonly #left = new Map<string, { count: number; line: number }>()
  readonly #repaired = new Notes()
  readonly #skipped = new Notes()
  readonly #unknown = new Notes()
  readonly #components: Component[] = []
  readonly #options = new Map<string, ConfigOption>()
  readonly #coverage: CoverageFile[] = []

  /** The line in which the file ends, where it has no line end; 0 where it is whole. */
  #cutLine = 0

  constructor(readonly file: string) {}

  /** The file ends in this line, which may be a part of one: nothing better than unknown comes of it. */
  cutIn(line: number): void {
    this.#cutLine = line
    this.flag('truncated', line)
  }

  /** Index of the record, for `suiteOf` and `amend`; -1 when there are too many. */
  record(given: NewRecord): number {
    if (this.#isFull(this.#records.length, given.line)) return -1
    const text = (value: string | undefined) => this.#text(value ?? '', given.line)
    const name = text(given.case)
    const isCut = given.line === this.#cutLine
    const verdict = isCut ? given.verdict.orWorse(Verdict.cutOff) : given.verdict
    const record: { -readonly [Name in keyof EvidenceRecord]: EvidenceRecord[Name] } = {
      suite: text(given.suite),
      case: name,
      status: verdict.status,
      message: text(this.#told(isCut ? { ...given, message: cutMessage(given.message) } : given)),
      place: text(given.place),
      line: given.line,
      target: text(given.target) || name,
    }
    if (this.#isFigure(given.duration, given.line)) record.duration = given.duration
    if (given.latency !== undefined) record.latency = given.latency
    return this.#records.push(record) - 1
  }

  /** A duration that is one; of a damaged one, such as 1.5.2, or one too large to be held, only the flag is kept. */
  #isFigure(duration: number | undefined, line: number): duration is number {
    if (duration !== undefined && !Number.isFinite(duration)) this.flag('badNumbers', line)
    return duration !== undefined && Number.isFinite(duration)
  }

  /** A word that the format does not define is kept, before what else is said. */
  #told({ verdict, message = '', line }: NewRecord): string {
    if (verdict.undefinedWord === '') return message
    this.flag('unknownResults', line)
    const said = `"${verdict.undefinedWord}" is no result that the format defines.`
    return message === '' ? said : `${said}\n${message}`
  }

  recordAt(index: number): EvidenceRecord | undefined {
    return this.#records[index]
  }

  /** For what stands behind a result and belongs to it: its details, the name of what it is part of. */
  amend(index: number, change: Amendment): void {
    const record = this.#records[index]
    if (!record) return
    const { duration, ...others } = change
    const kept = this.#isFigure(duration, record.line) ? change : others
    const texts = Object.entries(kept).map(([name, value]) => [
      name,
      typeof value === 'string' ? this.#text(value, record.line) : value,
    ])
    this.#records[index] = { ...record, ...Object.fromEntries(texts) }
  }

  component(component: Component): void {
    if (this.#isFull(this.#components.length, component.line)) return
    const { id, name, version, purl, license, dependencies, line, service } = component
    const text = (value: string) => this.#text(value, line)
    this.#components.push({
      id: text(id),
      name: text(name),
      version: text(version),
      purl: text(purl),
      license: text(license),
      dependencies: dependencies.map(text),
      line,
      ...(service ? { service: { provider: text(service.provider), endpoints: service.endpoints.map(text) } } : {}),
    })
  }

  option(name: string, option: ConfigOption): void {
    const before = this.#options.get(name)
    if (!before && this.#isFull(this.#options.size, option.line)) return
    if (before) this.repaired(option.line, `${name} stands there twice: this one counts, not line ${before.line}.`)
    this.#options.set(name, { ...option, value: this.#text(option.value, option.line) })
  }

  covered(file: CoverageFile): void {
    if (this.#isFull(this.#coverage.length, file.line)) return
    this.#coverage.push({ ...file, path: this.#text(file.path, file.line) })
  }

  /** Sets a fact that is not known yet. */
  fact(name: keyof EvidenceFacts, value: string): void {
    if (this.#facts[name] === '') this.#facts[name] = cutText(withoutControls(value).text.trim(), 400)
  }

  flag(code: EvidenceFlagCode, line: number): void {
    const known = this.#flags.get(code)
    if (known) known.count++
    else this.#flags.set(code, { count: 1, line })
  }

  repaired(line: number, message: string): void {
    this.#repaired.add(line, message)
  }

  skipped(line: number, message: string, count = 1): void {
    this.#skipped.add(line, message, count)
  }

  unknown(line: number, text: string): void {
    this.flag('unknownLines', line)
    this.#unknown.add(line, text.trim())
  }

  /** Something that is understood and not kept, of which there may be many: one note at the end tells how many. */
  left(line: number, what: string): void {
    const known = this.#left.get(what)
    if (known) known.count++
    else if (this.#left.size < evidenceLimits.notes) this.#left.set(what, { count: 1, line })
    else this.skipped(line, `${what}: not kept.`)
  }

  finish(format: string, { isLatin1, repairs }: EvidenceText): Evidence {
    if (isLatin1) this.flag('notUtf8', 1)
    for (const { line, message } of repairs) this.repaired(line, message)
    for (const [what, { count, line }] of this.#left) this.skipped(line, `${what}: ${count}, not kept.`, count)
    const parts = {
      ...(this.#components.length > 0 ? { components: this.#components } : {}),
      ...(this.#options.size > 0 ? { options: this.#options } : {}),
      ...(this.#coverage.length > 0 ? { coverage: this.#coverage } : {}),
    }
    const read = this.#records.length + this.#components.length + this.#options.size + this.#coverage.length
    const flags = [...this.#flags].map(([code, { count, line }]) => ({ code, count, line }))
    const report = {
      read,
      repaired: this.#repaired.all(),
      skipped: this.#skipped.all(),
      unknown: this.#unknown.all(),
      flags,
    }
    return { file: this.file, format, facts: this.#facts, records: this.#records, ...parts, report }
  }

  #isFull(count: number, line: number): boolean {
    if (count < evidenceLimits.records) return false
    this.flag('tooMany', line)
    return true
  }

  #text(value: string, line: number): string {
    const { text } = withoutControls(value)
    if (text.length > evidenceLimits.text) this.flag('longTexts', line)
    return cutText(text, evidenceLimits.text)
  }
}
