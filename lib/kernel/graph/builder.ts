import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'
import { type CallGraph, type Provenance, textsOf } from './graph'
import { compareUtf8 } from './order'
import { navSubsystems } from './subsystemRule'

/** A growing array of 32-bit numbers. */
class Numbers {
  #values = new Uint32Array(1024)
  length = 0

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Uint32Array(this.length * 2)
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[this.length++] = value
  }

  get view(): Uint32Array {
    return this.#values.subarray(0, this.length)
  }
}

/** Gives each text a number, the same to the same. */
class Interned {
  readonly texts: string[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const own = Array.from(text).join('') // a slice would keep alive the much longer text that it was cut from
    this.#numbers.set(own, this.texts.length)
    this.texts.push(own)
    return this.texts.length - 1
  }
}

export type SymbolRow = { id: number; name: string; address: string; type: string; file: number }

/** `at`: place of the two words of its address. */
type KeptSymbol = { id: number; name: string; file: number; isIndirect: boolean; at: number }

/**
 * Bounds of what one graph may hold: beyond, reading stops with a clear refusal. Subsystems and the files of calls are
 * numbered in 16 bits.
 */
export const bounds = {
  ...{ functions: 4_000_000, calls: 40_000_000, files: 4_000_000, tags: 10_000_000, settings: 200_000 },
  ...{ subsystems: 65_536, places: 65_536 },
} as const

/** A number that a row may have as its key: others refer to nothing. */
const isKey = (id: number): boolean => Number.isInteger(id) && id >= 0 && id < 2 ** 32

const noPlace = 'NONE'

/** As nearly all are: an address of the kernel. */
const longAddress = /^0x[0-9a-f]{16}$/

/**
 * Makes a graph of the rows of a ks-nav database (columns: lib/node/kernel/rows.ts). Files, tags and symbols first, then
 * the calls in the order of their rows. What refers to nothing is skipped and counted; `finish` reports it.
 */
export class GraphBuilder {
  readonly #fileNumbers = new Map<number, number>()
  #tagCount = 0
  readonly #files: string[] = []
  readonly #tags: number[][] = []
  readonly #subsystems = new Interned()
  readonly #rows = new Map<string, number>()
  #symbols: KeptSymbol[] = []
  readonly #addresses = new Numbers()
  readonly #callers = new Numbers()
  readonly #callees = new Numbers()
  readonly #references = new Numbers()
  readonly #callPlaces = new Numbers()
  readonly #callLines = new Numbers()
  readonly #places = new Interned()
  readonly #config: string[] = []
  readonly #skipped = new Map<string, number>()
  #functions: Map<number, number> | undefined

  /** `source`: what is read, in refusals. */
  constructor(readonly source = 'This graph') {}

  /** @throws StpaError tooLarge; so do the others */
  file(id: number, name: string): void {
    this.#bound(this.#files.length + 1, 'files')
    if (!isKey(id) || this.#fileNumbers.has(id)) return this.#skip('files whose number is none, or another file has it')
    this.#fileNumbers.set(id, this.#files.length)
    this.#files.push(name)
    this.#tags.push([])
  }

  /** A tag row of any instance: its file counts only when it is one of ours; `isOwn` when the row says it must be. */
  tag(subsystem: string, file: number, isOwn = false): void {
    this.#bound(++this.#tagCount, 'tags')
    this.#rows.set(subsystem, (this.#rows.get(subsystem) ?? 0) + 1)
    const number = this.#fileNumbers.get(file)
    if (number !== undefined) this.#tags[number]?.push(this.#subsystems.numberOf(subsystem))
    else if (isOwn) this.#skip('tags whose file the database does not have')
    this.#bound(this.#subsystems.texts.length, 'subsystems')
  }

  symbol({ id, name, address, type, file }: SymbolRow): void {
    this.#bound(this.#symbols.length + 1, 'functions')
    if (!isKey(id)) return this.#skip('functions whose number is none')
    this.#symbols.push({ id, name, file, isIndirect: type === 'indirect', at: this.#addresses.length })
    this.#address(this.#addresses, address)
  }

  config(name: string, value: string): void {
    this.#bound(this.#config.length + 1, 'settings')
    this.#config.push(`${name}=${value}`)
  }

  /** Calls come after all symbols. Returns how many there are. */
  call(caller: number, callee: number, reference: string, place: string): number {
    this.#functions ??= this.#numberFunctions()
    const [from, to] = [this.#functions.get(caller), this.#functions.get(callee)]
    if (from === undefined || to === undefined) {
      this.#skip(`calls whose ${from === undefined ? 'caller' : 'callee'} is no symbol of this instance`)
      return this.#callers.length
    }
    this.#bound(this.#callers.length + 1, 'calls')
    this.#callers.push(from)
    this.#callees.push(to)
    this.#address(this.#references, reference)
    const colon = place.lastIndexOf(':')
    const line = colon > 0 ? Number(place.slice(colon + 1)) : 0
    const isLine = Number.isSafeInteger(line) && line > 0 && line < 2 ** 32 && String(line) === place.slice(colon + 1)
    this.#callPlaces.push(this.#places.numberOf(isLine ? place.slice(0, colon) : place || noPlace))
    this.#callLines.push(isLine ? line : 0)
    this.#bound(this.#places.texts.length, 'places')
    return this.#callers.length
  }

  #address(into: Numbers, text: string): void {
    if (longAddress.test(text)) {
      into.push(Number.parseInt(text.slice(10), 16))
      into.push(Number.parseInt(text.slice(2, 10), 16))
      return
    }
    const digits = /^0x([0-9a-f]{1,16})$/.exec(text)?.[1]
    if (digits === undefined) this.#skip('addresses that are no hexadecimal number')
    const padded = (digits ?? '').padStart(16, '0')
    into.push(Number.parseInt(padded.slice(8), 16))
    into.push(Number.parseInt(padded.slice(0, 8), 16))
  }

  #numberFunctions(): Map<number, number> {
    this.#symbols.sort((left, right) => left.id - right.id)
    const unique = this.#symbols.filter(({ id }, index) => id !== this.#symbols[index - 1]?.id)
    for (let more = this.#symbols.length - unique.length; more > 0; more--)
      this.#skip('functions whose number another one has')
    this.#symbols = unique
    return new Map(this.#symbols.map((symbol, index) => [symbol.id, index]))
  }

  #bound(count: number, what: keyof typeof bounds): void {
    if (count <= bounds[what]) return
    const called = what === 'places' ? 'source files of calls' : what
    const message = `${this.source} has more than ${bounds[what].toLocaleString('en')} ${called}: that is beyond what one graph may hold.`
    throw new StpaError('tooLarge', message)
  }

  #skip(what: string): void {
    this.#skipped.set(what, (this.#skipped.get(what) ?? 0) + 1)
  }

