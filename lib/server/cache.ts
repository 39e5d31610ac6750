import type { Analysis } from '@/lib/stpa/model'

/** Which state of which analysis: a revision alone does not tell a removed analysis from a new one of the same id. */
export type Head = { readonly revision: number; readonly revisedAt: string }

/** The JSON form of a revision, as sent. */
export type Body = {
  readonly text: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Compressed when it is first asked for. */
  readonly gzip: () => Promise<Uint8Array<ArrayBuffer>>
}

type Entry = { readonly analysis: Analysis; body?: Body }

/** In all this many items and links are remembered; always at least the analysis that was used last. */
const limit = 400_000

/** Analyses by id and revision, the least recently used dropped first. What is asked for is never stale: the caller names the head. */
export class AnalysisCache {
  readonly #entries = new Map<string, Entry>()

  get(id: string, head: Head): Analysis | undefined {
    return this.#entry(id, head)?.analysis
  }

  put(analysis: Analysis): void {
    this.#entries.delete(analysis.id)
    this.#entries.set(analysis.id, { analysis })
    let size = 0
    for (const [id, entry] of [...this.#entries].reverse()) {
      size += entry.analysis.items.size + entry.analysis.links.size
      if (size > limit && id !== analysis.id) this.#entries.delete(id)
    }
  }

  drop(id: string): void {
    this.#entries.delete(id)
  }

  /** The body of an analysis, made once per revision. */
  body(analysis: Analysis, make: (analysis: Analysis) => Body): Body {
    const entry = this.#entry(analysis.id, analysis)
    if (!entry) return make(analysis)
    entry.body ??= make(analysis)
    return entry.body
  }

  #entry(id: string, head: Head): Entry | undefined {
    const entry = this.#entries.get(id)
    if (entry?.analysis.revision !== head.revision || entry.analysis.revisedAt !== head.revisedAt) return undefined
    this.#entries.delete(id)
    this.#entries.set(id, entry)
    return entry
  }
}
