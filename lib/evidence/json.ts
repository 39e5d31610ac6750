import { StpaError } from '@/lib/stpa/errors'
import type { Reading } from './reading'

/** Where the object begins; a symbol, so that no key of a file can be it. */
const lineKey = Symbol('line')

export type JsonObject = { readonly [lineKey]: number; readonly [key: string]: unknown }

const depthLimit = 200

/** The end of the text was met inside a value: what is complete is kept. */
class CutOff extends Error {}

/**
 * JSON to plain values, each object with its line. Unlike JSON.parse it reads a text that is cut off as far as it goes,
 * and several values behind each other (`gcov --json-format --stdout` writes one per source file). Linear in the text.
 */
class JsonReader {
  #at = 0
  #line = 1
  isCutOff = false

  constructor(
    private readonly text: string,
    private readonly reading: Reading,
  ) {}

  get line(): number {
    return this.#line
  }

  values(): unknown[] {
    const values: unknown[] = []
    for (this.#skipSpace(); this.#at < this.text.length && !this.isCutOff; this.#skipSpace()) {
      const value = this.#value(0)
      if (value !== undefined) values.push(value)
    }
    return values
  }

  /** Undefined: the text ends before the value does, and there is nothing of it to keep. */
  #value(depth: number): unknown {
    if (depth > depthLimit) throw this.#refused(`it is nested more than ${depthLimit} deep`)
    const sign = this.text[this.#at]
    if (sign === '{') return this.#object(depth)
    if (sign === '[') return this.#list(depth)
    try {
      return sign === '"' ? this.#string() : this.#word()
    } catch (error) {
      if (!(error instanceof CutOff)) throw error
      this.isCutOff = true
      return undefined
    }
  }

