import { StpaError } from '@/lib/stpa/errors'
import type { Operation } from '@/lib/stpa/operations/types'

/** What the server or the door refused, for the one dialog that shows it. */
export type Refusal = { readonly error: unknown; readonly operations: readonly Operation[]; readonly reason: string }

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

export function raise(refusal: Refusal): void {
  // A conflict says more than the rejection of the promise that carried it.
  if (current?.error instanceof StpaError && current.error === refusal.error) return
  current = refusal
  for (const listener of listeners) listener()
}

export function settle(): void {
  current = undefined
  for (const listener of listeners) listener()
}
