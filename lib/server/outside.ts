import { AsyncLocalStorage } from 'node:async_hooks'

type Run = <T>(work: () => T) => T

// A global of our own: declared nowhere else, written here only.
const place = globalThis as typeof globalThis & { stpaOutside?: Run }

/** At the start of the serving process, before there is any request. */
export function keepOutside(): void {
  place.stpaOutside = AsyncLocalStorage.snapshot()
}

/**
 * Does work outside the context that Next gives each request. Node ties that context to every promise, and Prisma 7.10
 * keeps promises of each transaction for good: the bodies of all requests would stay in memory with them (8 MB each, for
 * parts of an upload).
 */
export const outside: Run = (work) => (place.stpaOutside ? place.stpaOutside(work) : work())