  #object(depth: number): JsonObject {
    const object: Record<string, unknown> & { [lineKey]: number } = { [lineKey]: this.#line }
    this.#members('}', () => {
      if (this.text[this.#at] !== '"') throw this.#refused('the name of a member is missing')
      const name = this.#string()
      this.#skipSpace()
      if (this.#isAtEnd()) throw new CutOff()
      if (this.text[this.#at] !== ':') throw this.#refused('":" is missing')
      this.#at++
      this.#skipSpace()
      if (this.#isAtEnd()) throw new CutOff()
      const line = this.#line
      const value = this.#value(depth + 1)
      if (value === undefined) return
      if (Object.hasOwn(object, name)) {
        this.reading.repaired(line, `"${name}" stands twice in one object: this one counts.`)
        if (object[name] !== value) this.reading.flag('contradiction', line)
      }
      if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true })
      else object[name] = value
    })
    return object
  }

  #list(depth: number): unknown[] {
    const list: unknown[] = []
    this.#members(']', () => {
      const value = this.#value(depth + 1)
      if (value !== undefined) list.push(value)
    })
    return list
  }

  /** Members up to the closing bracket, with commas between them. */
  #members(close: string, member: () => void): void {
    this.#at++
    this.#skipSpace()
    if (this.text[this.#at] === close) return void this.#at++
    try {
      for (;;) {
        this.#skipSpace()
        if (this.#isAtEnd()) throw new CutOff()
        member()
        if (this.isCutOff) return
        this.#skipSpace()
        if (this.#isAtEnd()) throw new CutOff()
        const sign = this.text[this.#at++]
        if (sign === close) return
        if (sign !== ',') throw this.#refused(`"," or "${close}" is missing`)
      }
    } catch (error) {
      if (!(error instanceof CutOff)) throw error
      this.isCutOff = true
    }
  }

  #string(): string {
    const from = this.#at + 1
    let end = this.text.indexOf('"', from)
    while (end >= 0 && this.#isEscaped(end, from)) end = this.text.indexOf('"', end + 1)
    if (end < 0) throw new CutOff()
    const raw = this.text.slice(from, end)
    this.#at = end + 1
    for (let at = raw.indexOf('\n'); at >= 0; at = raw.indexOf('\n', at + 1)) this.#line++
    return raw.includes('\\') ? this.#unescaped(raw) : raw
  }

  #isEscaped(quote: number, from: number): boolean {
    let at = quote
    while (at > from && this.text[at - 1] === '\\') at--
    return (quote - at) % 2 === 1
  }

  #unescaped(raw: string): string {
    try {
      return String(JSON.parse(`"${raw.replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`))
    } catch {
      throw this.#refused('a text has an escape that is none')
    }
  }

  #word(): number | boolean | null {
    const from = this.#at
    while (this.#at < this.text.length && /[\w+.-]/.test(this.text[this.#at] ?? '')) this.#at++
    const word = this.text.slice(from, this.#at)
    if (this.#isAtEnd()) throw new CutOff()
    if (word === 'null') return null
    if (word === 'true' || word === 'false') return word === 'true'
    const number = word === '' ? Number.NaN : Number(word)
    if (Number.isNaN(number)) throw this.#refused('there is something that is no value')
    return number
  }

  #skipSpace(): void {
    for (; this.#at < this.text.length; this.#at++) {
      const code = this.text.charCodeAt(this.#at)
      if (code === 10) this.#line++
      else if (code !== 32 && code !== 9 && code !== 0xfeff) return
    }
  }

  #isAtEnd(): boolean {
    return this.#at >= this.text.length
  }

  #refused(reason: string): StpaError {
    const { file } = this.reading
    const message = `${file}:${this.#line}: not readable as JSON: ${reason}. Export it again, or repair that line.`
    return new StpaError('unreadable', message, { place: { file, line: this.#line } })
  }
}

/** All values of a text; a cut end is flagged. @throws StpaError unreadable */
export function readJson(text: string, reading: Reading): unknown[] {
  const reader = new JsonReader(text, reading)
  const values = reader.values()
  if (reader.isCutOff) reading.flag('truncated', reader.line)
  if (values.length === 0) {
    const message = `${reading.file}: it ends before its first value does. Export it again.`
    throw new StpaError('unreadable', message, { place: { file: reading.file } })
  }
  return values
}

/** The one value that most formats have; what stands behind it is flagged. @throws StpaError unreadable */
export function readJsonRoot(text: string, reading: Reading): unknown {
  const [root, ...others] = readJson(text, reading)
  for (const other of others) {
    reading.flag('tooMany', lineOf(other))
    reading.skipped(lineOf(other), 'a second JSON value stands behind the first.')
  }
  return root
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, lineKey)

export const objectOf = (value: unknown): JsonObject | undefined => (isObject(value) ? value : undefined)

/** Line of an object, of the first object of a list; 1 where there is none. */
export function lineOf(value: unknown): number {
  if (isObject(value)) return value[lineKey]
  return Array.isArray(value) && value.length > 0 ? lineOf(value[0]) : 1
}

/** An own member; undefined when there is none. */
export const member = (object: JsonObject | undefined, name: string): unknown =>
  object && Object.hasOwn(object, name) ? object[name] : undefined

/** A text or a number as text; '' for anything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

export const textIn = (object: JsonObject | undefined, name: string): string => textOf(member(object, name))

/** A number, also one that stands there as a text; undefined for anything else. */
export function numberIn(object: JsonObject | undefined, name: string): number | undefined {
  const value = member(object, name)
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined // 1e999
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** Entries of a list; [] when there is none; anything else is reported. */
export function listIn(reading: Reading, object: JsonObject | undefined, name: string): readonly unknown[] {
  const value = member(object, name)
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value
  reading.skipped(lineOf(object), `"${name}" is no list.`)
  return []
}

/** The objects of a list; what is none is reported. */
export function objectsIn(reading: Reading, object: JsonObject | undefined, name: string): JsonObject[] {
  return objectsOf(reading, listIn(reading, object, name), name, lineOf(object))
}

export function objectsOf(reading: Reading, list: readonly unknown[], name: string, line: number): JsonObject[] {
  return list.flatMap((value) => {
    if (isObject(value)) return [value]
    reading.skipped(line, `an entry of "${name}" is no object.`)
    return []
  })
}
