import type { Item, Link, Position, Uid } from '../model'

/** One field's two values; undefined where it is empty. `label` is that of the registry. */
export type FieldDifference = {
  readonly name: string
  readonly label: string
  readonly before: unknown
  readonly after: unknown
}

export type LinkDifference = {
  readonly change: 'new' | 'changed' | 'removed'
  readonly before?: Link
  readonly after?: Link
}

/** What became of one item; its links are those that start at it. */
export type ItemDifference = {
  readonly change: 'new' | 'changed' | 'removed'
  readonly uid: Uid
  /** As it is now, or was last. */
  readonly kind: string
  readonly key: string
  readonly text: string
  readonly renamed?: { readonly before: string; readonly after: string }
  readonly retyped?: { readonly before: string; readonly after: string }
  /** It has another parent or another place among its siblings. */
  readonly moved: boolean
  readonly fields: readonly FieldDifference[]
  readonly links: readonly LinkDifference[]
}

export type PositionDifference = { readonly before?: Position; readonly after?: Position }

export type Difference = {
  /** By kind in the registry's order, then in reading order; removed items last in their kind. */
  readonly items: readonly ItemDifference[]
  readonly positions: readonly PositionDifference[]
}

export const isSame = (difference: Difference): boolean =>
  difference.items.length === 0 && difference.positions.length === 0

/** The two forms of an item, one of them absent when it is new or removed. */
export type Pair = { readonly before?: Item; readonly after?: Item }
