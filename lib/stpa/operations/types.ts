import type { Confirmation, Fields, Geometry, Origin, Uid } from '../model'

/** A new item. Without `key` the door gives one from the template; without `order` it goes last. */
export type CreateOperation = {
  op: 'create'
  uid: Uid
  kind: string
  key?: string
  aliases?: readonly string[]
  parent?: Uid | null
  order?: number
  fields: Fields
  origin?: Origin | null
  /** The item whose key stands for {element} in the key template. */
  keyFor?: Uid
}

/**
 * New values of some fields. `was` holds the values that the editor saw (absent = empty): a field whose present value
 * is neither `was` nor the new one is a conflict. A value of null or undefined in `set` empties the field.
 */
export type UpdateOperation = {
  op: 'update'
  uid: Uid
  set: Fields
  was: Fields
  /** A renamed key keeps the old one as an alias, unless `aliases` is given too. */
  key?: { was: string; to: string }
  aliases?: readonly string[]
  origin?: Origin | null
}

export type RemoveOperation = { op: 'remove'; uid: Uid }
export type MoveOperation = { op: 'move'; uid: Uid; parent: Uid | null; order: number }
/** `at: null` gives the box back to the automatic layout. Never makes anything suspect. */
export type PlaceOperation = { op: 'place'; structure: Uid; item: Uid; at: Geometry | null }
/** Linking what is linked sets order, rationale and confirmation. Without `order` it goes last. */
export type LinkOperation = {
  op: 'link'
  from: Uid
  name: string
  to: Uid
  order?: number
  rationale?: string
  confirmed?: Confirmation | null
}
export type UnlinkOperation = { op: 'unlink'; from: Uid; name: string; to: Uid }
/** Another kind, same uid: fields and links that stay legal are kept, the old key becomes an alias. */
export type RetypeOperation = { op: 'retype'; uid: Uid; kind: string; key?: string }
/** Some of an item becomes a new item of the same kind beside it, with the same links; `fields` override the copy's. */
export type SplitOperation = { op: 'split'; uid: Uid; into: { uid: Uid; key?: string; fields: Fields } }
/** `uid` takes over the links of `from`, which lives on as aliases. Its own fields win; empty ones are filled. */
export type MergeOperation = { op: 'merge'; uid: Uid; from: Uid }

/** What the store writes and the log keeps. */
export type PrimitiveOperation =
  | CreateOperation
  | UpdateOperation
  | RemoveOperation
  | MoveOperation
  | PlaceOperation
  | LinkOperation
  | UnlinkOperation
  | RetypeOperation

export type Operation = PrimitiveOperation | SplitOperation | MergeOperation

/** What a commit changed: the store writes these and nothing else. */
export type Delta = {
  readonly items: ReadonlySet<Uid>
  readonly links: ReadonlySet<string>
  readonly positions: ReadonlySet<string>
}
