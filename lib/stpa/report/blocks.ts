import type { Analysis, Item, Uid } from '../model'

/** A piece of running text: plain, or a key that links to its item. */
export type Span = string | { readonly ref: Uid; readonly key: string }

export type Cell = readonly Span[]

export type Block =
  | { readonly type: 'heading'; readonly level: 2 | 3 | 4; readonly text: string; readonly anchor?: string }
  | { readonly type: 'text'; readonly spans: readonly Span[] }
  | { readonly type: 'markdown'; readonly text: string }
  | { readonly type: 'list'; readonly entries: readonly Cell[] }
  | {
      readonly type: 'table'
      readonly head: readonly string[]
      readonly rows: readonly { readonly anchor?: Uid; readonly cells: readonly Cell[] }[]
    }
  | { readonly type: 'figure'; readonly svg: string; readonly caption: string }

export type Chapter = { readonly name: string; readonly title: string; readonly blocks: readonly Block[] }

export type ReportDocument = {
  readonly document: 'report' | 'aou'
  readonly title: string
  readonly subtitle: string
  /** Rows of the cover: id, revision, content hash, date … */
  readonly cover: readonly (readonly [string, string])[]
  readonly chapters: readonly Chapter[]
}

/** What a chapter builder is given. Pictures are drawn beforehand, because laying out takes time. */
export type Material = { readonly analysis: Analysis; readonly figures: ReadonlyMap<Uid, string> }

export const ref = (item: Item): Span => ({ ref: item.uid, key: item.key })

/** Keys of several items, separated by commas. */
export function refs(items: readonly Item[]): Span[] {
  return items.flatMap((item, index) => (index === 0 ? [ref(item)] : [', ', ref(item)]))
}

export const heading = (level: 2 | 3 | 4, text: string, anchor?: string): Block => ({
  type: 'heading',
  level,
  text,
  ...(anchor ? { anchor } : {}),
})
export const paragraph = (...spans: Span[]): Block => ({ type: 'text', spans })
export const table = (head: readonly string[], rows: readonly { anchor?: Uid; cells: readonly Cell[] }[]): Block => ({
  type: 'table',
  head,
  rows,
})
