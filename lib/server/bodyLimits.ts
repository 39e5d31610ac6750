/** Bytes of a body, by what it holds. All stay below `bodyLimit` (requestPolicy.ts). */
export const bodyLimits = {
  /** Requests that say all in their address. */
  none: 0,
  /** A few values as JSON: a name, a revision, a number of parts. */
  few: 10_000,
  /** Operations of one commit, as JSON. */
  json: 8_000_000,
  /** One part of an upload. */
  part: 8_000_000,
  /** All files of one import together; of each one see lib/node/files.ts. */
  files: 32_000_000,
  /** Files with what a form adds around them, which is small. */
  form: 33_000_000,
} as const
