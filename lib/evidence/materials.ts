import type { Component } from './model'
import type { Reading } from './reading'

/** A component while its relations are still being collected. */
export type Part = Omit<Component, 'dependencies'>

/** Components by id with what they need, whatever order a bill of materials tells them in. */
export class Materials {
  readonly #parts = new Map<string, Part>()
  readonly #needs = new Map<string, Set<string>>()
  readonly #lines = new Map<string, number>()
  readonly #others = new Set<string>()
  readonly #copies = new Map<string, number>()

  constructor(private readonly reading: Reading) {}

  get size(): number {
    return this.#parts.size
  }

  /** A second component with the same id gets one of its own, and a line in the report. */
  part(part: Part): void {
    let { id } = part
    while (this.#parts.has(id)) {
      const copy = (this.#copies.get(part.id) ?? 1) + 1
      this.#copies.set(part.id, copy)
      id = `${part.id}~${copy}`
    }
    if (id !== part.id) this.reading.repaired(part.line, `the id ${part.id} stands there twice: this one is now ${id}.`)
    this.#parts.set(id, { ...part, id })
  }

  /** Something else that the file holds, such as a file: relations of it are not kept, but lead to something. */
  other(id: string): void {
    this.#others.add(id)
  }

  has(id: string): boolean {
    return this.#parts.has(id)
  }

  needs(from: string, to: string, line: number): void {
    const known = this.#needs.get(from) ?? new Set()
    this.#needs.set(from, known.add(to))
    if (!this.#lines.has(from)) this.#lines.set(from, line)
  }

  license(id: string, license: string): void {
    const part = this.#parts.get(id)
    if (part && part.license === '') this.#parts.set(id, { ...part, license })
  }

  /** Gives them to the reading; a reference to what is not in the file stays, and is flagged. */
  finish(): void {
    for (const part of this.#parts.values()) {
      const needed = [...(this.#needs.get(part.id) ?? [])]
      for (const id of needed) if (!this.#parts.has(id)) this.#missing(id, this.#lines.get(part.id) ?? part.line)
      const dependencies = needed.filter((id) => !this.#others.has(id))
      this.reading.component({ ...part, dependencies })
    }
    for (const [from, line] of this.#lines) if (!this.#parts.has(from)) this.#missing(from, line)
  }

  #missing(id: string, line: number): void {
    if (this.#others.has(id)) return this.reading.left(line, 'relations of files and the like')
    this.reading.flag('unknownReferences', line)
    this.reading.skipped(line, `there is no component ${id} in this file.`)
  }
}

/** NONE and NOASSERTION are SPDX's ways to say nothing. */
export const asserted = (text: string): string => (/^(NONE|NOASSERTION)$/.test(text) ? '' : text)
