import type { Item, Uid } from '../model'

/**
 * The block model: what a document says, before any format. Chapter builders write it, renderers read it.
 * Texts are plain: only a renderer knows markup, and it escapes everything. Keys in plain strings become links later.
 */
export type Inline =
  | string
  /** The key of an item; a link wherever the document holds the item. `label` replaces the key. */
  | { readonly item: Uid; readonly label?: string }
  /** "chapter 9" (or its section): a link, or the bare title when the chapter was left out. */
  | { readonly chapter: string; readonly section?: string; readonly label?: string }
  | { readonly mark: 'strong' | 'emphasis' | 'strike'; readonly content: Text }
  | { readonly code: string }
  /** http, https or mailto only. */
  | { readonly url: string; readonly content: Text }
  | { readonly break: true }

export type Text = readonly Inline[]

/** Colour that never says anything alone: the words beside it do. */
export type Tone = 'bad' | 'warn' | 'good' | 'quiet'

export type Cell = { readonly text: Text; readonly tone?: Tone }
export type Column = { readonly title: string; readonly width?: 'key' | 'narrow' | 'wide'; readonly align?: 'end' }
export type Row = {
  readonly cells: readonly Cell[]
  /** The item that this row is the place of. */
  readonly defines?: Uid
  /** What the columns do not say, under the row. */
  readonly detail?: readonly Fact[]
  /** Depth in a tree, from 0. */
  readonly level?: number
}

export type Fact = { readonly label: string; readonly content: readonly Block[] }

/** One item, told in full. */
export type Entry = {
  readonly item: Uid
  readonly key: string
  readonly title: Text
  readonly badge?: Badge
  readonly facts: readonly Fact[]
  readonly level: number
}

export type Badge = { readonly label: string; readonly tone: Tone }

export type Block =
  | { readonly type: 'paragraph'; readonly text: Text; readonly tone?: Tone }
  | { readonly type: 'list'; readonly ordered: boolean; readonly entries: readonly (readonly Block[])[] }
  | { readonly type: 'code'; readonly code: string }
  | { readonly type: 'quote'; readonly content: readonly Block[] }
  | { readonly type: 'facts'; readonly facts: readonly Fact[] }
  | {
      readonly type: 'table'
      readonly caption: Text
      readonly columns: readonly Column[]
      readonly rows: readonly Row[]
      /** Many short rows: set closely. */
      readonly dense?: boolean
    }
  | { readonly type: 'entries'; readonly entries: readonly Entry[] }
  | { readonly type: 'figure'; readonly svg: string; readonly caption: string }
  | { readonly type: 'rule' }

export type Section = {
  /** Unique within its chapter; part of the anchor. */
  readonly name: string
  readonly title: string
  readonly tag?: Badge
  readonly blocks: readonly Block[]
}

export type Chapter = {
  readonly name: string
  readonly title: string
  /** "7", or "A" for an annex. */
  readonly number: string
  readonly annex: boolean
  /** One sentence under the title: what the reader finds here. */
  readonly summary: string
  readonly sections: readonly Section[]
}

export type Cover = {
  readonly title: string
  readonly subtitle: string
  readonly facts: readonly Fact[]
  /** Blocks on page one under the facts. */
  readonly front: readonly Block[]
  /** Roles that sign. */
  readonly signOff: readonly string[]
}

export type ReportDocument = {
  readonly name: string
  readonly cover: Cover
  readonly chapters: readonly Chapter[]
  /** Items whose place is in this document, with their anchors. */
  readonly anchors: ReadonlyMap<Uid, string>
  readonly analysis: { readonly id: string; readonly revision: number; readonly hash: string; readonly basis: string }
}

export const paragraph = (...text: Inline[]): Block => ({ type: 'paragraph', text })
export const note = (tone: Tone, ...text: Inline[]): Block => ({ type: 'paragraph', text, tone })
export const list = (...entries: Text[]): Block => ({
  type: 'list',
  ordered: false,
  entries: entries.map((text) => [{ type: 'paragraph', text }]),
})
export const refTo = (item: Item): Inline => ({ item: item.uid })
export const strong = (...content: Inline[]): Inline => ({ mark: 'strong', content })
export const cell = (...text: Inline[]): Cell => ({ text })
export const toned = (tone: Tone | undefined, ...text: Inline[]): Cell => (tone ? { text, tone } : { text })
export const fact = (label: string, ...text: Inline[]): Fact => ({ label, content: [paragraph(...text)] })

/** Keys with commas between them, each followed by what `after` adds; `otherwise` when there are none. */
export function refs(items: readonly Item[], otherwise: Text = ['–']): Text {
  if (items.length === 0) return otherwise
  return items.flatMap((item, index) => (index === 0 ? [refTo(item)] : [', ', refTo(item)]))
}
