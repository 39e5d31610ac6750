import type { FieldConflict } from '@/lib/stpa/errors'

/** What the server or the door refused, for the one dialog that shows it. */
export type Refusal = {
  readonly error: unknown
  /** Writes a person's choice over what stands there now. */
  readonly resolve?: (chosen: readonly FieldConflict[]) => Promise<unknown>
}

let current: Refusal | undefined
const listeners = new Set<() => void>()

export const refusals = {
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  get: () => current,
}

function set(refusal: Refusal | undefined): void {
  current = refusal
  for (const listener of listeners) listener()
}

export const raise = (refusal: Refusal): void => set(refusal)
export const settle = (): void => set(undefined)
