import type { FieldConflict } from '@/lib/stpa/errors'

/** What the server or the door refused, or a person must know, for the one dialog that shows it. */
export type Refusal = {
  readonly error: unknown
  /** Of the dialog; absent: that something could not be done. */
  readonly title?: string
  /** Writes a person's choice over what stands there now. */
  readonly resolve?: (chosen: readonly FieldConflict[]) => Promise<unknown>
}

/** The first is shown, the others wait: each may hold a text that stands nowhere else. */
let open: readonly Refusal[] = []
const listeners = new Set<() => void>()

export const refusals = {
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  get: () => open[0],
}

function set(next: readonly Refusal[]): void {
  open = next
  for (const listener of listeners) listener()
}

export const raise = (refusal: Refusal): void => set([...open, refusal])
/** The one that is shown has been seen. */
export const settle = (): void => set(open.slice(1))
