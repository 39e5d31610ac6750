import type { Analysis } from '@/lib/stpa/model'

/** Which state of which analysis: a revision alone does not tell a removed analysis from a new one of the same id. */
export type Head = { readonly revision: number; readonly revisedAt: string }

/** The JSON form of a revision, as sent. */
export type Body = Head & { readonly id: string; readonly bytes: Buffer<ArrayBuffer> }

/** A revision as compressed JSON. */
export type Packed = Head & { readonly bytes: Uint8Array<ArrayBuffer> }

/** The value, its JSON form, or both: each is made when it is first needed. */
type Entry = { readonly head: Head; analysis?: Analysis; body?: Body }

/** So many bytes of JSON are remembered in all; always at least the analysis that was used last. */
const limit = 100_000_000
/** Bytes of an item or a link in JSON, about: for what has no JSON form yet. */
const bytesEach = 250

/** So many analyses have a compressed snapshot here, a megabyte for 30,000 items. */
const mostPacked = 50

/** Analyses by id, the least recently used dropped first. The caller names the head that it wants. */
export class AnalysisCache {
  readonly #entries = new Map<string, Entry>()
  readonly #packed = new Map<string, Packed>()

  analysis(id: string, head: Head): Analysis | undefined {
    return this.#find(id, head)?.analysis
  }

  body(id: string, head: Head): Body | undefined {
    return this.#find(id, head)?.body
  }

  /** What is remembered, of whatever revision: the caller sees to what came after it. */
  newest(id: string): Pick<Entry, 'analysis' | 'body'> | undefined {
    return this.#entries.get(id)
  }

  putAnalysis(analysis: Analysis): void {
    this.#put(analysis.id, analysis, { analysis })
  }

  putBody(body: Body): void {
    this.#put(body.id, body, { body })
  }

  /** Of whatever revision. */
  packed(id: string): Packed | undefined {
    return this.#packed.get(id)
  }

  putPacked(id: string, packed: Packed): void {
    this.#packed.delete(id)
    this.#packed.set(id, packed)
    for (const first of this.#packed.keys()) if (this.#packed.size > mostPacked) this.#packed.delete(first)
  }

  drop(id: string): void {
    this.#entries.delete(id)
    this.#packed.delete(id)
  }

  #find(id: string, head: Head): Entry | undefined {
    const entry = this.#entries.get(id)
    if (entry?.head.revision !== head.revision || entry.head.revisedAt !== head.revisedAt) return undefined
    this.#entries.delete(id)
    this.#entries.set(id, entry)
    return entry
  }

  #put(id: string, { revision, revisedAt }: Head, part: Pick<Entry, 'analysis' | 'body'>): void {
    const known = this.#find(id, { revision, revisedAt })
    this.#entries.delete(id)
    this.#entries.set(id, { ...known, ...part, head: { revision, revisedAt } })
    let size = 0
    for (const [other, entry] of [...this.#entries].reverse()) {
      size += sizeOf(entry)
      if (size > limit && other !== id) this.#entries.delete(other)
    }
  }
}

function sizeOf({ analysis, body }: Entry): number {
  if (body) return body.bytes.length
  return analysis ? (analysis.items.size + analysis.links.size) * bytesEach : 0
}
