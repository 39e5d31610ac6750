/**
 * Expected refusals: the one closed table. Code → HTTP status; the message names the place and the way out.
 * Anything that is not a `StpaError` is a bug.
 */
export const errorStatus = {
  badRequest: 400,
  badShape: 400,
  unknownKind: 400,
  unknownField: 400,
  illegalLink: 400,
  tooManyLinks: 400,
  cycle: 400,
  hasChildren: 400,
  onlyOne: 400,
  unreadable: 400,
  unknownFormat: 400,
  noAuthor: 401,
  forbidden: 403,
  notFound: 404,
  notAllowed: 405,
  timedOut: 408,
  gone: 409,
  conflict: 409,
  keyTaken: 409,
  nothingToUndo: 409,
  inUse: 409,
  otherHistory: 409,
  lengthRequired: 411,
  tooLarge: 413,
  tooSlow: 422,
  headersTooLarge: 431,
  readOnly: 503,
  busy: 503,
  unavailable: 503,
  damaged: 503,
  noRoom: 507,
} as const

export type ErrorCode = keyof typeof errorStatus

/** Seconds after which the same request is worth sending again: refusals that pass. */
export const retryAfter: Readonly<Partial<Record<ErrorCode, number>>> = {
  busy: 1,
  unavailable: 3,
  readOnly: 10,
  noRoom: 10,
  damaged: 30,
}

/** One field that two people changed: `was` is what the editor saw, `theirs` what stands there now. */
export type FieldConflict = {
  uid: string
  key: string
  field: string
  was: unknown
  yours: unknown
  theirs: unknown
}

/** Where in a source something stands. `line` and `column` count from 1. */
export type Place = { file: string; line?: number; column?: number }

export type ErrorDetail = { conflicts?: FieldConflict[]; place?: Place; uid?: string; allowed?: string }

/** `telltale.yml:12`, `telltale.yml` or `''`. */
export function formatPlace(place: Place | undefined): string {
  if (!place) return ''
  return place.line === undefined ? place.file : `${place.file}:${place.line}`
}

export class StpaError extends Error {
  override readonly name = 'StpaError'

  /** By name: a bundler may hold this class several times in one process, and each asks about the others' errors. */
  static override [Symbol.hasInstance](value: unknown): value is StpaError {
    return value instanceof Error && value.name === 'StpaError'
  }

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail: ErrorDetail = {},
  ) {
    super(message)
  }

  get status(): number {
    return errorStatus[this.code]
  }
}
