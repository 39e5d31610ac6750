import type { FlagCode } from '../model'

/**
 * Whether a trace with these flags is one of fault injection: calls in it were tampered with. It then counts for the
 * scenario that it was made for, never as normal operation.
 */
export const isFaultInjection = (flags: readonly { readonly code: FlagCode }[]): boolean =>
  flags.some(({ code }) => code === 'injected')
