/** What one process takes on. Each figure bounds what strangers can hold of it; tests use smaller ones. */
export type Limits = {
  /** Bytes of a request line with its headers: cookies of whatever else runs on this machine come along. */
  readonly header: number
  /** Milliseconds from the opening of a connection, or from the last answer on it, to the end of the next headers. */
  readonly headerTime: number
  /** Milliseconds that a whole request may take to arrive. */
  readonly requestTime: number
  /** Milliseconds that a connection without a request is kept. */
  readonly idleTime: number
  /** Connections at a time; beyond them the one that has waited longest without a request goes. */
  readonly connections: number
  /** Requests that are not answered yet: on one connection (browsers send one), and in all. */
  readonly openEach: number
  readonly open: number
  /** Bytes of all bodies that are under way, by what they claim: they are held in memory, about twice. */
  readonly bodies: number
  /** Bytes of a body that is taken beside them: whoever saves does not wait for those who send much. */
  readonly small: number
  /** How often slow bodies and stuck answers are looked for, in milliseconds. */
  readonly look: number
  /** Bytes per second of a body, measured over `patience` milliseconds. */
  readonly slowest: number
  readonly patience: number
  /** Milliseconds in which some bytes of an answer must have been taken. */
  readonly stuck: number
}

export const usualLimits: Limits = {
  header: 16_384,
  headerTime: 10_000,
  requestTime: 300_000,
  idleTime: 30_000,
  connections: 1_000,
  openEach: 8,
  open: 400,
  bodies: 128_000_000,
  small: 100_000,
  look: 1_000,
  slowest: 4_000,
  patience: 10_000,
  stuck: 60_000,
}
