/** How it stands with what was typed. `waiting` counts edits that the server has not acknowledged. */
export type SaveState =
  | { readonly name: 'saved' }
  | { readonly name: 'saving'; readonly waiting: number }
  /** The server is not reached, or cannot do it now: asked again by itself. Nothing may be waiting. */
  | { readonly name: 'offline'; readonly waiting: number; readonly cause: string }
  /** The server failed over the first edit, or does not know who we are: a person says `retry` or `discard`. */
  | { readonly name: 'held'; readonly waiting: number; readonly cause: string; readonly wantsName: boolean }
  /** There is no such analysis any more: what is shown is the last that was there. */
  | { readonly name: 'removed'; readonly cause: string }

export type Facts = {
  readonly waiting: number
  /** Why the last question had no answer; '' when it had one. */
  readonly unreached: string
  readonly held: { readonly cause: string; readonly wantsName: boolean } | undefined
  readonly removed: string | undefined
}

/** The one place where the state is told from what is known: `saved` only when nothing waits. */
export function stateOf({ waiting, unreached, held, removed }: Facts): SaveState {
  if (removed !== undefined) return { name: 'removed', cause: removed }
  if (held) return { name: 'held', waiting, ...held }
  if (unreached !== '') return { name: 'offline', waiting, cause: unreached }
  return waiting > 0 ? { name: 'saving', waiting } : { name: 'saved' }
}
