import type { InteractionKind } from '../kinds/interaction'
import type { Geometry, Uid } from '../model'

/** One box of a control structure. `parent` is the box that it stands in, within the same structure. */
export type DiagramNode = {
  readonly uid: Uid
  readonly key: string
  readonly text: string
  readonly nature: string
  readonly boundary: string
  readonly rank: number | null
  readonly draft: boolean
  readonly parent: Uid | null
  /** A position that a person has set: stays. */
  readonly placed: Geometry | null
}

/** One arrow. An interaction with several targets or with `via` elements gives one arrow per leg; `leg` counts from 0. */
export type DiagramEdge = {
  readonly id: string
  readonly uid: Uid
  readonly leg: number
  readonly kind: InteractionKind
  readonly key: string
  readonly text: string
  readonly from: Uid
  readonly to: Uid
  readonly draft: boolean
}

export type Diagram = {
  readonly structure: Uid | null
  readonly title: string
  readonly nodes: readonly DiagramNode[]
  readonly edges: readonly DiagramEdge[]
}

export type Point = { readonly x: number; readonly y: number }
export type Rectangle = Point & { readonly width: number; readonly height: number }

/** Absolute pixels, origin at the top left. */
export type DrawnNode = DiagramNode & Rectangle & { readonly lines: readonly string[] }
export type DrawnEdge = DiagramEdge & {
  readonly points: readonly Point[]
  readonly label: (Rectangle & { readonly lines: readonly string[] }) | null
}
export type Drawing = {
  readonly width: number
  readonly height: number
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly DrawnEdge[]
  readonly title: string
}