  /** The graph, and a report line for each sort of thing that was left out. */
  finish(provenance: Provenance): { graph: CallGraph; report: ReportLine[] } {
    this.#functions ??= this.#numberFunctions()
    const noFile = this.#files.length
    const names = this.#symbols.map((symbol) => symbol.name)
    const words = this.#addresses.view
    const addresses = new Uint32Array(2 * this.#symbols.length)
    for (const [of, { at }] of this.#symbols.entries()) addresses.set(words.subarray(at, at + 2), 2 * of)
    const fileOf = Uint32Array.from(this.#symbols, (symbol) => this.#fileNumbers.get(symbol.file) ?? noFile)
    if (fileOf.includes(noFile)) {
      for (const number of fileOf)
        if (number === noFile) this.#skip('files of functions that the database does not have')
      this.#files.push('NoFile')
      this.#tags.push([])
    }
    const tags = this.#tagArrays()
    const isIndirect = Uint8Array.from(this.#symbols, (symbol) => (symbol.isIndirect ? 1 : 0))
    const graph: CallGraph = {
      provenance,
      names: textsOf(names),
      symbolIds: Uint32Array.from(this.#symbols, (symbol) => symbol.id),
      addresses,
      isIndirect,
      fileOf,
      files: textsOf(this.#files),
      ...tags,
      subsystems: textsOf(this.#subsystems.texts),
      navSubsystem: navSubsystems({ fileOf, isIndirect, ...tags }, names, this.#subsystems.texts),
      ...this.#callArrays(),
      places: textsOf(this.#places.texts),
      byName: namesInOrder(names),
      config: textsOf(this.#config.sort(compareUtf8)),
    }
    const report = [...this.#skipped].map(
      ([what, count]): ReportLine => ({ outcome: 'skipped', message: `${count} ${what}`, count }),
    )
    return { graph, report }
  }

  #tagArrays() {
    const tagStart = new Uint32Array(this.#tags.length + 1)
    for (const [file, tags] of this.#tags.entries()) tagStart[file + 1] = (tagStart[file] ?? 0) + tags.length
    const tagSubsystem = Uint16Array.from(this.#tags.flat())
    const tagRows = Uint32Array.from(this.#subsystems.texts, (name) => this.#rows.get(name) ?? 0)
    return { tagStart, tagSubsystem, tagRows }
  }

  /** Sorted by caller, the rows of one caller in their order: counting sort. */
  #callArrays() {
    const [callers, count] = [this.#callers.view, this.#callers.length]
    const callStart = new Uint32Array(this.#symbols.length + 1)
    for (const caller of callers) callStart[caller + 1] = (callStart[caller + 1] ?? 0) + 1
    for (let index = 0; index < this.#symbols.length; index++)
      callStart[index + 1] = (callStart[index + 1] ?? 0) + (callStart[index] ?? 0)
    const next = callStart.slice()
    const callee = new Uint32Array(count)
    const referenceAddresses = new Uint32Array(2 * count)
    const callPlace = new Uint16Array(count)
    const callLine = new Uint32Array(count)
    for (let row = 0; row < count; row++) {
      const caller = callers[row] ?? 0
      const at = next[caller] ?? 0
      next[caller] = at + 1
      callee[at] = this.#callees.view[row] ?? 0
      referenceAddresses[2 * at] = this.#references.view[2 * row] ?? 0
      referenceAddresses[2 * at + 1] = this.#references.view[2 * row + 1] ?? 0
      callPlace[at] = this.#callPlaces.view[row] ?? 0
      callLine[at] = this.#callLines.view[row] ?? 0
    }
    return { callStart, callee, referenceAddresses, callPlace, callLine }
  }
}

function namesInOrder(names: readonly string[]): Uint32Array {
  const order = Uint32Array.from(names, (_, index) => index)
  return order.sort((left, right) => compareUtf8(names[left] ?? '', names[right] ?? '') || left - right)
}
